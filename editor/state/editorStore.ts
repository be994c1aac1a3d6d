import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Diagnostic } from '#shared/diagnostic.ts'
import { applyEdit, describeEdit, type Edit } from '#shared/flow/edit.ts'
import type { Flow } from '#shared/flow/flow.ts'
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

/** `centre` puts a step in the middle; `near` moves the canvas as little as it must. */
export interface Reveal {
  readonly id: string
  readonly how: 'centre' | 'near'
  /** A second wish for the same step is a new one. */
  readonly count: number
}

export type EditorStore = StoreApi<EditorState>

/** Makes the state of one flow. The only way to change the flow is `apply`, `undo` and `redo`. */
export function createEditorStore(flow: Flow): EditorStore {
  return createStore<EditorState>()((set, get) => ({
    flow,
    history: emptyHistory,
    selection: nothingSelected,
    diagnostics: [],
    pages: [],
    reveal: null,
    apply: (edit, options = {}) => {
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
    undo: () => {
      const back = stepBack(get().history)
      if (back) {
        set({ flow: back.step.before, history: back.history, selection: back.step.selected.before })
      }
    },
    redo: () => {
      const forward = stepForward(get().history)
      if (forward) {
        const { after, selected } = forward.step
        set({ flow: after, history: forward.history, selection: selected.after })
      }
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
