import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

const announced = createStore<{ readonly text: string }>()(() => ({ text: '' }))

/** Says to somebody who does not see the canvas what has just been done there. */
export const announce = (text: string): void => announced.setState({ text })
export const useAnnounced = (): string => useStore(announced, (state) => state.text)
