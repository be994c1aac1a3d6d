import { Agent, type Dispatcher, fetch } from 'undici'
import type { RequestEffect } from '#shared/session/effect.ts'
import type { EffectResult, Json } from '#shared/session/event.ts'
import {
  addressInUrl,
  BlockedAddress,
  createGuardedLookup,
  isPublicAddress,
} from './addressGuard.ts'
import type { EffectContext, Performer } from './performEffect.ts'
import { maxBodyBytes, readLimited, TooLarge } from './readLimited.ts'
import { signWebhook } from './signWebhook.ts'

export interface RequestDeps {
  readonly now: () => number
  /** Signs what is sent (Standard Webhooks, `whsec_…`). Never the secret of the turns. */
  readonly secret: string
  readonly allowPrivate: boolean
  /** This server, for addresses that start with `/sample/`. */
  readonly fetchHere: (request: Request) => Response | Promise<Response>
  /** Tests pass a name service of their own. */
  readonly lookup?: ReturnType<typeof createGuardedLookup>
}

const maxRedirects = 3
const here = 'http://127.0.0.1'
/** Ours to set, or of the connection. */
const reservedHeader =
  /^(host|content-length|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|webhook-.*|proxy-.*)$/i

/** Sends webhooks: bounded in time, size and redirects, and only to public addresses. */
export function createRequestPerformer(
  deps: RequestDeps,
): Performer<RequestEffect> & { close(): Promise<void> } {
  const dispatcher = new Agent({
    connect: deps.allowPrivate ? {} : { lookup: deps.lookup ?? createGuardedLookup() },
    connections: 50,
    maxResponseSize: maxBodyBytes,
  })
  return {
    limit: (effect) => effect.timeout,
    stopsWithCall: false,
    perform: async (effect, context) => {
      const timeout = AbortSignal.timeout(effect.timeout)
      const signal = AbortSignal.any([context.signal, timeout])
      try {
        return await withSignal(signal, send(deps, dispatcher, effect, { ...context, signal }))
      } catch (error) {
        return { type: 'failed', why: whyOf(error, timeout), timedOut: timeout.aborted }
      }
    },
    close: () => dispatcher.destroy(),
  }
}

async function send(
  deps: RequestDeps,
  dispatcher: Dispatcher,
  effect: RequestEffect,
  context: EffectContext,
): Promise<EffectResult> {
  const { body } = effect
  if (body !== null && Buffer.byteLength(body) > maxBodyBytes) throw new TooLarge('The request')
  const headers = {
    ...allowedHeaders(effect.headers),
    ...signWebhook(deps.secret, `msg_${context.callId}_${effect.id}`, deps.now(), body ?? ''),
  }
  const request = { method: effect.method, headers, body, signal: context.signal }
  if (effect.url.startsWith('/')) return sendHere(deps, effect.url, request)
  return follow(deps, dispatcher, new URL(effect.url), request)
}

interface Outgoing {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: string | null
  readonly signal: AbortSignal
}

async function sendHere(deps: RequestDeps, path: string, request: Outgoing): Promise<EffectResult> {
  const url = new URL(path, here)
  if (url.origin !== here || !url.pathname.startsWith('/sample/')) {
    throw new RequestRefused('Addresses on this server start with /sample/.')
  }
  const response = await deps.fetchHere(new Request(url, request))
  return toResult(response.status, response.headers.get('content-type'), await response.text())
}

async function follow(
  deps: RequestDeps,
  dispatcher: Dispatcher,
  first: URL,
  request: Outgoing,
): Promise<EffectResult> {
  let url = first
  let { method, body, headers } = request
  for (let hop = 0; hop <= maxRedirects; hop++) {
    checkUrl(url, deps.allowPrivate)
    const response = await fetch(url, {
      method,
      body,
      headers,
      dispatcher,
      redirect: 'manual',
      signal: request.signal,
    })
    const location = response.headers.get('location')
    if (response.status < 300 || response.status >= 400 || !location) {
      const text = await readLimited(response.body)
      return toResult(response.status, response.headers.get('content-type'), text)
    }
    await response.body?.cancel()
    const next = new URL(location, url)
    // RFC 9110 section 15.4: 307 and 308 repeat the request, the others become a GET.
    if (response.status < 307 && method !== 'GET') {
      method = 'GET'
      body = null
      headers = withoutContent(headers)
    }
    if (next.origin !== url.origin) headers = withoutCredentials(headers)
    url = next
  }
  throw new RequestRefused(`It was redirected more than ${maxRedirects} times.`)
}

/** A request that is not sent, with the reason for the author. */
class RequestRefused extends Error {}

function checkUrl(url: URL, allowPrivate: boolean): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new RequestRefused('The address must start with https:// or http://.')
  }
  const address = addressInUrl(url)
  if (!allowPrivate && address !== null && !isPublicAddress(address)) {
    throw new BlockedAddress(url.hostname)
  }
}

const filterHeaders = (
  headers: Readonly<Record<string, string>>,
  isKept: (name: string) => boolean,
): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => isKept(name)))

const allowedHeaders = (headers: Readonly<Record<string, string>>) => ({
  'user-agent': 'FML-Studio',
  accept: 'application/json, text/plain;q=0.5',
  ...filterHeaders(headers, (name) => !reservedHeader.test(name)),
})
const withoutContent = (headers: Record<string, string>) =>
  filterHeaders(headers, (name) => !/^content-/i.test(name))
/** Another server gets nothing that was meant for the first: every header of the author may be a key. */
const withoutCredentials = (headers: Record<string, string>) =>
  filterHeaders(headers, (name) => /^(user-agent|accept|content-type|webhook-.*)$/i.test(name))

function toResult(status: number, contentType: string | null, text: string): EffectResult {
  if (!/[/+]json\b/i.test(contentType ?? '')) return { type: 'response', status, body: text }
  if (text.trim() === '') return { type: 'response', status, body: null }
  try {
    const body: Json = JSON.parse(text)
    return { type: 'response', status, body }
  } catch {
    return { type: 'failed', why: 'The answer says it is JSON and is not.', timedOut: false }
  }
}

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
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return (
    reasons[code] ??
    `The request failed: ${cause instanceof Error ? cause.message : 'no reason given'}`
  )
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'No such server: check the address.',
  EAI_AGAIN: 'The name of the server could not be looked up.',
  ECONNREFUSED: 'The server refused the connection.',
  ECONNRESET: 'The server broke the connection off.',
  ERR_INVALID_URL: 'This is not a web address.',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'The answer is larger than 1 MB.',
}
