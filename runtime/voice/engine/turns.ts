import type { Document } from '#shared/fml/fml.ts'
import { parseFml } from '#shared/fml/parseFml.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Clock } from '../../calls/clock.ts'
import type { TurnClient } from '../report.ts'
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
  /** Path to ask when the first answer fails; null: none. */
  readonly fallback: string | null
}

/** Longest wait for a document; the runtime itself answers within 5 seconds. */
const turnLimit = 10_000

/** Posts a turn and parses its document; asks the fallback address when that fails. Never rejects. */
export function createTurn(options: TurnOptions): Turn {
  return async (path, form, signal) => {
    const first = await post(options, path, form, signal)
    const isFinal = first.ok || options.fallback === null || signal.aborted
    // A number that nobody answers is no failure.
    if (isFinal || first.error.status === 404) return first
    const failure = { ErrorUrl: path, ErrorMessage: first.error.why }
    const second = await post(options, options.fallback ?? path, { ...form, ...failure }, signal)
    const callId = first.error.callId
    if (second.ok) return ok({ ...second.value, callId: second.value.callId ?? callId })
    return err({ ...first.error, callId: callId ?? second.error.callId })
  }
}

async function post(
  { client, clock }: TurnOptions,
  path: string,
  form: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Result<Answer, Refusal>> {
  const refuse = (why: string, status: number | null = null, callId: string | null = null) =>
    err({ why, status, callId })
  // Documents come from the runtime, but an address out of it must not reach other hosts with our signature.
  if (!/^\/(?!\/)/.test(path)) return refuse(`The address ${path} is not a path of this runtime.`)
  const settled = await settle(client.post(path, form), { clock, within: turnLimit, signal })
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
