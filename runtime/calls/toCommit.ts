import type { Program } from '#shared/compile/program.ts'
import { printFml } from '#shared/fml/printFml.ts'
import type { Effect, RequestEffect } from '#shared/session/effect.ts'
import type { CallEvent } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import type { Step } from '#shared/session/step.ts'
import { webhookIdOf } from '../effects/webhookId.ts'
import type { NewCall, OutgoingWebhook, StoredSession, TurnCommit } from '../storage/store.ts'
import { apologyDocument, errorTextOf, hangupDocument } from './documents.ts'
import type { SafeStep } from './stepSafely.ts'

/** What goes with an event into its commit. */
export interface CommitExtra {
  readonly start?: NewCall
  /** How the call counts when this event ends it. @defaultValue 'completed' */
  readonly endStatus?: 'completed' | 'failed'
}

/** What a step changes in the store; the rows are the caller's to mask. */
export function toCommit(
  program: Program,
  stored: StoredSession,
  event: CallEvent,
  { next, failed }: SafeStep,
  { endStatus = 'completed' }: CommitExtra,
): Omit<TurnCommit, 'start' | 'rows'> {
  const { session } = next
  const document = documentOf(stored.session, next, program, failed)
  const isOver = session.status === 'ended'
  const finished = event.type === 'effect.finished' ? event.id : null
  const abandoned = abandonedEffect(stored.session, session)
  const left = stored.pending.filter(({ id }) => id !== finished && id !== abandoned)
  const at = event.at
  const toOutbox = (request: RequestEffect, dueAt: number): OutgoingWebhook => ({
    id: webhookIdOf(session.call.id, request.id),
    ...{ request, createdAt: at, dueAt },
  })
  return {
    callId: session.call.id,
    session,
    version: stored.version,
    pending: isOver ? [] : [...left, ...next.effects.filter((effect) => !isDetached(effect))],
    answer: document === null ? null : { turn: session.turn, document },
    outbox: [
      ...next.effects.filter(isDetached).map((request) => toOutbox(request, at)),
      // Nobody waits for it any more: what was to be sent arrives all the same. The attempt under way ends first.
      ...(isOver ? left.filter(isSent).map((one) => toOutbox(one, at + one.timeout + grace)) : []),
    ],
    outcome: isOver
      ? {
          status: failed || session.outcome === errorOutcome ? 'failed' : endStatus,
          // A clock that was set back ends no call before its start.
          at: Math.max(at, session.startedAt),
        }
      : null,
  }
}

/** Milliseconds that an attempt may take past its limit. */
const grace = 2_000

const isDetached = (effect: Effect): effect is RequestEffect =>
  effect.type === 'request' && effect.detached === true

/** A GET asks; what nobody wants to know any more is not asked again. */
const isSent = (effect: Effect): effect is RequestEffect =>
  effect.type === 'request' && effect.method !== 'GET'

/** The model's turn that the caller cut short. */
export function abandonedEffect(before: Session, { waiting }: Session): string | null {
  if (before.waiting.for !== 'stream') return null
  const { id } = before.waiting
  return 'id' in waiting && waiting.id === id ? null : id
}

/** Where the error path of every program ends. */
const errorOutcome = 'error'

/** A turn that ends the call owes its caller a hang-up; a failed step owes a sentence too. */
function documentOf(before: Session, next: Step, program: Program, failed: boolean): string | null {
  if (failed) return apologyDocument(errorTextOf(program))
  if (next.document) return printFml(next.document)
  return next.session.status === 'ended' && before.open ? hangupDocument : null
}
