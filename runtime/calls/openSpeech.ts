import type { Program } from '#shared/compile/program.ts'
import type { Effect } from '#shared/session/effect.ts'
import { holdWordsIn } from '#shared/session/holdWords.ts'
import type { ActiveCall } from './activeCalls.ts'
import type { Clock } from './clock.ts'
import type { PreparedTurn } from './prepared.ts'
import { type Sayings, type Speech, streamTo } from './sayings.ts'
import { createTiming } from './sentenceTiming.ts'

export interface SpeechDeps {
  readonly sayings: Sayings
  readonly clock: Clock
  /** A sentence has come for a turn that is answered in documents. */
  readonly onPart: () => void
}

/** Where the sentences of a model turn go while it is still writing; null: nobody listens before it is done. */
export function openSpeech(
  { sayings, clock, onPart }: SpeechDeps,
  call: ActiveCall,
  program: Program,
  effect: Effect,
  ready: PreparedTurn | null,
): Speech | null {
  if (effect.type !== 'model' || effect.request.judges) return null
  const { id, stream } = effect
  if (stream === undefined) {
    const unsaid: string[] = []
    call.unsaid.set(id, unsaid)
    return {
      say: (sentence) => {
        unsaid.push(sentence)
        onPart()
      },
      onToken: () => {},
      end: () => {},
    }
  }
  sayings.open(call.id, stream, holdWordsIn(program.language))
  const timing = createTiming(clock, ready)
  return streamTo(sayings, { callId: call.id, turn: stream, timing }, () => {
    // How it ends is known when its result is committed.
    return call.latest?.session.waiting.for === 'input' ? 'listen' : 'leave'
  })
}
