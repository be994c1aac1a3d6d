import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Mark } from '#shared/compare/overlay.ts'
import type { EditorStore } from '../state/editorStore.ts'

/** One of two things that are compared: the draft, or a published version by its number. */
export type Side = 'draft' | number

/** What the versions panel shows; `closed`: the inspector is in its place. */
export type VersionsPlace =
  | { readonly type: 'closed' }
  | { readonly type: 'list' }
  | { readonly type: 'look'; readonly version: number }
  | { readonly type: 'compare'; readonly before: Side; readonly after: Side }

/** A flow to look at instead of the draft: nothing can change it. */
export interface Shown {
  readonly store: EditorStore
  /** What the canvas calls it. */
  readonly title: string
  readonly steps: ReadonlyMap<string, Mark>
  readonly wires: ReadonlyMap<string, Mark>
}

interface VersionsState {
  readonly place: VersionsPlace
  readonly shown: Shown | null
}

const start: VersionsState = { place: { type: 'closed' }, shown: null }

const versionsStore = createStore<VersionsState>()(() => start)

export const useVersionsPlace = (): VersionsPlace => useStore(versionsStore, (state) => state.place)
export const useShown = (): Shown | null => useStore(versionsStore, (state) => state.shown)

/** True while something else than the draft is on the canvas: keys and buttons that edit do nothing. */
export const isLooking = (): boolean => {
  const { type } = versionsStore.getState().place
  return type === 'look' || type === 'compare'
}

export const openVersions = (): void =>
  versionsStore.setState({ place: { type: 'list' }, shown: null })
export const closeVersions = (): void => versionsStore.setState(start)
export const lookInside = (version: number): void =>
  versionsStore.setState({ place: { type: 'look', version } })
export const compareSides = (before: Side, after: Side): void =>
  versionsStore.setState({ place: { type: 'compare', before, after } })
export const show = (shown: Shown | null): void => versionsStore.setState({ shown })

/** The draft is on the canvas again; the list of versions stays open. */
export const backToDraft = (): void => {
  if (isLooking()) openVersions()
}
