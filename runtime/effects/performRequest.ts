import type { Dispatcher } from 'undici'
import type { RequestEffect } from '#shared/session/effect.ts'
import type { EffectResult, Json } from '#shared/session/event.ts'
import { BlockedAddress, type createGuardedLookup } from './addressGuard.ts'
import { type Authorization, authorize, type OpenCredential } from './authorize.ts'
import { fetchGuarded, filterHeaders, RequestRefused } from './fetchGuarded.ts'
import { isDeep } from './isDeep.ts'
import { openAgent } from './openAgent.ts'
import type { EffectContext, Performer } from './performEffect.ts'
import { maxBodyBytes, readLimited, TooLarge } from './readLimited.ts'
import { signWebhook } from './signWebhook.ts'
import { webhookIdOf } from './webhookId.ts'

export interface RequestDeps {
  readonly now: () => number
  /** Signs what is sent (Standard Webhooks, `whsec_…`; several with spaces between). Never the secret of the turns. */
  readonly secretsOf: (effect: RequestEffect) => string | Promise<string>
  readonly allowPrivate: boolean
  /** A credential by its name, asked for at each sending; a sentence when it cannot be had. */
  readonly credential: (name: string) => Promise<OpenCredential | string>
  /** This server, for addresses that start with `/sample/`. */
  readonly fetchHere: (request: Request) => Response | Promise<Response>
  /** Tests pass a name service of their own. */
  readonly lookup?: ReturnType<typeof createGuardedLookup>
}

const here = 'http://127.0.0.1'
/** Ours to set, or of the connection. */
const reservedHeader =
  /^(host|content-length|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|webhook-.*|proxy-.*)$/i

export interface RequestPerformer extends Performer<RequestEffect> {
  /** Sends a request as `perform` does and gives everything that came back, for a person to look at. */
  tryOut(effect: RequestEffect, context: EffectContext): Promise<RequestTrial>
  close(): Promise<void>
}

/** What came back, or why nothing did. */
export type RequestTrial =
  | ({ readonly type: 'answer' } & HttpAnswer)
  | { readonly type: 'failed'; readonly why: string; readonly timedOut: boolean }

interface HttpAnswer {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly text: string
}

/** Sends webhooks: bounded in time, size and redirects, and only to public addresses. */
export function createRequestPerformer(deps: RequestDeps): RequestPerformer {
  const { allowPrivate, lookup } = deps
  const limits = { connections: 50, maxResponseSize: maxBodyBytes }
  const agent = openAgent({ allowPrivate, lookup, ...limits })
  const tryOut = async (effect: RequestEffect, context: EffectContext): Promise<RequestTrial> => {
    const timeout = AbortSignal.timeout(effect.timeout)
    const signal = AbortSignal.any([context.signal, timeout])
    try {
      const sent = send(deps, agent.get, effect, { ...context, signal })
      return { type: 'answer', ...(await withSignal(signal, sent)) }
    } catch (error) {
      return { type: 'failed', why: whyOf(error, timeout), timedOut: timeout.aborted }
    }
  }
  return {
    limit: (effect) => effect.timeout,
    stopsWithCall: false,
    perform: async (effect, context) => {
      const trial = await tryOut(effect, context)
      return trial.type === 'failed' ? trial : toResult(trial)
    },
    tryOut,
    close: agent.close,
  }
}

async function send(
  deps: RequestDeps,
  dispatcher: () => Promise<Dispatcher>,
  effect: RequestEffect,
  context: EffectContext,
): Promise<HttpAnswer> {
  const { body } = effect
  if (body !== null && Buffer.byteLength(body) > maxBodyBytes) throw new TooLarge('The request')
  const authorization = await authorizationOf(deps, effect)
  const headers = {
    ...filterHeaders(
      allowedHeaders(effect.headers),
      (name) => name.toLowerCase() !== authorization?.header,
    ),
    ...(authorization ? { [authorization.header]: authorization.value } : {}),
    ...signWebhook(
      await deps.secretsOf(effect),
      webhookIdOf(context.callId, effect.id),
      deps.now(),
      body ?? '',
    ),
  }
  const request = { method: effect.method, headers, body, signal: context.signal }
  if (effect.url.startsWith('/')) return sendHere(deps, effect.url, request)
  const answer = await follow(deps, await dispatcher(), new URL(effect.url), request)
  return authorization ? hideIn(answer, authorization) : answer
}

