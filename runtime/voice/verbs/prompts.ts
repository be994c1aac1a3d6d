import type { Pause, Play, Say } from '#shared/fml/fml.ts'
import type { CallContext } from '../engine/callContext.ts'
import { announce } from './announce.ts'
import { pause } from './pause.ts'
import { play } from './play.ts'
import { say } from './say.ts'

type Prompt = Say | Play | Pause
type Run<P extends Prompt> = (verb: P, call: CallContext, signal: AbortSignal) => Promise<string>

const runs: { readonly [T in Prompt['type']]: Run<Extract<Prompt, { type: T }>> } = {
  say,
  play,
  pause,
}

/** Runs a verb that only the caller's ear notices, alone or nested in a Gather; resolves with the words heard. */
export function runPrompt(verb: Prompt, call: CallContext, signal: AbortSignal): Promise<string> {
  return announce(verb, call, () => dispatch(verb, call, signal))
}

function dispatch<T extends Prompt['type']>(
  verb: { [K in T]: Extract<Prompt, { type: K }> }[T],
  call: CallContext,
  signal: AbortSignal,
): Promise<string> {
  const run: Run<typeof verb> = runs[verb.type]
  return run(verb, call, signal)
}
