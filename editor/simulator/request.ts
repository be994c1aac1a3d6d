import { createStore } from 'zustand/vanilla'
import type { TalkMove, TalkSetup } from '#shared/session/converse.ts'
import { setLayout } from '../state/layoutStore.ts'

/** A wish to try a flow out, kept until the simulator is there to fulfil it. */
export interface SimulatorRequest {
  readonly flow: string
  readonly setup?: Partial<TalkSetup> | undefined
  readonly moves?: readonly TalkMove[] | undefined
  /** What to tell about the moves. */
  readonly notice?: string | undefined
}

export const simulatorRequests = createStore<{ readonly next: SimulatorRequest | null }>()(() => ({
  next: null,
}))

/** Opens the simulator on a flow and begins there. The simulator itself is loaded on first use. */
export function simulate(request: SimulatorRequest): void {
  setLayout({ inspectorOpen: true, phoneOpen: true, testTab: 'simulator' })
  simulatorRequests.setState({ next: request })
}

/** The wish for this flow, if there is one; it is taken only once. */
export function takeRequest(flow: string): SimulatorRequest | null {
  const { next } = simulatorRequests.getState()
  if (next?.flow !== flow) return null
  simulatorRequests.setState({ next: null })
  return next
}
