import { z } from 'zod'

/** What a person may do here; each may do what those before it may. */
export const roles = ['viewer', 'editor', 'publisher', 'admin'] as const
export const roleSchema = z.enum(roles)
export type Role = z.infer<typeof roleSchema>

/** Whether a role may do what another one may. */
export const includesRole = (role: Role, needed: Role): boolean =>
  roles.indexOf(role) >= roles.indexOf(needed)

export const peopleRoutes = {
  session: '/api/session',
  sessions: '/api/sessions',
  sessionOf: (id: string) => `/api/sessions/${encodeURIComponent(id)}`,
  password: '/api/password',
  openLink: '/api/links/open',
  redeemLink: '/api/links/redeem',
  people: '/api/people',
  person: (id: string) => `/api/people/${encodeURIComponent(id)}`,
  resetLink: (id: string) => `/api/people/${encodeURIComponent(id)}/reset-link`,
  signOutPerson: (id: string) => `/api/people/${encodeURIComponent(id)}/sessions`,
  invites: '/api/invites',
  invite: (id: string) => `/api/invites/${encodeURIComponent(id)}`,
  keys: '/api/keys',
  key: (id: string) => `/api/keys/${encodeURIComponent(id)}`,
} as const

/** Page of the links that let people in; the token is the fragment, which browsers send nowhere. */
export const joinPath = '/join'

export const shortestPassword = 10
const longestPassword = 128
const password = z.string().max(1_000)
const newPassword = z
  .string()
  .min(shortestPassword, `a password has at least ${shortestPassword} characters`)
  .max(longestPassword, `a password has at most ${longestPassword} characters`)
const email = z.string().trim().toLowerCase().max(200).pipe(z.email('not an e-mail address'))
const name = z.string().trim().min(1, 'a name is needed').max(60)

/** GET /api/session: who asks. `person` is null for somebody who has to sign in. */
export const whoSchema = z.object({
  /** False: whoever reaches this server may do everything, and only this computer reaches it. */
  accounts: z.boolean(),
  /** False: the link that makes the first admin has not been used yet. */
  hasOwner: z.boolean(),
  person: z
    .object({ id: z.string(), name: z.string(), email: z.string(), role: roleSchema })
    .nullable(),
})
export type Who = z.infer<typeof whoSchema>

/** POST /api/session. 401 `auth.wrong`, 429 `auth.tooMany`. */
export const signInSchema = z.strictObject({ email: z.string().max(200), password })

/** GET /api/sessions: where the person is signed in. */
export const sessionSchema = z.object({
  id: z.string(),
  device: z.string(),
  address: z.string(),
  createdAt: z.number(),
  isThis: z.boolean(),
})
export type PersonSession = z.infer<typeof sessionSchema>

/** PUT /api/password: ends all other sessions of the person. */
export const changePasswordSchema = z.strictObject({ current: password, next: newPassword })

const token = z.string().regex(/^[A-Za-z0-9_-]{20,100}$/, 'not a link of this server')
/** POST /api/links/open {token}: what a link is for, without using it up. 404 `link.gone`. */
export const openLinkSchema = z.strictObject({ token })
export const openedLinkSchema = z.object({
  kind: z.enum(['owner', 'invite', 'reset']),
  role: roleSchema,
  /** Whose password it resets. */
  email: z.string().nullable(),
  expiresAt: z.number(),
})
export type OpenedLink = z.infer<typeof openedLinkSchema>
/** POST /api/links/redeem: makes the person and signs them in, or sets another password. Once. */
export const redeemLinkSchema = z.strictObject({
  token,
  name: name.optional(),
  email: email.optional(),
  password: newPassword,
})

/** GET /api/people */
export const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  createdAt: z.number(),
  /** When one of their sessions was last seen; null without a session. */
  seenAt: z.number().nullable(),
  sessions: z.number().int(),
})
export type ListedPerson = z.infer<typeof personSchema>
/** PATCH /api/people/:id. 409 `people.lastAdmin`. */
export const changePersonSchema = z.strictObject({ role: roleSchema })

/** POST /api/invites */
export const newInviteSchema = z.strictObject({
  role: roleSchema,
  note: z.string().trim().max(100).default(''),
  days: z.number().int().min(1).max(30).default(7),
})
export const inviteSchema = z.object({
  id: z.string(),
  role: roleSchema,
  note: z.string(),
  createdAt: z.number(),
  expiresAt: z.number(),
})
export type Invite = z.infer<typeof inviteSchema>
/** The one time that a link can be read. */
export const madeLinkSchema = z.object({ url: z.string(), expiresAt: z.number() })
export type MadeLink = z.infer<typeof madeLinkSchema>

/** POST /api/keys */
export const newKeySchema = z.strictObject({
  name: name.max(32),
  /** At most the person's own. */
  role: roleSchema,
  /** Null: until it is revoked. */
  days: z.number().int().min(1).max(365).nullable(),
})
export const keySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Its first characters. */
  start: z.string(),
  role: roleSchema,
  owner: z.string(),
  isMine: z.boolean(),
  createdAt: z.number(),
  lastUsedAt: z.number().nullable(),
  expiresAt: z.number().nullable(),
})
export type ApiKey = z.infer<typeof keySchema>
/** The one time that a key can be read. */
export const madeKeySchema = z.object({ key: z.string(), made: keySchema })
