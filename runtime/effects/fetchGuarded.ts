import type { Dispatcher, Response as UndiciResponse } from 'undici'
import { addressInUrl, BlockedAddress, isPublicAddress } from './addressGuard.ts'
import { openAgent } from './openAgent.ts'

/** A request that is not sent, with the reason for the author. */
export class RequestRefused extends Error {}

export interface GuardedRequest {
  readonly url: URL
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: string | null
  readonly signal: AbortSignal
  readonly dispatcher: Dispatcher
  readonly allowPrivate: boolean
}

const maxRedirects = 3

/** Fetches and follows redirects, checking every address on the way. `dispatcher` looks names up under guard. */
export async function fetchGuarded(request: GuardedRequest): Promise<UndiciResponse> {
  const { fetch } = await import('undici')
  let { url, method, body, headers } = request
  for (let hop = 0; hop <= maxRedirects; hop++) {
    checkUrl(url, request.allowPrivate)
    const { dispatcher, signal } = request
    const init = { method, body, headers, dispatcher, signal, redirect: 'manual' as const }
    const response = await fetch(url, init)
    const location = response.headers.get('location')
    if (response.status < 300 || response.status >= 400 || !location) return response
    await response.body?.cancel()
    const next = new URL(location, url)
    // RFC 9110 section 15.4: 307 and 308 repeat the request, the others become a GET.
    if (response.status < 307 && method !== 'GET') {
      method = 'GET'
      body = null
      headers = filterHeaders(headers, (name) => !/^content-/i.test(name))
    }
    if (next.origin !== url.origin) headers = filterHeaders(headers, isHarmless)
    url = next
  }
  throw new RequestRefused(`It was redirected more than ${maxRedirects} times.`)
}

/** Makes a `fetch` for audio files that cannot reach this machine or its network. */
export function createGuardedFetch(allowPrivate: boolean): typeof globalThis.fetch {
  const agent = openAgent({ allowPrivate })
  return async (input, init = {}) => {
    const response = await fetchGuarded({
      url: new URL(input instanceof Request ? input.url : input),
      method: 'GET',
      headers: Object.fromEntries(new Headers(init.headers)),
      body: null,
      signal: init.signal ?? new AbortController().signal,
      dispatcher: await agent.get(),
      allowPrivate,
    })
    const { status, headers } = response
    const body = [204, 304].includes(status) ? null : ReadableStream.from(response.body ?? [])
    return new Response(body, { status, headers: [...headers] })
  }
}

/** Most bytes of one answer to a library that speaks a protocol of its own. */
const mostAnswer = 4 * 1024 * 1024

/**
 * Makes a whole `fetch` for libraries that speak a protocol of their own: any method, no redirects by itself, bounded in
 * size, and never to this machine or its network.
 */
export function createGuardedHttp(allowPrivate: boolean): {
  readonly fetch: (input: string | URL, init?: RequestInit) => Promise<Response>
  close(): Promise<void>
} {
  const agent = openAgent({ allowPrivate })
  return {
    fetch: async (input, init = {}) => {
      const url = new URL(input)
      checkUrl(url, allowPrivate)
      const body = init.body ?? null
      if (body !== null && typeof body !== 'string') throw new RequestRefused('Only text is sent.')
      const { fetch } = await import('undici')
      const response = await fetch(url, {
        method: init.method ?? 'GET',
        headers: Object.fromEntries(new Headers(init.headers)),
        body,
        signal: init.signal ?? null,
        dispatcher: await agent.get(),
        redirect: 'manual',
      })
      const { status, headers } = response
      const hasBody = response.body !== null && ![204, 205, 304].includes(status)
      const limited = hasBody ? ReadableStream.from(upTo(response.body ?? [])) : null
      return new Response(limited, { status, headers: [...headers] })
    },
    close: agent.close,
  }
}

async function* upTo(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.byteLength
    if (bytes > mostAnswer) throw new RequestRefused('The answer is larger than 4 MB.')
    yield chunk
  }
}

export const filterHeaders = (
  headers: Readonly<Record<string, string>>,
  isKept: (name: string) => boolean,
): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => isKept(name)))

/** Another server gets nothing that was meant for the first: any header of the author may be a key. */
const isHarmless = (name: string): boolean =>
  /^(user-agent|accept|content-type|webhook-.*)$/i.test(name)

function checkUrl(url: URL, allowPrivate: boolean): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new RequestRefused('The address must start with https:// or http://.')
  }
  const address = addressInUrl(url)
  if (!allowPrivate && address !== null && !isPublicAddress(address)) {
    throw new BlockedAddress(url.hostname)
  }
}
