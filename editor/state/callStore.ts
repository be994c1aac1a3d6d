import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** What the canvas shows of a call while it runs: the step being spoken and the ways taken. */
export interface CallLights {
  readonly speaking: string | null
  /** `node port` of every way taken. */
  readonly taken: ReadonlySet<string>
}

const dark: CallLights = { speaking: null, taken: new Set() }

export const callLights = createStore<CallLights>()(() => dark)

export const useCallLights = <Value>(selector: (lights: CallLights) => Value): Value =>
  useStore(callLights, selector)

export const wayKey = (node: string, port: string): string => `${node} ${port}`

export const clearCallLights = (): void => callLights.setState(dark)
