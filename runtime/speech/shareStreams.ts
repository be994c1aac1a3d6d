import { createAudioCache } from './audioCache.ts'
import { joinPcm } from './joinPcm.ts'

/** Makes audio piece by piece; the signal aborts when nobody waits for it any more. */
export type SpeakPieces = (
  voice: string,
  text: string,
  signal: AbortSignal,
) => AsyncIterable<Int16Array>

interface Making {
  readonly pieces: Int16Array[]
  /** Resolves when there is another piece, or no more will come. */
  next: PromiseWithResolvers<void>
  end: { readonly error: unknown } | 'whole' | null
  waiters: number
  readonly unwanted: AbortController
}

/**
 * Lets equal requests share one synthesis, whether it runs or is kept, and hear each piece as it comes. Each waiter may
 * give up by itself. A failure is not kept.
 */
export function shareStreams(speak: SpeakPieces, cacheBytes: number) {
  const cache = createAudioCache(cacheBytes)
  const running = new Map<string, Making>()

  const make = async (key: string, voice: string, text: string, making: Making) => {
    try {
      for await (const piece of speak(voice, text, making.unwanted.signal)) {
        if (piece.length === 0) continue
        making.pieces.push(piece)
        making.next.resolve()
        making.next = Promise.withResolvers()
      }
      making.end = 'whole'
      cache.set(key, joinPcm(making.pieces))
    } catch (error) {
      making.end = { error }
    }
    if (running.get(key) === making) running.delete(key)
    making.next.resolve()
  }
  const begin = (key: string, voice: string, text: string): Making => {
    const making: Making = {
      pieces: [],
      next: Promise.withResolvers(),
      end: null,
      waiters: 0,
      unwanted: new AbortController(),
    }
    running.set(key, making)
    void make(key, voice, text, making)
    return making
  }
  return async function* (
    voice: string,
    text: string,
    signal?: AbortSignal,
  ): AsyncGenerator<Int16Array> {
    signal?.throwIfAborted()
    const key = `${voice} ${text}`
    const kept = cache.get(key)
    if (kept) return yield kept
    const making = running.get(key) ?? begin(key, voice, text)
    making.waiters++
    try {
      yield* piecesOf(making, signal)
    } finally {
      making.waiters--
      if (making.waiters === 0 && making.end === null) {
        making.unwanted.abort()
        if (running.get(key) === making) running.delete(key)
      }
    }
  }
}

/** The pieces that are there, then those that come. */
async function* piecesOf(making: Making, signal?: AbortSignal): AsyncGenerator<Int16Array> {
  for (let at = 0; ; ) {
    const piece = making.pieces[at]
    if (piece) {
      yield piece
      at++
    } else if (making.end === null) {
      await untilAborted(making.next.promise, signal)
    } else if (making.end === 'whole') {
      return
    } else {
      throw making.end.error
    }
  }
}

/** Waits for a promise that others may wait for as well. */
function untilAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
