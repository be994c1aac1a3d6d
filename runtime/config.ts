import { z } from 'zod'
import { isNetwork } from './sip/trunk/admission.ts'

/** A sentence for the person who starts the server: printed alone, exit code 1. */
export class StartError extends Error {}

const flag = z
  .enum(['', '0', '1', 'true', 'false'])
  .transform((value) => value === '1' || value === 'true')
const port = z.coerce.number().int().min(1).max(65_535)
const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''))
const secret = z.string().min(16)

const mediaPorts = z
  .string()
  .regex(/^\d{4,5}-\d{4,5}$/)
  .transform((value) => value.split('-').map(Number))
  .refine(([first = 0, last = 0]) => first >= 1024 && last <= 65_535 && last - first >= 3)
  .transform(([first = 0, last = 0]) => ({ first, last }))
const networks = z
  .string()
  .transform((value) => value.split(',').map((each) => each.trim()))
  .refine((list) => list.every(isNetwork))

/** Every environment variable, with its default. An empty one counts as absent. */
const environment = z.object({
  PORT: port.default(3000).describe('a port from 1 to 65535'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('an address to listen on, such as 127.0.0.1 or 0.0.0.0'),
  DATA_DIR: z.string().default('.data').describe('a folder'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('the address of a Postgres, such as postgres://user:password@host:5432/database'),
  AUTH: z.enum(['none', 'accounts']).optional().describe('none or accounts'),
  PUBLIC_URL: url.optional().describe('the public address, such as https://calls.example.org'),
  WEBHOOK_SECRET: secret.optional().describe('at least 16 characters'),
  OUTGOING_WEBHOOK_SECRET: z
    .string()
    .transform((text) =>
      text
        .trim()
        .split(/[\s,]+/)
        .join(' '),
    )
    .pipe(
      z.string().regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}( whsec_[A-Za-z0-9+/]{32,}={0,2}){0,4}$/),
    )
    .optional()
    .describe(
      'whsec_ and at least 24 bytes in base64, or several of these with spaces between while one replaces another',
    ),
  VAULT_KEY: z.string().min(32).optional().describe('at least 32 characters'),
  OPENAI_API_KEY: z.string().optional().describe('a key'),
  OPENAI_BASE_URL: url.optional().describe('an address such as https://api.openai.com/v1'),
  OPENAI_MODEL: z.string().optional().describe('the name of a model'),
  OPENAI_SPEECH_MODEL: z.string().optional().describe('the name of a model'),
  OPENAI_TRANSCRIPTION_MODEL: z.string().optional().describe('the name of a model'),
  CODEC: z.enum(['opus', 'PCMU']).default('opus').describe('opus or PCMU'),
  SIP_PORT: port.optional().describe('a port from 1 to 65535, usually 5060'),
  SIP_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('an address for SIP and media, such as 127.0.0.1 or 0.0.0.0'),
  SIP_TLS_PORT: port.optional().describe('a port from 1 to 65535, usually 5061'),
  SIP_TLS_CERT: z.string().optional().describe('a file with a certificate in PEM'),
  SIP_TLS_KEY: z.string().optional().describe('a file with a private key in PEM'),
  SIP_TLS_CA: z.string().optional().describe('a file with authorities in PEM'),
  SIP_PUBLIC_ADDRESS: z
    .union([z.ipv4(), z.ipv6()])
    .optional()
    .describe('the address that others know this machine by, such as 203.0.113.7'),
  SIP_MEDIA_PORTS: mediaPorts.optional().describe('a range of UDP ports, such as 20000-20999'),
  SIP_SERVER: z
    .string()
    .regex(/^sips?:[\w.[\]:-]+(;transport=(udp|tcp|tls))?$/i)
    .optional()
    .describe(
      'where calls to numbers go, such as sip:192.0.2.7 or sip:pbx.example.org;transport=tcp',
    ),
  SIP_PEERS: networks
    .default(['127.0.0.1', '::1'])
    .describe('addresses and networks, such as 192.0.2.7,198.51.100.0/24'),
  TELER_API_KEY: z.string().min(8).optional().describe('a key of FreJun’s dashboard'),
  TELER_API_URL: url.optional().describe('an address such as https://api.frejun.ai'),
  TELER_WEBHOOK_SECRET: z
    .string()
    .min(8)
    .optional()
    .describe('the value of a webhook secret of FreJun’s dashboard'),
  TELER_OLD_SIGNATURES: flag.default(false).describe('1 or 0'),
  ALLOW_PRIVATE_WEBHOOKS: flag.default(false).describe('1 or 0'),
  DRAIN_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(86_400)
    .default(60)
    .describe('whole seconds from 0 to 86400'),
  BUILD_EDITOR: flag.default(true).describe('1 or 0'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('debug, info, warn, error or silent'),
})

export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  /** Whether people sign in; without, only this machine may reach the server. */
  readonly auth: 'none' | 'accounts'
  /** Null: SQLite in `dataDir`. */
  readonly databaseUrl: string | null
  /** Null: this machine only. */
  readonly publicUrl: string | null
  /** Null: made and kept on the first start. Signs the turns of calls. */
  readonly webhookSecret: string | null
  /**
   * Null: made and kept on the first start. Signs webhooks that flows send; never the secret of the turns. Several with
   * spaces between: each signs.
   */
  readonly outgoingWebhookSecret: string | null
  /** Null: made and kept in `dataDir` on the first start. Encrypts the secrets of the store. */
  readonly vaultKey: string | null
  readonly openai: {
    readonly apiKey: string | null
    readonly baseUrl: string | null
    readonly model: string | null
    readonly speechModel: string | null
    readonly transcriptionModel: string | null
  }
  /** Codec preferred on the softphone's calls; the other one is used when a browser lacks it. */
  readonly codec: 'opus' | 'PCMU'
  /** SIP towards trunks and PBXs; off without a port. */
  readonly sip: {
    readonly host: string
    /** UDP and TCP. */
    readonly port: number | null
    /** Files in PEM. */
    readonly tls: {
      readonly port: number
      readonly cert: string
      readonly key: string
      readonly ca: string | null
    } | null
    /** Null: the address of `host`. */
    readonly publicAddress: string | null
    /** Null: any free ports. */
    readonly mediaPorts: { readonly first: number; readonly last: number } | null
    /** Where calls of ours to numbers go; null: nowhere. */
    readonly server: string | null
    /** Whose calls to numbers are taken. */
    readonly peers: readonly string[]
  }
  /** FreJun's telephone network. Needs `publicUrl`. */
  readonly teler: {
    /** Null: as entered on the Numbers page. */
    readonly apiKey: string | null
    /** Null: the network itself. */
    readonly apiUrl: string | null
    /** Null: one is made. */
    readonly webhookSecret: string | null
    /** Whether webhooks may be signed by the older scheme. */
    readonly acceptsOlderSignatures: boolean
  }
  readonly allowPrivateWebhooks: boolean
  /** Milliseconds that calls may go on after a signal to stop. */
  readonly drainMs: number
  /** Whether to build the editor when its sources are newer. */
  readonly buildEditor: boolean
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** Reads the environment; throws a `StartError` that names the variable and what it takes. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? 'The environment')
    const takes = Object.entries(environment.shape).find(([key]) => key === name)?.[1].description
    const was = /SECRET|KEY|DATABASE/.test(name) ? 'used' : `“${given[name]}”`
    throw new StartError(`${name} cannot be ${was}: set it to ${takes}, or leave it out.`)
  }
  const { data } = parsed
  if (data.WEBHOOK_SECRET && data.WEBHOOK_SECRET === data.OUTGOING_WEBHOOK_SECRET) {
    throw new StartError(
      'OUTGOING_WEBHOOK_SECRET must differ from WEBHOOK_SECRET: every receiver of a webhook could forge calls.',
    )
  }
  return {
    port: data.PORT,
    host: data.HOST,
    dataDir: data.DATA_DIR,
    auth: authOf(data),
    databaseUrl: data.DATABASE_URL ?? null,
    publicUrl: data.PUBLIC_URL ?? null,
    webhookSecret: data.WEBHOOK_SECRET ?? null,
    outgoingWebhookSecret: data.OUTGOING_WEBHOOK_SECRET ?? null,
    vaultKey: data.VAULT_KEY ?? null,
    openai: openAiOf(data),
    codec: data.CODEC,
    sip: {
      host: data.SIP_HOST,
      port: data.SIP_PORT ?? null,
      tls: tlsOf(data),
      publicAddress: data.SIP_PUBLIC_ADDRESS ?? null,
      mediaPorts: data.SIP_MEDIA_PORTS ?? null,
      server: data.SIP_SERVER ?? null,
      peers: data.SIP_PEERS,
    },
    teler: {
      apiKey: data.TELER_API_KEY ?? null,
      apiUrl: data.TELER_API_URL ?? null,
      webhookSecret: data.TELER_WEBHOOK_SECRET ?? null,
      acceptsOlderSignatures: data.TELER_OLD_SIGNATURES,
    },
    allowPrivateWebhooks: data.ALLOW_PRIVATE_WEBHOOKS,
    drainMs: data.DRAIN_SECONDS * 1_000,
    buildEditor: data.BUILD_EDITOR,
    logLevel: data.LOG_LEVEL,
  }
}

