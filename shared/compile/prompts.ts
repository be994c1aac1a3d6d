import { holesOf } from '../text/holesOf.ts'
import type { Op } from './program.ts'

/** Characters that a voice speaks in a second, and those that a value is guessed to have. */
const charactersPerSecond = 15
const guessedValue = '12345678'

/** Texts that an op speaks as it comes. */
export function promptsOf(op: Op): readonly string[] {
  switch (op.op) {
    case 'say':
    case 'end':
    case 'return':
      return [op.text]
    case 'gather':
      return op.prompt.map((part) => part.say)
    case 'model':
      return op.once ? [] : [op.greeting]
    default:
      return []
  }
}

/** Whether a caller can cut the prompts of an op short. */
export function isInterruptible(op: Op): boolean {
  if (op.op === 'gather') return op.bargeIn !== 'none'
  return op.op === 'model' && op.listening.bargeIn !== 'none'
}

/** Seconds that a text takes to speak, by its length. */
export function secondsOf(text: string): number {
  const { holes, text: fixed } = holesOf(text)
  return (fixed.trim().length + holes.length * guessedValue.length) / charactersPerSecond
}
