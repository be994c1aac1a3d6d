import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { FlowNode } from '#shared/flow/flow.ts'
import { mayChange } from '../people/mayChange.ts'
import { type Lead, leadKeys } from '../shell/leadKeys.ts'

/** Where the menu opens, and what becomes of the step that is chosen. */
export interface StepMenuRequest {
  readonly screen: { readonly x: number; readonly y: number }
  /** Where the step goes; absent: beside the step it follows. */
  readonly at?: FlowNode['position']
  /** The port that the step follows. */
  readonly from?: { readonly node: string; readonly port: string }
  /** The wire that the step is put into. */
  readonly wire?: string
}

const stepMenu = createStore<{ readonly request: StepMenuRequest | null }>()(() => ({
  request: null,
}))

let lead: Lead | null = null

/** Asks a person who may change the flow which step to add. */
export function askForStep(request: StepMenuRequest): void {
  if (!mayChange()) return
  // A menu that is there has the keyboard.
  if (stepMenu.getState().request === null) {
    lead = leadKeys({ isKept: false, cancel: closeStepMenu })
  }
  stepMenu.setState({ request })
}

export function closeStepMenu(): void {
  lead?.release()
  stepMenu.setState({ request: null })
}

/** The search of the menu is there: it gets the keyboard. */
export const stepMenuIsThere = (search: HTMLInputElement): void => lead?.arrive(search)

export const useStepMenu = (): StepMenuRequest | null =>
  useStore(stepMenu, (state) => state.request)