function openAiOf(data: z.infer<typeof environment>): Config['openai'] {
  return {
    apiKey: data.OPENAI_API_KEY ?? null,
    baseUrl: data.OPENAI_BASE_URL ?? null,
    model: data.OPENAI_MODEL ?? null,
    speechModel: data.OPENAI_SPEECH_MODEL ?? null,
    transcriptionModel: data.OPENAI_TRANSCRIPTION_MODEL ?? null,
  }
}

/** Accounts are needed as soon as somebody else could come; then nothing turns them off. */
function authOf({ AUTH, HOST, PUBLIC_URL }: z.infer<typeof environment>): Config['auth'] {
  const isPublic = PUBLIC_URL !== undefined && !isLoopback(new URL(PUBLIC_URL).hostname)
  const isOpen = !isLoopback(HOST) || isPublic
  if (AUTH === 'none' && isOpen) {
    const why = isPublic ? `PUBLIC_URL is ${PUBLIC_URL}` : `HOST is ${HOST}`
    throw new StartError(
      `AUTH cannot be none while ${why}: everybody who reaches this server could change and call everything. Leave AUTH out, or listen on 127.0.0.1 without PUBLIC_URL.`,
    )
  }
  return AUTH ?? (isOpen ? 'accounts' : 'none')
}

/** An address or a name that only this machine can reach. */
export const isLoopback = (host: string): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(host)

function tlsOf(data: z.infer<typeof environment>): Config['sip']['tls'] {
  const { SIP_TLS_PORT: port, SIP_TLS_CERT: cert, SIP_TLS_KEY: key, SIP_TLS_CA: ca } = data
  if (port === undefined) return null
  if (cert === undefined || key === undefined)
    throw new StartError(
      'SIP_TLS_PORT needs a certificate: set SIP_TLS_CERT and SIP_TLS_KEY to files in PEM.',
    )
  return { port, cert, key, ca: ca ?? null }
}
