import type { z } from 'zod'
import type { Clock } from '../../calls/clock.ts'
import { readLimited } from '../../effects/readLimited.ts'
import { refusal } from './replies.ts'
import { TelerError } from './telerError.ts'

/** What a request to Teler needs besides its path. */
export interface TelerAccess {
  readonly apiKey: string
  /** Without a slash at its end. */
  readonly apiUrl: string
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
}

export interface TelerRequest<Reply extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | null | undefined>>
  readonly body?: object
  readonly reply: Reply
  /** One for each thing that is wanted; the same again when it is tried again. */
  readonly idempotencyKey?: string
  /** A failure in between leaves open whether it was done. @defaultValue false */
  readonly isDelicate?: boolean
}

/** As long as FreJun's own libraries wait. */
const timeLimit = 10_000
/** Milliseconds before the second and the third try of a request that may be repeated. */
const pauses = [300, 1_200] as const

/** Asks Teler. Rejects with a TelerError. Repeats what may be repeated: reads, and what carries an idempotency key. */
export async function askTeler<Reply extends z.ZodType>(
  access: TelerAccess,
  request: TelerRequest<Reply>,
): Promise<z.output<Reply>> {
  const mayRepeat = request.method === 'GET' || request.idempotencyKey !== undefined
  for (let attempt = 0; ; attempt++) {
    try {
      return await askOnce(access, request)
    } catch (error) {
      const wait = pauses[attempt]
      const isPassing =
        error instanceof TelerError && (error.status === 503 || error.status === null)
      if (!mayRepeat || !isPassing || wait === undefined) throw error
      await new Promise<void>((resolve) => access.clock.after(wait, resolve))
    }
  }
}

async function askOnce<Reply extends z.ZodType>(
  { apiKey, apiUrl, fetch }: TelerAccess,
  { method, path, query, body, reply, idempotencyKey, isDelicate = false }: TelerRequest<Reply>,
): Promise<z.output<Reply>> {
  const url = new URL(`${apiUrl}/api/v1${path}`)
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== null && value !== undefined) url.searchParams.set(name, String(value))
  const answer = await send(fetch, url, isDelicate, {
    method,
    headers: {
      'x-api-key': apiKey,
      accept: 'application/json',
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    // A key must not follow a redirect elsewhere.
    redirect: 'error',
  })
  if (answer.status < 200 || answer.status > 299) throw refused(answer, isDelicate)
  const parsed = reply.safeParse(answer.json)
  if (parsed.success) return parsed.data
  const place = parsed.error.issues[0]?.path.join('.') || 'the answer'
  throw new TelerError(`The answer of Teler cannot be read (${place}).`, {
    status: answer.status,
    isUncertain: isDelicate,
  })
}

interface Answer {
  readonly status: number
  readonly json: unknown
}

async function send(
  fetch: typeof globalThis.fetch,
  url: URL,
  isDelicate: boolean,
  init: RequestInit,
): Promise<Answer> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeLimit) })
    const text = await readLimited(response.body)
    return { status: response.status, json: parseJson(text) }
  } catch (error) {
    // A connection that was never made has asked nobody for anything.
    const isUncertain = isDelicate && !wasNeverSent(error)
    throw new TelerError(whyOf(error), { status: null, isUncertain })
  }
}

function refused({ status, json }: Answer, isDelicate: boolean): TelerError {
  const said = refusal.safeParse(json)
  const { message = null, code = null, errors = null } = said.success ? said.data : {}
  const fields = (errors ?? [])
    .slice(0, 3)
    .map(({ loc, msg }) => `${loc.filter((part) => part !== 'body').join('.')}: ${msg}`)
  const text = fields.length > 0 ? fields.join('; ') : (message ?? `status ${status}`)
  const isUncertain = isDelicate && (status === 502 || status === 504 || status === 408)
  return new TelerError(text, { status, code, isUncertain })
}

/** Nothing but JSON is read; anything else is an answer without content. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const neverSent: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
])

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}

const wasNeverSent = (error: unknown): boolean => neverSent.has(codeOf(error))

function whyOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return 'it did not answer within 10 seconds.'
  const code = codeOf(error)
  const why = error instanceof Error ? error.message : String(error)
  return code === '' ? `${why.replace(/\.$/, '')}.` : `the connection failed (${code}).`
}
