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
      const response = await raceSignal(signal, deps.fetch(request))
      return {
        status: response.status,
        body: await response.text(),
        callId: response.headers.get(callIdHeader),
      }
    },
  }
}

/** An in-process handler does not look at the signal of its request. */
function raceSignal<Value>(signal: AbortSignal, work: Value | Promise<Value>): Promise<Value> {
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  return Promise.race([work, late])
}
