import {
  type Dial,
  type Document,
  defaults,
  type Gather,
  type Record as RecordVerb,
} from '../fml/fml.ts'
import type { Effect } from './effect.ts'
import type { Input } from './event.ts'
import { inputOf, type Move } from './simulate.ts'
import { spokenTime } from './spokenTime.ts'

/** What a tried-out call waits for. */
export type Awaited =
  | { readonly for: 'gather'; readonly gather: Gather; readonly node: string }
  | { readonly for: 'record'; readonly record: RecordVerb; readonly node: string }
  | { readonly for: 'dial'; readonly dial: Dial; readonly node: string }
  | { readonly for: 'effect'; readonly effect: Effect; readonly node: string }
  | { readonly for: 'nothing' }

type CallerMove = Exclude<Move, { hangup: true }>

/** What the engine would report of a move; null where it would not have noticed it. */
export function inputFor(awaits: Awaited, move: CallerMove): Input | null {
  switch (awaits.for) {
    case 'gather':
      return gathered(awaits.gather, move)
    case 'record':
      if ('silence' in move) return inputOf({ recording: '', seconds: 0 })
      return 'recording' in move ? inputOf(move) : null
    case 'dial':
      return 'dial' in move ? inputOf(move) : null
    default:
      return null
  }
}

function gathered(gather: Gather, move: CallerMove): Input | null {
  const { input } = gather
  if ('silence' in move) return inputOf(move)
  if ('digits' in move && input.includes('dtmf')) {
    return inputOf(canInterrupt(gather, 'dtmf') ? move : { digits: move.digits })
  }
  if ('speech' in move && input.includes('speech')) {
    return inputOf(canInterrupt(gather, 'speech') ? move : { speech: move.speech })
  }
  return null
}

/** Whether keys or words cut the prompt short. */
export const canInterrupt = (
  { bargeIn = defaults.bargeIn }: Pick<Gather, 'bargeIn'>,
  by: 'dtmf' | 'speech',
): boolean => bargeIn === 'any' || bargeIn === by

/** Milliseconds from the document's first word to the end of what the caller did. */
export function timeOf(
  document: Document | null,
  awaits: Awaited,
  move: CallerMove,
  { heard }: Input,
): number {
  const spoken = spokenTime(document, heard)
  if ('silence' in move) return spoken + silenceOf(awaits) * 1_000
  if ('speech' in move) return spoken + spokenTime({ verbs: [{ type: 'say', text: move.speech }] })
  if ('digits' in move) return spoken + move.digits.length * 300
  return spoken + Math.min(Math.max(move.seconds ?? 0, 0), 604_800) * 1_000
}

/** Seconds of silence that are waited for. */
function silenceOf(awaits: Awaited): number {
  if (awaits.for === 'gather') return awaits.gather.timeout ?? defaults.timeout
  return awaits.for === 'record' ? (awaits.record.timeout ?? defaults.recordTimeout) : 0
}
