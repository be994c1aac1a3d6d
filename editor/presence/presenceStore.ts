import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Present } from '#shared/api/presence.ts'
import { t } from '../i18n/t.ts'

/** Who else has the open flow open. */
export interface PresenceState {
  readonly you: number
  readonly others: readonly Present[]
  /** Somebody else’s save that has come in a moment ago; counts so that two in a row are two. */
  readonly news: { readonly text: string; readonly count: number } | null
  /** What this person calls themself here; empty: the number of the window. */
  readonly name: string
}

const key = 'fml-studio.name'

const readName = (): string => {
  try {
    return localStorage.getItem(key)?.slice(0, 60) ?? ''
  } catch {
    return ''
  }
}

export const presenceStore = createStore<PresenceState>()(() => ({
  you: 1,
  others: [],
  news: null,
  name: readName(),
}))

export const usePresence = <Value>(selector: (state: PresenceState) => Value): Value =>
  useStore(presenceStore, selector)

/** Keeps the person’s name in this browser. */
export function setOwnName(name: string): void {
  presenceStore.setState({ name })
  try {
    localStorage.setItem(key, name)
  } catch {
    // It holds until the page is closed.
  }
}

/** What a person is called on the screen. */
export const titleOf = ({ name, number }: Pick<Present, 'name' | 'number'>): string =>
  name === '' ? t('Window {number}', { number }) : name

/** One or two letters for a chip. */
export function initialsOf(present: Pick<Present, 'name' | 'number'>): string {
  if (present.name === '') return String(present.number)
  const words = present.name.split(/\s+/).filter(Boolean)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return letters.map((word) => Array.from(word ?? '')[0]?.toLocaleUpperCase() ?? '').join('')
}

/** Shows somebody else’s save for a moment. */
export function tell(text: string): void {
  const count = (presenceStore.getState().news?.count ?? 0) + 1
  presenceStore.setState({ news: { text, count } })
  setTimeout(() => {
    if (presenceStore.getState().news?.count === count) presenceStore.setState({ news: null })
  }, 5_000)
}
