import type { Effect, ModelEffect, RequestEffect } from '#shared/session/effect.ts'
import type { EffectResult } from '#shared/session/event.ts'
import type { Library } from '../llm/library.ts'
import type { Toolbox } from '../llm/toolbox.ts'

export interface EffectContext {
  readonly callId: string
  /** Aborted when nobody wants the result any more. */
  readonly signal: AbortSignal
  /** Takes a model's sentences as they come, where somebody is listening. */
  readonly say?: (sentence: string) => void
  /** Called when a model's first piece of text has come. */
  readonly onToken?: () => void
  /**
   * Given when the work is begun before anybody has asked for it: resolves when somebody does. Until then only the
   * model's text may be fetched; nothing that changes anything, and no second request, goes out.
   */
  readonly confirmed?: Promise<void>
  /** What agents may call, and read. */
  readonly toolbox?: Toolbox
  readonly library?: Library
}

/** How one type of effect is done. `perform` resolves with a failure instead of rejecting wherever it can. */
export interface Performer<Kind extends Effect> {
  perform(effect: Kind, context: EffectContext): Promise<EffectResult>
  /** Milliseconds it may take. */
  limit(effect: Kind): number
  /** Whether it stops when the caller hangs up. */
  readonly stopsWithCall: boolean
}

/** One performer for each type of effect: a new type is a file and a line here. */
export interface Performers {
  readonly request: Performer<RequestEffect>
  readonly model: Performer<ModelEffect>
}

/** An effect with the performer of its type. */
export interface Work {
  readonly limit: number
  readonly stopsWithCall: boolean
  perform(context: EffectContext): Promise<EffectResult>
}

export function workOf(performers: Performers, effect: Effect): Work {
  switch (effect.type) {
    case 'request':
      return bind(performers.request, effect)
    case 'model':
      return bind(performers.model, effect)
  }
}

const bind = <Kind extends Effect>(performer: Performer<Kind>, effect: Kind): Work => ({
  limit: performer.limit(effect),
  stopsWithCall: performer.stopsWithCall,
  perform: (context) => performer.perform(effect, context),
})

/** Milliseconds past its own limit after which an effect is given up, whatever its performer does. */
const grace = 1_000

/** Performs any effect: never rejects, and always ends. */
export async function performEffect(
  work: Work,
  context: EffectContext,
  after: (ms: number, run: () => void) => () => void,
): Promise<EffectResult> {
  const late = Promise.withResolvers<EffectResult>()
  const cancel = after(work.limit + grace, () =>
    late.resolve({ type: 'failed', why: 'It took too long.', timedOut: true }),
  )
  try {
    return await Promise.race([work.perform(context), late.promise])
  } catch (error) {
    const why = error instanceof Error ? error.message : 'It failed without saying why.'
    return { type: 'failed', why, timedOut: false }
  } finally {
    cancel()
  }
}
