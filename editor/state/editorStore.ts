import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Diagnostic } from '#shared/diagnostic.ts'
import { applyEdit, describeEdit, type Edit } from '#shared/flow/edit.ts'
import type { Flow } from '#shared/flow/flow.ts'
import type { mergeFlows } from '#shared/flow/merge.ts'
import type { FmlPage } from '../analysis/analysis.ts'
import { t } from '../i18n/t.ts'
import { nodeOf } from './graph.ts'
import {
  emptyHistory,
  type History,
  nothingSelected,
  record,
  type Selection,
  seal,
  stepBack,
  stepForward,
} from './history.ts'

/** Everything the editor knows about one open flow. */
export interface EditorState {
  readonly flow: Flow
  readonly history: History
  readonly selection: Selection
  /** What the checks found in the newest flow that they have seen; never empties while they run. */
  readonly diagnostics: readonly Diagnostic[]
  readonly pages: readonly FmlPage[]
  /** A wish to see a step. */
  readonly reveal: Reveal | null
  /** Changes the flow; `key` joins a run of edits (typing) into one step of undo. */
  apply(edit: Edit, options?: { readonly key?: string; readonly select?: readonly string[] }): void
  /** Puts another whole flow in its place, as one step of undo. */
  replace(flow: Flow, title: string): void
  /** Takes in what somebody else has changed. It is no step of undo: undo takes back only what was done here. */
  follow(flow: Flow, merge: typeof mergeFlows): void
  undo(): void
  redo(): void
  /** Typing in a field has ended. */
  seal(): void
  select(selection: Partial<Selection>): void
  /** Selects a node and brings it into view. */
  show(id: string): void
  bringIntoView(id: string, how: Reveal['how']): void
  analysed(result: {
    readonly diagnostics: readonly Diagnostic[]
    readonly pages: readonly FmlPage[]
  }): void
}

/** `centre` puts a step in the middle; `near` moves the canvas as little as it must; `zoom` fills it with the selection. */
export interface Reveal {
  readonly id: string
  readonly how: 'centre' | 'near' | 'zoom'
  /** A second wish for the same step is a new one. */
  readonly count: number
}

export type EditorStore = StoreApi<EditorState>

const always = () => true

/**
 * Makes the state of one flow. The only way to change the flow is `apply`, `replace`, `undo` and `redo`; each asks first
 * whether whoever looks may change it. What others have changed comes in by `follow`.
 */
export function createEditorStore(flow: Flow, mayChange: () => boolean = always): EditorStore {
  let merge: typeof mergeFlows | null = null
  return createStore<EditorState>()((set, get) => ({
    flow,
    history: emptyHistory,
    selection: nothingSelected,
    diagnostics: [],
    pages: [],
    reveal: null,
    apply: (edit, options = {}) => {
      if (!mayChange()) return
      const { flow: before, history, selection } = get()
      const after = applyEdit(before, edit)
      if (after === before) return
      const selected = options.select
        ? { nodes: options.select, edges: [] }
        : prune(selection, after)
      const step = {
        title: describeEdit(before, edit, t),
        key: options.key ?? null,
        before,
        after,
        selected: { before: selection, after: selected },
      }
      set({ flow: after, history: record(history, step), selection: selected })
    },
    replace: (after, title) => {
      if (!mayChange()) return
      const { flow: before, history, selection } = get()
      const selected = prune(selection, after)
      const step = {
        title,
        key: null,
        before,
        after,
        selected: { before: selection, after: selected },
      }
      set({ flow: after, history: record(history, step), selection: selected })
    },
    follow: (after, mergeWith) => {
      merge = mergeWith
      const { history, selection } = get()
      set({ flow: after, history: seal(history), selection: prune(selection, after) })
    },
    undo: () => {
      const { flow: now, history } = get()
      const back = stepBack(history, (step) => ({
        ...step,
        before: transfer(merge, step.after, step.before, now),
        after: now,
      }))
      if (!back) return
      const { before, selected } = back.step
      set({ flow: before, history: back.history, selection: prune(selected.before, before) })
    },
    redo: () => {
      const { flow: now, history } = get()
      const forward = stepForward(history, (step) => ({
        ...step,
        before: now,
        after: transfer(merge, step.before, step.after, now),
      }))
      if (!forward) return
      const { after, selected } = forward.step
      set({ flow: after, history: forward.history, selection: prune(selected.after, after) })
    },
    seal: () => {
      const { history } = get()
      const sealed = seal(history)
      if (sealed !== history) set({ history: sealed })
    },
    select: (selection) => {
      const next = { ...nothingSelected, ...selection }
      if (!isSameSelection(get().selection, next)) {
        set({ selection: next, history: seal(get().history) })
      }
    },
    show: (id) => {
      if (!nodeOf(get().flow, id)) return
      get().select({ nodes: [id] })
      get().bringIntoView(id, 'centre')
    },
    bringIntoView: (id, how) => set({ reveal: { id, how, count: (get().reveal?.count ?? 0) + 1 } }),
    analysed: (result) => set(result),
  }))
}

/** Makes the change between two flows in a third one, which differs when somebody else has changed it since. */
function transfer(merge: typeof mergeFlows | null, from: Flow, to: Flow, now: Flow): Flow {
  if (now === from || !merge) return to
  const { conflicts } = merge(from, to, now)
  const choices = Object.fromEntries(conflicts.map(({ key }) => [key, 'theirs' as const]))
  return merge(from, to, now, choices).flow
}

/** Forgets what is no longer there. */
function prune(selection: Selection, flow: Flow): Selection {
  const edges = new Set(flow.edges.map((edge) => edge.id))
  const next = {
    nodes: selection.nodes.filter((id) => nodeOf(flow, id)),
    edges: selection.edges.filter((id) => edges.has(id)),
  }
  return isSameSelection(selection, next) ? selection : next
}

function isSameSelection(a: Selection, b: Selection): boolean {
  const same = (x: readonly string[], y: readonly string[]) =>
    x.length === y.length && x.every((id, index) => id === y[index])
  return same(a.nodes, b.nodes) && same(a.edges, b.edges)
}
