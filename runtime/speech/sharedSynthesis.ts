import { createAudioCache } from './audioCache.ts'

/** Makes audio; the signal aborts when nobody waits for it any more. */
export type Speak = (voice: string, text: string, signal: AbortSignal) => Promise<Int16Array>

interface Synthesis {
  readonly audio: Promise<Int16Array>
  readonly waiters: { count: number }
  readonly unwanted: AbortController
}

/**
 * Lets equal requests share one synthesis, running or kept. Each waiter may give up by itself.
 * A failure is not kept.
 */
export function shareSynthesis(speak: Speak, cacheBytes: number) {
  const cache = createAudioCache(cacheBytes)
  const running = new Map<string, Synthesis>()

  const begin = (key: string, voice: string, text: string): Synthesis => {
    const unwanted = new AbortController()
    const audio = speak(voice, text, unwanted.signal).then((pcm) => {
      cache.set(key, pcm)
      return pcm
    })
    const synthesis: Synthesis = { audio, unwanted, waiters: { count: 0 } }
    running.set(key, synthesis)
    const forget = () => {
      if (running.get(key) === synthesis) running.delete(key)
    }
    audio.then(forget, forget)
    return synthesis
  }
  return async (voice: string, text: string, signal?: AbortSignal): Promise<Int16Array> => {
    signal?.throwIfAborted()
    const key = `${voice} ${text}`
    const cached = cache.get(key)
    if (cached) return cached
    const { audio, waiters, unwanted } = running.get(key) ?? begin(key, voice, text)
    waiters.count++
    try {
      return await untilAborted(audio, signal)
    } finally {
      waiters.count--
      if (waiters.count === 0) {
        unwanted.abort()
        running.delete(key)
      }
    }
  }
}

/** Waits for a promise that others may wait for as well. */
function untilAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
