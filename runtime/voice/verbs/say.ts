import { defaults, type Say } from '#shared/fml/fml.ts'
import type { CallContext } from '../engine/callContext.ts'
import { playClips } from '../engine/playClips.ts'
import { sayStream } from './sayStream.ts'

/** Speaks a text; resolves with the words that were heard. */
export function say(verb: Say, call: CallContext, signal: AbortSignal): Promise<string> {
  if (verb.stream !== undefined) return sayStream(verb, call, signal).then(({ heard }) => heard)
  return playClips(call.clipsOf(verb), verb.loop ?? defaults.loop, call, signal)
}
