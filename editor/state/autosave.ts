import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Flow } from '#shared/flow/flow.ts'
import { sameValue } from '#shared/sameValue.ts'

/** What the chip in the top bar says. */
export type SaveState =
  | { readonly type: 'saved' }
  | { readonly type: 'saving' }
  /** The server cannot be reached; it is tried again by itself. */
  | { readonly type: 'offline' }
  /** The server holds something newer: a person decides. */
  | { readonly type: 'conflict' }
  /** The server will not take this flow as it is. */
  | { readonly type: 'refused'; readonly message: string }

export type SaveOutcome =
  | { readonly type: 'saved'; readonly revision: number }
  | { readonly type: 'conflict' }
  | { readonly type: 'unreachable' }
  | { readonly type: 'refused'; readonly message: string }

export interface AutosaveDeps {
  /** `closing` is true when the page goes away: the request must outlive it. */
  save(flow: Flow, revision: number, closing: boolean): Promise<SaveOutcome>
  /** What the server holds now; null when it cannot be reached. */
  load(): Promise<{ readonly flow: Flow; readonly revision: number } | null>
  /** Keeps unsaved work in this browser; null forgets it. */
  keep(unsaved: { readonly flow: Flow; readonly revision: number } | null): void
}

/** Pause after the last change before a save, ms. */
export const saveDelay = 400
/** Waits before trying again, ms; the last one repeats. */
export const retryDelays = [1_000, 2_000, 5_000, 10_000] as const

export interface Autosave {
  readonly state: StoreApi<SaveState>
  revision(): number
  /** The flow has changed. */
  changed(flow: Flow): void
  /** Saves now; resolves with whether everything is on the server. */
  flush(): Promise<boolean>
  /** The page goes away. */
  close(): void
  /** Takes over the server's flow after a conflict. */
  adopt(flow: Flow, revision: number): void
}

/**
 * Saves a flow a moment after each change, one request at a time, always the newest. A save that the server made but
 * whose answer was lost shows up as a conflict with our own flow: then its revision is taken over without a word.
 */
export function createAutosave(
  deps: AutosaveDeps,
  start: { readonly flow: Flow; readonly revision: number },
): Autosave {
  const state = createStore<SaveState>()(() => ({ type: 'saved' }))
  const set = (next: SaveState) => state.setState(next, true)
  let revision = start.revision
  let saved = start.flow
  let newest = start.flow
  /** Flows sent without an answer: a later conflict may be with one of them. */
  let unanswered: readonly Flow[] = []
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null

  const isClean = () => newest === saved
  const schedule = (delay: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void run(), delay)
  }
  const acknowledge = (flow: Flow, next: number) => {
    saved = flow
    revision = next
    unanswered = []
    failures = 0
    if (isClean()) {
      deps.keep(null)
      set({ type: 'saved' })
    } else schedule(saveDelay)
  }
  const settleConflict = async () => {
    const held = await deps.load()
    const ours = held && [newest, ...unanswered].find((flow) => sameValue(held.flow, flow))
    if (ours) acknowledge(ours, held.revision)
    else {
      deps.keep({ flow: newest, revision })
      set({ type: 'conflict' })
    }
  }
  const attempt = async () => {
    const flow = newest
    unanswered = [...unanswered.slice(-9), flow]
    const outcome = await deps.save(flow, revision, false)
    if (outcome.type === 'saved') return acknowledge(flow, outcome.revision)
    if (outcome.type === 'conflict') return settleConflict()
    deps.keep({ flow: newest, revision })
    if (outcome.type === 'refused') {
      set({ type: 'refused', message: outcome.message })
      return
    }
    set({ type: 'offline' })
    schedule(retryDelays[Math.min(failures, retryDelays.length - 1)] ?? saveDelay)
    failures += 1
  }
  const run = (): Promise<void> => {
    clearTimeout(timer)
    if (running) return running
    if (isClean() || state.getState().type === 'conflict') return Promise.resolve()
    running = attempt().finally(() => {
      running = null
    })
    return running
  }

  return {
    state,
    revision: () => revision,
    changed: (flow) => {
      if (flow === newest) return
      newest = flow
      const { type } = state.getState()
      if (type === 'conflict') return deps.keep({ flow, revision })
      if (isClean() && !running) {
        clearTimeout(timer)
        deps.keep(null)
        return set({ type: 'saved' })
      }
      if (type !== 'offline') set({ type: 'saving' })
      schedule(saveDelay)
    },
    flush: async () => {
      for (let tries = 0; tries < 3 && !isClean(); tries += 1) {
        await run()
        if (state.getState().type !== 'saving') break
      }
      return isClean()
    },
    close: () => {
      clearTimeout(timer)
      if (isClean()) return
      deps.keep({ flow: newest, revision })
      if (state.getState().type !== 'conflict') void deps.save(newest, revision, true)
    },
    adopt: (flow, next) => {
      newest = flow
      acknowledge(flow, next)
    },
  }
}
