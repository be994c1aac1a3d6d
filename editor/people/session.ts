import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { includesRole, type Role, type Who } from '#shared/api/people.ts'
import { t } from '../i18n/t.ts'

interface SessionState {
  /** Null until the server has said. */
  readonly who: Who | null
  /** Whether the server wants somebody to sign in, and whether they want to do so later. */
  readonly signIn: 'no' | 'asked' | 'later'
}

/** Who works in this window. */
export const sessionStore = createStore<SessionState>()(() => ({ who: null, signIn: 'no' }))

/** The server answers nobody who is not signed in: asks, once. */
export function askToSignIn(): void {
  if (sessionStore.getState().signIn === 'no') sessionStore.setState({ signIn: 'asked' })
}

/** The person asks to sign in after all. */
export const signInNow = (): void => sessionStore.setState({ signIn: 'asked' })

/** Why a role may not do something; null when it may. Before the server has said, everything looks allowed: it decides. */
const reasonOf = ({ who }: SessionState, needed: Role): string | null => {
  if (!who?.person || includesRole(who.person.role, needed)) return null
  return {
    viewer: t('You may not look at this. Ask an admin of this installation.'),
    editor: t('You may look, but not change. Ask an admin for the role Editor.'),
    publisher: t('You may not publish. Ask an admin for the role Publisher.'),
    admin: t('Only an admin may do this.'),
  }[needed]
}

/** Why the person may not do what needs this role: for the title of a button that is off. Null when they may. */
export const useReason = (needed: Role): string | null =>
  useStore(sessionStore, (state) => reasonOf(state, needed))

/** The same outside of components. */
export const reasonNow = (needed: Role): string | null => reasonOf(sessionStore.getState(), needed)
