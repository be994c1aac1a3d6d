import { defaults, type Say } from '#shared/fml/fml.ts'
import type { CallContext } from '../engine/callContext.ts'
import { playClips } from '../engine/playClips.ts'

/** Speaks a text; resolves with the words that were heard. */
export function say(verb: Say, call: CallContext, signal: AbortSignal): Promise<string> {
  return playClips(call.clipsOf(verb), verb.loop ?? defaults.loop, call, signal)
}
