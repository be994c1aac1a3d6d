import type { Verb } from '#shared/fml/fml.ts'
import type { CallContext, Next } from '../engine/callContext.ts'
import { announce } from './announce.ts'
import { dial } from './dial.ts'
import { gather } from './gather.ts'
import { hangup } from './hangup.ts'
import { playDigits } from './playDigits.ts'
import { runPrompt } from './prompts.ts'
import { record } from './record.ts'
import { redirect } from './redirect.ts'
import { reject } from './reject.ts'
import { stream } from './stream.ts'

type VerbType = Verb['type']
type VerbOf<T extends VerbType> = Extract<Verb, { type: T }>
type Run<V extends Verb> = (verb: V, call: CallContext) => Promise<Next>

const prompt = async (verb: VerbOf<'say' | 'play' | 'pause'>, call: CallContext): Promise<Next> => {
  await runPrompt(verb, call, call.signal)
  return { type: 'next' }
}

/** How each verb runs: a new verb is a file beside this one and a line here. */
const runs: { readonly [T in VerbType]: Run<VerbOf<T>> } = {
  say: prompt,
  play: prompt,
  pause: prompt,
  gather: (verb, call) => announce(verb, call, () => gather(verb, call)),
  playDigits: (verb, call) => announce(verb, call, () => playDigits(verb, call)),
  record: (verb, call) => announce(verb, call, () => record(verb, call)),
  dial: (verb, call) => announce(verb, call, () => dial(verb, call)),
  stream: (verb, call) => announce(verb, call, () => stream(verb, call)),
  redirect,
  reject,
  hangup: (verb, call) => announce(verb, call, hangup),
}

/** Runs one verb of a document and says where the call goes. */
export function runVerb<T extends VerbType>(
  verb: { [K in T]: VerbOf<K> }[T],
  call: CallContext,
): Promise<Next> {
  const run: Run<typeof verb> = runs[verb.type]
  return run(verb, call)
}
