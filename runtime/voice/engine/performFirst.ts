import type { Document } from '#shared/fml/fml.ts'
import type { Result } from '#shared/result.ts'
import { dialStatuses } from '#shared/session/event.ts'
import type { IncomingCall, Performed } from '../line.ts'
import type { Report } from '../report.ts'
import type { Refusal } from './turns.ts'
import { unlessAborted } from './waiting.ts'

type Fields = Readonly<Record<string, string>>

export interface PerformOptions {
  readonly call: IncomingCall
  /** Posts a turn of a call that goes on. */
  readonly post: (path: string, form: Fields) => Promise<Result<{ document: Document }, Refusal>>
  /** Posts the last turn of a call that is over. */
  readonly postLast: (path: string, form: Fields) => Promise<unknown>
  readonly end: (reason: string) => void
  readonly report: (report: Report) => void
  /** Aborted when the call is over. */
  readonly signal: AbortSignal
}

/** More in a row are a loop. */
const mostDocuments = 40

/**
 * Lets the network perform documents that need no media of ours, as long as it can. Resolves with the first one that the
 * engine must perform.
 */
export async function performFirst(
  first: Document,
  { call, post, postLast, end, report, signal }: PerformOptions,
): Promise<Document | 'over' | 'failed'> {
  let document = first
  for (let count = 0; count < mostDocuments; count++) {
    const performing = call.perform?.(document) ?? null
    if (!performing) return document
    const performed = await tellOf(document, performing, report)
    if (performed.type === 'ended') {
      end(performed.reason)
      return 'over'
    }
    if (performed.isOver) {
      // Where the call went is worth knowing although the caller is gone.
      await postLast(performed.path, performed.form)
      end('BYE')
      return 'over'
    }
    const answer = await unlessAborted(post(performed.path, performed.form), signal)
    if (!answer || signal.aborted) return 'over'
    if (!answer.ok) return 'failed'
    document = answer.value.document
  }
  return 'failed'
}

/** The rows of a verb that the network performs. */
async function tellOf(
  { verbs: [verb] }: Document,
  performing: Promise<Performed>,
  report: PerformOptions['report'],
): Promise<Performed> {
  const node = verb?.id ?? null
  if (verb) report({ type: 'verb.started', verb: verb.type, node })
  const performed = await performing
  if (performed.type === 'post') reportDial(performed.form, node, report)
  if (verb) report({ type: 'verb.ended', verb: verb.type, node })
  return performed
}

/** A Dial that the network performed, as a row like those of our own. */
function reportDial(
  { DialCallStatus: status, DialedTo: to }: Fields,
  node: string | null,
  report: PerformOptions['report'],
): void {
  const ended = dialStatuses.find((each) => each === status)
  if (!ended || to === undefined) return
  report({ type: 'dial', node, to, status: ended === 'completed' ? 'ended' : ended })
}
