import type { TurnClient } from '../voice/report.ts'
import { signTurn } from './signTurn.ts'

export const channelHeader = 'x-call-channel'
export const callIdHeader = 'x-call-id'

export interface TurnClientDeps {
  /** `app.fetch` in process, or the global fetch with a `base`. */
  readonly fetch: (request: Request) => Response | Promise<Response>
  readonly secret: string
  readonly now: () => number
  /** How the list of calls shows them. @defaultValue 'http' */
  readonly channel?: 'voice' | 'text' | 'http'
  /** @defaultValue 'http://127.0.0.1' */
  readonly base?: string
}

/** Milliseconds that an engine waits for an answer. */
const answerTimeout = 10_000

/** Posts turns with real signatures, in process or over HTTP. */
export function createTurnClient(deps: TurnClientDeps): TurnClient {
  const base = deps.base ?? 'http://127.0.0.1'
  return {
    post: async (path, form) => {
      const body = new URLSearchParams(form).toString()
      const signal = AbortSignal.timeout(answerTimeout)
      const request = new Request(new URL(path, base), {
        method: 'POST',
        body,
        signal,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          [channelHeader]: deps.channel ?? 'http',
          ...signTurn(deps.secret, deps.now(), body),
        },
      })
      const response = await raceSignal(signal, () => deps.fetch(request))
      return {
        status: response.status,
        body: await response.text(),
        callId: response.headers.get(callIdHeader),
        ...tookOf(response.headers),
      }
    },
    lines: async function* (path, from, signal) {
      const url = new URL(path, base)
      if (from > 0) url.searchParams.set('from', String(from))
      const headers = signTurn(deps.secret, deps.now(), `${url.pathname}${url.search}`)
      const response = await raceSignal(signal, () =>
        deps.fetch(new Request(url, { headers, signal })),
      )
      if (response.status !== 200 || !response.body) {
        throw new Error(`The stream was answered with ${response.status}.`)
      }
      yield* readLines(response.body, signal)
    },
  }
}

/** How long the runtime worked, as it says by `Server-Timing`. */
function tookOf(headers: Headers): { readonly took?: number } {
  const [, text] = /(?:^|,)\s*turn;dur=([\d.]{1,12})/.exec(headers.get('server-timing') ?? '') ?? []
  const took = Number(text ?? Number.NaN)
  return Number.isFinite(took) ? { took } : {}
}

/** A sentence is far shorter. */
const longestLine = 20_000

/** The lines of a body as they come. Throws on a line without end. */
async function* readLines(body: ReadableStream<Uint8Array>, signal: AbortSignal) {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { value, done } = await raceSignal(signal, () => reader.read())
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true })
      const lines = rest.split('\n')
      rest = lines.pop() ?? ''
      yield* lines.filter(Boolean)
      if (rest.length > longestLine) throw new Error('The stream sent a line without end.')
      if (done) break
    }
    if (rest) yield rest
  } finally {
    reader.cancel().catch(() => {})
  }
}

/**
 * An in-process handler does not look at the signal of its request. Work that nobody waits for any more is not begun:
 * it would fail by the same signal, and nobody would hear of it.
 */
async function raceSignal<Value>(
  signal: AbortSignal,
  work: () => Value | Promise<Value>,
): Promise<Value> {
  signal.throwIfAborted()
  const late = Promise.withResolvers<never>()
  const abort = () => late.reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([work(), late.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
