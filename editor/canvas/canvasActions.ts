import type { EditorStore } from '../state/editorStore.ts'

/** What only the canvas can do, because it knows where things are on the screen. */
export interface CanvasActions {
  fit(): void
  /** Lines up all steps, or the selected ones alone. */
  tidy(which: 'all' | 'selected'): void
  /** Asks which step follows the selected one, or goes into the selected wire. */
  askNext(): void
  paste(): void
  copy(): void
  duplicate(): void
}

let actions: { readonly store: EditorStore; readonly canvas: CanvasActions } | null = null

/** Told by the canvas as it comes and goes. */
export const offerCanvasActions = (store: EditorStore, canvas: CanvasActions): (() => void) => {
  const mine = { store, canvas }
  actions = mine
  return () => {
    if (actions === mine) actions = null
  }
}

/** The canvas on the screen; undefined when there is none. */
export const canvasActions = (): CanvasActions | undefined => actions?.canvas
