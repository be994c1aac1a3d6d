import type { Clock } from '../../calls/clock.ts'

/** Runs once when the signal is aborted, at once when it already is. The answer takes it back. */
export function onAbort(signal: AbortSignal, run: () => void): () => void {
  if (signal.aborted) {
    run()
    return () => {}
  }
  signal.addEventListener('abort', run, { once: true })
  return () => signal.removeEventListener('abort', run)
}

/** Resolves after so many milliseconds or when the signal is aborted, whichever comes first. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, () => {
      forget()
      resolve()
    })
    const forget = onAbort(signal, () => {
      cancel()
      resolve()
    })
  })
}

export type Settled<Value> =
  | { readonly type: 'value'; readonly value: Value }
  | { readonly type: 'error'; readonly error: unknown }
  | { readonly type: 'late' }
  | { readonly type: 'aborted' }

export interface Limit {
  readonly clock: Clock
  /** Milliseconds. */
  readonly within: number
  readonly signal: AbortSignal
}

/** Waits for work that may fail, take too long, or no longer be wanted. Never rejects. */
export function settle<Value>(work: Promise<Value>, limit: Limit): Promise<Settled<Value>> {
  return new Promise((resolve) => {
    const finish = (settled: Settled<Value>) => {
      cancel()
      forget()
      resolve(settled)
    }
    const cancel = limit.clock.after(limit.within, () => finish({ type: 'late' }))
    let forget: () => void = () => {}
    forget = onAbort(limit.signal, () => finish({ type: 'aborted' }))
    work.then(
      (value) => finish({ type: 'value', value }),
      (error: unknown) => finish({ type: 'error', error }),
    )
  })
}

/** An abort controller that is also aborted when its parent is; `free` lets go of the parent. */
export function linkedController(parent: AbortSignal): {
  readonly signal: AbortSignal
  readonly abort: () => void
  readonly free: () => void
} {
  const controller = new AbortController()
  const free = onAbort(parent, () => controller.abort())
  return { signal: controller.signal, abort: () => controller.abort(), free }
}

/** A sentence about an error, for a log or a row on the screen. */
export function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The value, or undefined as soon as the signal is aborted. The work must not reject. */
export function unlessAborted<Value>(
  work: Promise<Value>,
  signal: AbortSignal,
): Promise<Value | undefined> {
  return new Promise((resolve) => {
    const forget = onAbort(signal, () => resolve(undefined))
    void work.then((value) => {
      forget()
      resolve(value)
    })
  })
}
