import type { ModelEffect } from '#shared/session/effect.ts'
import type { EffectResult } from '#shared/session/event.ts'
import { plainWords } from '#shared/text/words.ts'
import type { EffectContext, Performer } from '../effects/performEffect.ts'
import type { Reporter } from '../voice/report.ts'
import type { Clock } from './clock.ts'

/**
 * Model turns that were begun before the caller was known to be done. Nothing is committed for them and no tool runs: only
 * the model's text is fetched, and kept until the turn comes that asks for the very same.
 */
export interface PreparedTurns {
  /** Begins a turn, instead of another one that was begun for the call. */
  begin(callId: string, effect: ModelEffect): void
  /** Gives what was begun for just this request, once; anything else that was begun for the call is thrown away. */
  take(callId: string, effect: ModelEffect): PreparedTurn | null
  /** Throws away what was begun. */
  forget(callId: string): void
}

export interface PreparedTurn {
  readonly startedAt: number
  /** When the model's first text came, if it did. */
  readonly tokenAt: () => number | null
  /** When there was something to say, if there was. */
  readonly sentenceAt: () => number | null
  /** Goes on with it as the turn's own: sentences that came already are given at once. Rejects as a performer may. */
  perform(context: EffectContext): Promise<EffectResult>
}

export interface PreparedDeps {
  readonly model: Performer<ModelEffect>
  readonly clock: Clock
  readonly report: Reporter
}

/** A turn that nobody asks for is given up: the caller went on speaking, or hung up. */
const longestWait = 8_000
/** One caller, hesitating: what is thrown away is paid for. */
const mostPerTurn = 3
const mostAtOnce = 100
const mostSentences = 50
const lettersPerToken = 4

interface Begun {
  readonly key: string
  readonly startedAt: number
  readonly controller: AbortController
  readonly sentences: string[]
  readonly result: Promise<EffectResult>
  readonly confirm: () => void
  readonly stopTimer: () => void
  tokenAt: number | null
  sentenceAt: number | null
  listener: Pick<EffectContext, 'say' | 'onToken'> | null
  hasFailed: boolean
  /** What it will have cost when it is thrown away now. */
  tokens: number
}

export function createPreparedTurns({ model, clock, report }: PreparedDeps): PreparedTurns {
  const begun = new Map<string, Begun>()
  const counts = new Map<string, { readonly turn: number; readonly count: number }>()

  const drop = (callId: string) => {
    const entry = begun.get(callId)
    if (!entry) return
    begun.delete(callId)
    entry.stopTimer()
    entry.controller.abort()
    const ms = clock.now() - entry.startedAt
    report(callId, { type: 'prepared', used: false, ms, tokens: entry.tokens })
  }

  return {
    begin: (callId, effect) => {
      const turn = effect.stream ?? 0
      const key = keyOf(effect)
      if (begun.get(callId)?.key === key) return
      drop(callId)
      const known = counts.get(callId)
      const count = known?.turn === turn ? known.count : 0
      if (count >= mostPerTurn || begun.size >= mostAtOnce) return
      counts.set(callId, { turn, count: count + 1 })
      begun.set(callId, start(callId, effect, key))
    },
    take: (callId, effect) => {
      const entry = begun.get(callId)
      if (!entry) return null
      if (entry.hasFailed || entry.key !== keyOf(effect)) {
        drop(callId)
        return null
      }
      begun.delete(callId)
      entry.stopTimer()
      report(callId, { type: 'prepared', used: true, ms: clock.now() - entry.startedAt })
      return {
        startedAt: entry.startedAt,
        tokenAt: () => entry.tokenAt,
        sentenceAt: () => entry.sentenceAt,
        perform: (context) => join(entry, context),
      }
    },
    forget: (callId) => {
      drop(callId)
      counts.delete(callId)
    },
  }

  function start(callId: string, effect: ModelEffect, key: string): Begun {
    const controller = new AbortController()
    const confirmed = Promise.withResolvers<void>()
    const entry: Begun = {
      key,
      startedAt: clock.now(),
      controller,
      sentences: [],
      // One turn of the event loop later: `entry` is complete then.
      result: Promise.resolve().then(() =>
        model.perform(effect, {
          callId,
          signal: controller.signal,
          confirmed: confirmed.promise,
          onToken: () => {
            entry.tokenAt ??= clock.now()
            entry.listener?.onToken?.()
          },
          say: (sentence) => {
            entry.sentenceAt ??= clock.now()
            if (entry.listener) entry.listener.say?.(sentence)
            else if (entry.sentences.length < mostSentences) entry.sentences.push(sentence)
          },
        }),
      ),
      confirm: confirmed.resolve,
      stopTimer: clock.after(longestWait, () => drop(callId)),
      tokenAt: null,
      sentenceAt: null,
      listener: null,
      hasFailed: false,
      // Of a request that is broken off nobody says what it cost: what was sent is paid for at least.
      tokens: Math.ceil(key.length / lettersPerToken),
    }
    entry.result.then(
      (result) => {
        entry.sentenceAt ??= clock.now()
        entry.hasFailed = result.type === 'failed'
        entry.tokens = tokensOf(result)
      },
      () => {
        entry.hasFailed = true
      },
    )
    return entry
  }
}

/** The built-in responder reports no use, and costs nothing. */
function tokensOf(result: EffectResult): number {
  const report = result.type === 'model' ? result.answer.report : undefined
  return report?.usage ? report.usage.input + report.usage.output : 0
}

function join(entry: Begun, context: EffectContext): Promise<EffectResult> {
  const { signal } = context
  if (signal.aborted) entry.controller.abort()
  else signal.addEventListener('abort', () => entry.controller.abort(), { once: true })
  entry.listener = context
  if (entry.tokenAt !== null) context.onToken?.()
  for (const sentence of entry.sentences.splice(0)) context.say?.(sentence)
  entry.confirm()
  return entry.result
}

/** What is asked, but for how the caller's last words are written. */
function keyOf({ node, stream, request }: ModelEffect): string {
  const history = request.history.map((message, index) =>
    index === request.history.length - 1 && message.role === 'caller'
      ? { ...message, text: plainWords(message.text) }
      : message,
  )
  const key = JSON.stringify({ node, stream, request: { ...request, history } })
  // A prompt that tells the time is the same prompt a moment later.
  return key.replace(/(\d{4}-\d\d-\d\dT\d\d:)\d\d:\d\d\.\d{3}Z/g, '$1')
}
