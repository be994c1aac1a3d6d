import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { FlowNode } from '#shared/flow/flow.ts'
import { mayChange } from '../people/mayChange.ts'

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

/** Asks a person who may change the flow which step to add. */
export const askForStep = (request: StepMenuRequest): void => {
  if (mayChange()) stepMenu.setState({ request })
}
export const closeStepMenu = (): void => stepMenu.setState({ request: null })
export const useStepMenu = (): StepMenuRequest | null =>
  useStore(stepMenu, (state) => state.request)
