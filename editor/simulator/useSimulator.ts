import { useStore } from 'zustand'
import { type Simulator, simulatorStore } from './simulatorStore.ts'

/** A part of the simulator's state; select values that keep their identity. */
export const useSimulator = <Value>(selector: (simulator: Simulator) => Value): Value =>
  useStore(simulatorStore, selector)
