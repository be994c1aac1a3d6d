import type { Document } from '#shared/fml/fml.ts'
import { parseFml } from '#shared/fml/parseFml.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Clock } from '../../calls/clock.ts'
import type { TurnClient } from '../report.ts'
import type { FallbackClient } from './ladder.ts'
import { explain, settle } from './waiting.ts'

export interface Answer {
  readonly document: Document
  /** The runtime's id of the call. */
  readonly callId: string | null
  /** Milliseconds that the runtime took; undefined: it does not say. */
  readonly took: number | undefined
}

export interface Refusal {
  /** HTTP status; null when there was no answer or no document in it. */
  readonly status: number | null
  /** One sentence. */
  readonly why: string
  readonly callId: string | null
}

export type Turn = (
  path: string,
  form: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<Result<Answer, Refusal>>

export interface TurnOptions {
  readonly client: TurnClient
  readonly clock: Clock
  /** Whom to ask when the first answer fails, and from then on; null: nobody. */
  readonly fallback: FallbackClient | null
}

/** Longest wait for a document; the runtime itself answers within 5 seconds. */
const turnLimit = 10_000

/** Posts a turn and parses its document; asks the number's fallback when that fails. Never rejects. */
export function createTurn({ client, clock, fallback }: TurnOptions): Turn {
  /** Where the fallback's last document came from; null: the runtime has the call. */
  let base: string | null = null
  const askRuntime = (path: string, form: Readonly<Record<string, string>>, signal: AbortSignal) =>
    // Documents come from the runtime, but an address out of it must not reach other hosts with our signature.
    /^\/(?!\/)/.test(path)
      ? read(() => client.post(path, form), clock, signal)
      : Promise.resolve(refuse(`The address ${path} is not a path of this runtime.`))
  const askFallback = async (
    path: string | null,
    form: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) => {
    if (!fallback) return refuse('There is no fallback.')
    const url = path === null || base === null ? null : within(path, base)
    if (path !== null && url === null) return refuse(`The address ${path} leaves the fallback.`)
    let from: string | null = null
    const post = async () => {
      const answer = await fallback.post(url, form)
      from = answer.url
      return { ...answer, callId: null }
    }
    const answer = await read(post, clock, signal)
    if (answer.ok) base = from
    return answer
  }
  return async (path, form, signal) => {
    if (base !== null) return askFallback(path, form, signal)
    const first = await askRuntime(path, form, signal)
    const isFinal = first.ok || fallback === null || signal.aborted
    // A number that nobody answers is no failure.
    if (isFinal || first.error.status === 404) return first
    const failure = { ErrorUrl: path, ErrorMessage: first.error.why }
    const second = await askFallback(null, { ...form, ...failure }, signal)
    const { callId, why } = first.error
    if (second.ok) return ok({ ...second.value, callId })
    return err({ ...first.error, why: `${why} The fallback failed too: ${second.error.why}` })
  }
}

/** An address that a document of the fallback names; null: it is another server's. */
function within(path: string, base: string): string | null {
  if (!URL.canParse(path, base)) return null
  const url = new URL(path, base)
  return url.origin === new URL(base).origin ? url.href : null
}

const refuse = (why: string, status: number | null = null, callId: string | null = null) =>
  err({ why, status, callId })

async function read(
  post: () => Promise<{
    readonly status: number
    readonly body: string
    readonly callId: string | null
    readonly took?: number | undefined
  }>,
  clock: Clock,
  signal: AbortSignal,
): Promise<Result<Answer, Refusal>> {
  const settled = await settle(post(), { clock, within: turnLimit, signal })
  if (settled.type === 'late') return refuse('The turn was not answered within 10 seconds.')
  if (settled.type === 'aborted') return refuse('The call is over.')
  if (settled.type === 'error') return refuse(`The turn failed: ${explain(settled.error)}`)
  const { status, body, callId, took } = settled.value
  if (status !== 200) return refuse(`The turn was answered with ${status}.`, status, callId)
  const document = parseFml(body)
  if (document.ok) return ok({ document: document.value, callId, took })
  const problem = document.error[0]
  return refuse(`The answer is no FML: ${problem?.message ?? 'unknown reason'}`, null, callId)
}
