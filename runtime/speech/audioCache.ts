/** Keeps the audio used last, bounded in bytes. */
export interface AudioCache {
  get(key: string): Int16Array | undefined
  set(key: string, pcm: Int16Array): void
  /** Bytes held. */
  bytes(): number
}

/** Makes an empty cache; a piece larger than a quarter of it is not kept, so one cannot empty it. */
export function createAudioCache(limitBytes: number): AudioCache {
  const entries = new Map<string, Int16Array>()
  let total = 0
  const remove = (key: string) => {
    total -= entries.get(key)?.byteLength ?? 0
    entries.delete(key)
  }
  return {
    bytes: () => total,
    get: (key) => {
      const pcm = entries.get(key)
      if (!pcm) return undefined
      // A Map keeps insertion order, so the first key is the one unused longest.
      entries.delete(key)
      entries.set(key, pcm)
      return pcm
    },
    set: (key, pcm) => {
      remove(key)
      if (pcm.byteLength > limitBytes / 4) return
      entries.set(key, pcm)
      total += pcm.byteLength
      for (const oldest of entries.keys()) {
        if (total <= limitBytes) return
        remove(oldest)
      }
    },
  }
}
