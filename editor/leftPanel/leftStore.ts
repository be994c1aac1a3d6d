import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { type Lead, leadKeys } from '../shell/leadKeys.ts'
import { setLayout } from '../state/layoutStore.ts'

export type LeftTab = 'steps' | 'outline' | 'find'

interface Left {
  readonly tab: LeftTab
  readonly query: string
  /** Counts wishes to type a search: each one takes the keyboard there. */
  readonly wishes: number
}

const leftStore = createStore<Left>()(() => ({ tab: 'steps', query: '', wishes: 0 }))

export const useLeft = <Value>(selector: (left: Left) => Value): Value =>
  useStore(leftStore, selector)

/** Shows a tab of the panel on the left, unfolding it. */
export function showLeft(tab: LeftTab): void {
  setLayout({ paletteOpen: true })
  leftStore.setState({ tab })
}

export const setQuery = (query: string): void => leftStore.setState({ query })

let lead: Lead | null = null

/** Opens the search, with a query or with the last one, and takes the keyboard there. */
export function openFind(query?: string): void {
  lead?.release()
  const one = leadKeys({ isKept: false, cancel: () => one.release() })
  lead = one
  showLeft('find')
  leftStore.setState(({ wishes, ...left }) => ({
    query: query ?? left.query,
    wishes: wishes + 1,
  }))
}

/** The field of the search is there: it gets the keyboard, and its words are to be written over. */
export function findIsThere(field: HTMLInputElement): void {
  field.select()
  lead?.arrive(field)
}