/** What a credential adds, or null without one; refuses where it must not go. */
async function authorizationOf(
  deps: RequestDeps,
  { credential: name, url }: RequestEffect,
): Promise<Authorization | null> {
  if (name === undefined) return null
  const credential = await deps.credential(name)
  const authorization =
    typeof credential === 'string'
      ? credential
      : authorize(name, credential, url, deps.allowPrivate)
  if (typeof authorization === 'string') throw new RequestRefused(authorization)
  return authorization
}

const hideIn = (answer: HttpAnswer, { hide }: Authorization): HttpAnswer => ({
  status: answer.status,
  headers: answer.headers.map(([name, value]) => [name, hide(value)] as const),
  text: hide(answer.text),
})

interface Outgoing {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: string | null
  readonly signal: AbortSignal
}

async function sendHere(deps: RequestDeps, path: string, request: Outgoing): Promise<HttpAnswer> {
  const url = new URL(path, here)
  if (url.origin !== here || !url.pathname.startsWith('/sample/')) {
    throw new RequestRefused('Addresses on this server start with /sample/.')
  }
  const response = await deps.fetchHere(new Request(url, request))
  return { status: response.status, headers: [...response.headers], text: await response.text() }
}

async function follow(
  deps: RequestDeps,
  dispatcher: Dispatcher,
  url: URL,
  request: Outgoing,
): Promise<HttpAnswer> {
  const { allowPrivate } = deps
  const response = await fetchGuarded({ ...request, url, dispatcher, allowPrivate })
  const text = await readLimited(response.body)
  return { status: response.status, headers: [...response.headers], text }
}

const allowedHeaders = (headers: Readonly<Record<string, string>>) => ({
  'user-agent': 'FML-Studio',
  accept: 'application/json, text/plain;q=0.5',
  ...filterHeaders(headers, (name) => !reservedHeader.test(name)),
})

function toResult({ status, headers, text }: HttpAnswer): EffectResult {
  const [, contentType = ''] = headers.find(([name]) => name === 'content-type') ?? []
  if (!/[/+]json\b/i.test(contentType)) return { type: 'response', status, body: text }
  if (text.trim() === '') return { type: 'response', status, body: null }
  if (isDeep(text)) return { type: 'failed', why: tooDeep, timedOut: false }
  try {
    const body: Json = JSON.parse(text)
    return { type: 'response', status, body }
  } catch {
    return { type: 'failed', why: 'The answer says it is JSON and is not.', timedOut: false }
  }
}

const tooDeep = 'The answer is JSON inside of JSON, deeper than 200 levels.'

/** Rejects when the signal fires, whatever the work does. */
function withSignal<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  const aborted = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => aborted.reject(signal.reason), { once: true })
  if (signal.aborted) aborted.reject(signal.reason)
  return Promise.race([work, aborted.promise])
}

function whyOf(error: unknown, timeout: AbortSignal): string {
  if (timeout.aborted) return 'It did not answer in time.'
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (cause instanceof BlockedAddress) return cause.message
  if (cause instanceof TooLarge || cause instanceof RequestRefused) return cause.message
  if (!(cause instanceof Error)) return 'The request failed.'
  const known = 'code' in cause ? String(cause.code) : cause.message
  return reasons[known] ?? `The request failed: ${cause.message}`
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'No such server: check the address.',
  EAI_AGAIN: 'The name of the server could not be looked up.',
  ECONNREFUSED: 'The server refused the connection.',
  ECONNRESET: 'The server broke the connection off.',
  ERR_INVALID_URL: 'This is not a web address.',
  'bad port': 'Web requests may not use this port: choose another.',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'The answer is larger than 1 MB.',
}
