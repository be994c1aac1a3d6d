import { defaults, type Pause } from '#shared/fml/fml.ts'
import type { CallContext } from '../engine/callContext.ts'
import { pause as wait } from '../engine/waiting.ts'

/** Waits in silence. */
export async function pause(verb: Pause, call: CallContext, signal: AbortSignal): Promise<string> {
  await wait(call.clock, 1_000 * (verb.length ?? defaults.pauseLength), signal)
  return ''
}
