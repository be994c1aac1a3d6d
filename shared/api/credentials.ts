import { z } from 'zod'

/** Secrets that webhooks send, by name; what is secret of them never leaves the server. */
export const credentialsRoute = '/api/credentials'
/** PUT makes or changes one, DELETE forgets it. */
export const credentialRoute = (name: string): string =>
  `${credentialsRoute}/${encodeURIComponent(name)}`
/** GET: what a step can choose from. */
export const credentialNamesRoute = `${credentialsRoute}/names`

/** `bearer`: `Authorization: Bearer …`; `basic`: user name and password; `header`: the secret in a header of any name. */
export const credentialKinds = ['bearer', 'basic', 'header'] as const
export type CredentialKind = (typeof credentialKinds)[number]

/** Its upper case is the end of a variable's name in exported servers. */
export const credentialName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,29}$/, 'starts with a letter and holds small letters, digits and _')

const named = { name: z.string(), kind: z.enum(credentialKinds), host: z.string() }
export const credentialNamesSchema = z.array(z.object(named))
export type CredentialName = z.infer<typeof credentialNamesSchema>[number]

/** A credential as screens see it. */
export const credentialSchema = z.object({
  ...named,
  /** Of `basic`. */
  userName: z.string(),
  /** Of `header`. */
  headerName: z.string(),
  /** Whether its secret can be opened with the key of this server. */
  hasSecret: z.boolean(),
  updatedAt: z.number(),
  /** Drafts and numbers whose steps name it. */
  usedBy: z.array(z.string()),
})
export type Credential = z.infer<typeof credentialSchema>

/** The host, and port if it is unusual, of an address or of a host as people type it; null when it is none. */
export function readHost(text: string): string | null {
  const typed = text.trim()
  const address = /^https?:\/\//i.test(typed) ? typed : `https://${typed}`
  if (!URL.canParse(address)) return null
  const { host, username, password } = new URL(address)
  return host === '' || host.includes('*') || username !== '' || password !== '' ? null : host
}

/** Headers of the connection, of our own, and those that follow a redirect to another server. */
const reserved =
  /^(host|content-.*|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|webhook-.*|proxy-.*|user-agent|accept|cookie2?)$/i

const checks = {
  bearer: /^[\x21-\x7e]{8,}$/,
  header: /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: passwords hold none
  basic: /^[^\x00-\x1f\x7f]+$/,
}

/** PUT /api/credentials/:name */
export const credentialInputSchema = z
  .strictObject({
    kind: z.enum(credentialKinds),
    host: z
      .string()
      .max(255)
      .refine((text) => readHost(text) !== null, 'must be a host, for example api.example.com'),
    userName: z.string().max(200).default(''),
    headerName: z.string().max(100).default(''),
    /** Null: as it is. */
    secret: z.string().min(1).max(4_000).nullable(),
  })
  .superRefine(({ kind, userName, headerName, secret }, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (kind === 'basic' && !/^[^:\p{Cc}]+$/u.test(userName)) {
      refuse('userName', 'is needed, without a colon')
    }
    const isToken = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(headerName)
    if (kind === 'header' && (!isToken || reserved.test(headerName))) {
      refuse('headerName', 'must be a header that the other system asks for, such as X-Api-Key')
    }
    if (secret !== null && !isSecret(kind, secret)) {
      refuse('secret', 'needs at least 8 characters of a token: letters, digits and signs')
    }
  })
export type CredentialInput = z.input<typeof credentialInputSchema>

/** Whether a text can be sent as a secret of a kind. */
export const isSecret = (kind: CredentialKind, secret: string): boolean =>
  checks[kind].test(secret) && (kind === 'basic' || secret.length >= 8)
