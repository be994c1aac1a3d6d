import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { type Lead, leadKeys } from './leadKeys.ts'

const quickStore = createStore<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }))

/** Where the keyboard was, and what leads it to the search while the quick command is open. */
let place: { readonly before: Element | null; readonly lead: Lead } | null = null

export function openQuickCommand(): void {
  place ??= {
    before: document.activeElement,
    lead: leadKeys({ isKept: true, cancel: closeQuickCommand }),
  }
  quickStore.setState({ isOpen: true })
}

/** Closes it, and the keyboard is back where it was. */
export function closeQuickCommand(): void {
  place?.lead.release()
  const before = place?.before
  place = null
  quickStore.setState({ isOpen: false })
  const { activeElement } = document
  const isFree = activeElement === null || activeElement === document.body
  if (!isFree && activeElement !== search) return
  if (before instanceof HTMLElement || before instanceof SVGElement) {
    if (before.isConnected) before.focus({ preventScroll: true })
  }
}

let search: HTMLInputElement | null = null

/** The search of the quick command, as it comes and goes. */
export function quickSearch(field: HTMLInputElement | null): void {
  search = field
  place?.lead.arrive(field)
}

export const useQuickOpen = (): boolean => useStore(quickStore, (state) => state.isOpen)
