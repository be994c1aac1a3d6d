import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

const sheet = createStore<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }))

export const openShortcutSheet = (): void => sheet.setState({ isOpen: true })
export const closeShortcutSheet = (): void => sheet.setState({ isOpen: false })
export const useShortcutSheetOpen = (): boolean => useStore(sheet, (state) => state.isOpen)
