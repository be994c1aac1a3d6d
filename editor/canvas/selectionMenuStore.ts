import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { mayChange } from '../people/mayChange.ts'
import type { ScreenPoint } from './pointer.ts'

const selectionMenu = createStore<{ readonly at: ScreenPoint | null }>()(() => ({ at: null }))

/** Opens what can be done with the selected steps. */
export const openSelectionMenu = (at: ScreenPoint): void => {
  if (mayChange()) selectionMenu.setState({ at })
}
export const closeSelectionMenu = (): void => selectionMenu.setState({ at: null })
export const useSelectionMenu = (): ScreenPoint | null =>
  useStore(selectionMenu, (state) => state.at)
