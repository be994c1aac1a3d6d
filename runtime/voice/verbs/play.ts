import { defaults, type Play } from '#shared/fml/fml.ts'
import type { CallContext } from '../engine/callContext.ts'
import { playClips } from '../engine/playClips.ts'

/** Plays an audio file; one that cannot be had is reported and skipped. */
export function play(verb: Play, call: CallContext, signal: AbortSignal): Promise<string> {
  return playClips(call.clipsOf(verb), verb.loop ?? defaults.loop, call, signal)
}
