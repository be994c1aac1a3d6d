import type { Stream } from '#shared/fml/fml.ts'
import type { CallContext, Next } from '../engine/callContext.ts'

/** Says that this engine hands no audio out, and goes on at once. */
export async function stream(verb: Stream, { report }: CallContext): Promise<Next> {
  report({
    type: 'problem',
    message: 'Stream was skipped: this engine hands no audio to a WebSocket.',
    remedy: 'Run the flow on an engine that has Stream, or take the step out.',
  })
  return { type: 'post', path: verb.action, form: { Reason: 'stream' } }
}
