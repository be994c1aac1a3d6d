import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Flow } from '#shared/flow/flow.ts'
import type { mergeFlows } from '#shared/flow/merge.ts'
import { sameValue } from '#shared/sameValue.ts'

/** What the chip in the top bar says. */
export type SaveState =
  | { readonly type: 'saved' }
  | { readonly type: 'saving' }
  /** The server cannot be reached; it is tried again by itself. */
  | { readonly type: 'offline' }
  /** The same, and this browser has no room to keep the work either. */
  | { readonly type: 'unkept' }
  /** The server wants the person to sign in again; it is tried again by itself. */
  | { readonly type: 'signedOut' }
  /** The server holds something newer that does not go with ours: a person decides. */
  | { readonly type: 'conflict' }
  /** Somebody has deleted the flow. */
  | { readonly type: 'gone' }
  /** The server will not take this flow as it is. */
  | { readonly type: 'refused'; readonly message: string }

export type SaveOutcome =
  | { readonly type: 'saved'; readonly revision: number }
  | { readonly type: 'conflict' | 'unreachable' | 'signedOut' | 'gone' }
  | { readonly type: 'refused'; readonly message: string }

/** A flow as the server holds it. */
export interface Held {
  readonly flow: Flow
  readonly revision: number
}

/** Work that is not on the server: `base` is what it grew from, where there was room for it. */
export interface Unsaved extends Held {
  readonly base?: Flow | undefined
}

export interface AutosaveDeps {
  /** `closing` is true when the page goes away: the request must outlive it. */
  save(flow: Flow, revision: number, closing: boolean): Promise<SaveOutcome>
  /** What the server holds now; null when it cannot be reached. */
  load(): Promise<Held | null>
  /** Keeps unsaved work in this browser; null forgets it. False when there is no room. */
  keep(unsaved: Unsaved | null): boolean
  /** The merge, loaded when it is first needed; null when it cannot be. */
  merger(): Promise<typeof mergeFlows | null>
  /** Shows a flow in which changes of somebody else (by name, where it is known) have come in. */
  follow(flow: Flow, merge: typeof mergeFlows, by: string): void
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
  /** Tries again at once: the network is back, somebody signed in. */
  retry(): void
  /** Whether the work is lost when the page goes away now. */
  isAtRisk(): boolean
  /** The page goes away. */
  close(): void
  /** Somebody else has saved: shows it when nothing is unsaved here; what is unsaved meets it at its own save. */
  offer(theirs: Held, by?: string): Promise<void>
  /** What a person has to decide; null when nothing. */
  conflict(): (Held & { readonly base: Flow }) | null
  /** Takes over the server's flow after a conflict. */
  adopt(flow: Flow, revision: number): void
  /** Goes on with a flow made from ours and the server’s. */
  resolve(flow: Flow, theirs: Held): void
  /** The flow is in the bin. */
  lose(): void
  /** The flow is out of the bin again. */
  reopen(): void
}

/** Bytes that a browser sends for a page that is gone; larger saves need the page. */
const keepaliveLimit = 60_000

/**
 * Saves a flow a moment after each change, one request at a time, always the newest. A save that the server made but
 * whose answer was lost shows up as a conflict with our own flow: then its revision is taken over without a word. When
 * somebody else has saved, both changes are merged; a person is asked only about what both changed differently.
 */
