import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

const quickStore = createStore<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }))

export const openQuickCommand = (): void => quickStore.setState({ isOpen: true })
export const closeQuickCommand = (): void => quickStore.setState({ isOpen: false })
export const useQuickOpen = (): boolean => useStore(quickStore, (state) => state.isOpen)
