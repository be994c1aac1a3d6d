import type { Flow } from '#shared/flow/flow.ts'

/** What is picked on the canvas. */
export interface Selection {
  readonly nodes: readonly string[]
  readonly edges: readonly string[]
}

export const nothingSelected: Selection = { nodes: [], edges: [] }

/** One thing a person did, with the whole flow on both sides: flows share structure, so this costs a pointer. */
export interface HistoryStep {
  readonly title: string
  /** Edits with the same key in a row are one step: typing in one field. Null never joins. */
  readonly key: string | null
  readonly before: Flow
  readonly after: Flow
  readonly selected: { readonly before: Selection; readonly after: Selection }
}

export interface History {
  readonly past: readonly HistoryStep[]
  readonly future: readonly HistoryStep[]
}

/** Steps kept; older ones are forgotten. */
export const historyLimit = 500

export const emptyHistory: History = { past: [], future: [] }

/** Records a step, joined to the last one when both are typing in the same field. */
export function record(history: History, step: HistoryStep): History {
  const last = history.past.at(-1)
  const joins = last !== undefined && step.key !== null && last.key === step.key
  const past = joins
    ? [
        ...history.past.slice(0, -1),
        { ...last, after: step.after, selected: { ...last.selected, after: step.selected.after } },
      ]
    : [...history.past.slice(-(historyLimit - 1)), step]
  return { past, future: [] }
}

/** Ends typing: the next edit of the same field is a step of its own. */
export function seal(history: History): History {
  const last = history.past.at(-1)
  if (!last || last.key === null) return history
  return { ...history, past: [...history.past.slice(0, -1), { ...last, key: null }] }
}

/** How a step looks in the flow as it is now: others may have changed it since. */
type Adapt = (step: HistoryStep) => HistoryStep

/** Moves one step from the past to the future. */
export function stepBack(
  history: History,
  adapt: Adapt,
): { history: History; step: HistoryStep } | null {
  const last = history.past.at(-1)
  if (!last) return null
  const step = adapt(last)
  return {
    step,
    history: {
      past: history.past.slice(0, -1),
      future: [{ ...step, key: null }, ...history.future],
    },
  }
}

/** Moves one step from the future to the past. */
export function stepForward(
  history: History,
  adapt: Adapt,
): { history: History; step: HistoryStep } | null {
  const [next, ...future] = history.future
  if (!next) return null
  const step = adapt(next)
  return { step, history: { past: [...history.past, step], future } }
}