export function createAutosave(deps: AutosaveDeps, start: Held): Autosave {
  const state = createStore<SaveState>()(() => ({ type: 'saved' }))
  const set = (next: SaveState) => state.setState(next, true)
  const is = (...types: readonly SaveState['type'][]) => types.includes(state.getState().type)
  let revision = start.revision
  let saved = start.flow
  let newest = start.flow
  let held: Held | null = null
  /** Flows sent without an answer: a later conflict may be with one of them. */
  let unanswered: readonly Flow[] = []
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let keeping: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null

  const isClean = () => newest === saved
  const keep = () => {
    clearTimeout(keeping)
    return deps.keep({ flow: newest, revision, base: saved })
  }
  /** Large flows take a moment to write: not at every key. */
  const keepSoon = (then: (isKept: boolean) => void = () => {}) => {
    clearTimeout(keeping)
    keeping = setTimeout(() => then(keep()), saveDelay)
  }
  const schedule = (delay: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void run(), delay)
  }
  const acknowledge = (flow: Flow, next: number) => {
    saved = flow
    revision = next
    held = null
    unanswered = []
    failures = 0
    if (isClean()) {
      clearTimeout(timer)
      clearTimeout(keeping)
      deps.keep(null)
      set({ type: 'saved' })
    } else {
      set({ type: 'saving' })
      schedule(saveDelay)
    }
  }
  const takeIn = (flow: Flow, theirs: Held) => {
    newest = flow
    acknowledge(sameValue(flow, theirs.flow) ? flow : theirs.flow, theirs.revision)
  }
  const tryLater = (type: 'offline' | 'signedOut') => {
    const isKept = keep()
    set({ type: type === 'offline' && !isKept ? 'unkept' : type })
    schedule(retryDelays[Math.min(failures, retryDelays.length - 1)] ?? saveDelay)
    failures += 1
  }
  const settleConflict = async () => {
    const [theirs, merge] = await Promise.all([deps.load(), deps.merger()])
    if (!theirs || !merge) return tryLater('offline')
    const ours = [newest, ...unanswered].find((flow) => sameValue(theirs.flow, flow))
    if (ours) return acknowledge(ours, theirs.revision)
    const merged = merge(saved, newest, theirs.flow)
    if (merged.conflicts.some((conflict) => !conflict.isMinor)) {
      held = theirs
      keep()
      return set({ type: 'conflict' })
    }
    takeIn(merged.flow, theirs)
    deps.follow(merged.flow, merge, '')
  }
  const attempt = async () => {
    const flow = newest
    unanswered = [...unanswered.slice(-9), flow]
    const outcome = await deps.save(flow, revision, false)
    switch (outcome.type) {
      case 'saved':
        return acknowledge(flow, outcome.revision)
      case 'conflict':
        return settleConflict()
      case 'unreachable':
        return tryLater('offline')
      case 'signedOut':
        return tryLater('signedOut')
      case 'gone':
        keep()
        return set({ type: 'gone' })
      case 'refused':
        keep()
        return set({ type: 'refused', message: outcome.message })
    }
  }
  const run = (): Promise<void> => {
    clearTimeout(timer)
    if (running) return running
    if (isClean() || is('conflict', 'gone')) return Promise.resolve()
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
      if (is('conflict', 'gone')) return keepSoon()
      if (isClean() && !running) {
        acknowledge(saved, revision)
        return
      }
      // While the server is away every change is kept at once: the tab may end before the next try.
      if (is('signedOut')) return keepSoon()
      if (is('offline', 'unkept')) {
        return keepSoon((isKept) => {
          if (is('offline', 'unkept')) set({ type: isKept ? 'offline' : 'unkept' })
        })
      }
      set({ type: 'saving' })
      schedule(saveDelay)
    },
    flush: async () => {
      for (let tries = 0; tries < 3 && !isClean(); tries += 1) {
        await run()
        if (!is('saving')) break
      }
      return isClean()
    },
    retry: () => {
      if (is('offline', 'unkept', 'signedOut')) void run()
    },
    isAtRisk: () => !isClean() && (!is('saving') || JSON.stringify(newest).length > keepaliveLimit),
    close: () => {
      clearTimeout(timer)
      if (isClean()) return
      keep()
      if (!is('conflict', 'gone')) void deps.save(newest, revision, true)
    },
    offer: async (theirs, by = '') => {
      const merge = await deps.merger()
      if (!merge || !isClean() || running || theirs.revision <= revision) return
      // What they did not change keeps its identity, so that little is drawn anew.
      const { flow } = merge(newest, newest, theirs.flow)
      takeIn(flow, theirs)
      deps.follow(flow, merge, by)
    },
    conflict: () => (held && is('conflict') ? { ...held, base: saved } : null),
    adopt: (flow, next) => {
      newest = flow
      acknowledge(flow, next)
    },
    resolve: (flow, theirs) => {
      takeIn(flow, theirs)
    },
    lose: () => {
      clearTimeout(timer)
      if (!isClean()) keep()
      set({ type: 'gone' })
    },
    reopen: () => {
      if (!is('gone')) return
      if (isClean()) return set({ type: 'saved' })
      set({ type: 'saving' })
      void run()
    },
  }
}
