import { z } from 'zod'
import {
  type ApiKey,
  inviteSchema,
  keySchema,
  madeKeySchema,
  madeLinkSchema,
  openedLinkSchema,
  peopleRoutes,
  personSchema,
  type Role,
  sessionSchema,
  type Who,
  whoSchema,
} from '#shared/api/people.ts'
import { request } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { sessionStore } from './session.ts'

const anything = z.unknown()
const send = (method: string, path: string, body?: unknown) =>
  request(anything, path, { method, ...(body === undefined ? {} : { body }) })

/** Accounts, people and keys as functions. */
export const peopleClient = {
  who: () => request(whoSchema, peopleRoutes.session),
  signIn: (email: string, password: string) =>
    request(whoSchema, peopleRoutes.session, { method: 'POST', body: { email, password } }),
  signOut: () => send('DELETE', peopleRoutes.session),
  openLink: (token: string) =>
    request(openedLinkSchema, peopleRoutes.openLink, { method: 'POST', body: { token } }),
  redeemLink: (body: { token: string; name?: string; email?: string; password: string }) =>
    request(whoSchema, peopleRoutes.redeemLink, { method: 'POST', body }),
  sessions: () => request(z.array(sessionSchema), peopleRoutes.sessions),
  endSession: (id: string) => send('DELETE', peopleRoutes.sessionOf(id)),
  endOtherSessions: () => send('DELETE', peopleRoutes.sessions),
  changePassword: (current: string, next: string) =>
    send('PUT', peopleRoutes.password, { current, next }),
  people: () => request(z.array(personSchema), peopleRoutes.people),
  changeRole: (id: string, role: Role) => send('PATCH', peopleRoutes.person(id), { role }),
  removePerson: (id: string) => send('DELETE', peopleRoutes.person(id)),
  resetLink: (id: string) =>
    request(madeLinkSchema, peopleRoutes.resetLink(id), { method: 'POST', body: {} }),
  signOutPerson: (id: string) => send('DELETE', peopleRoutes.signOutPerson(id)),
  invites: () => request(z.array(inviteSchema), peopleRoutes.invites),
  invite: (body: { role: Role; note: string; days: number }) =>
    request(madeLinkSchema, peopleRoutes.invites, { method: 'POST', body }),
  removeInvite: (id: string) => send('DELETE', peopleRoutes.invite(id)),
  keys: (): Promise<ApiKey[]> => request(z.array(keySchema), peopleRoutes.keys),
  makeKey: (body: { name: string; role: Role; days: number | null }) =>
    request(madeKeySchema, peopleRoutes.keys, { method: 'POST', body }),
  removeKey: (id: string) => send('DELETE', peopleRoutes.key(id)),
}

/** Asks who works in this window. */
export async function loadWho(): Promise<void> {
  const who = await peopleClient.who().catch(() => null)
  if (who) sessionStore.setState({ who })
}

/** Somebody has come in: what was refused before is asked again. */
export function welcome(who: Who): void {
  sessionStore.setState({ who, signIn: 'no' })
  void queryClient.invalidateQueries()
}
