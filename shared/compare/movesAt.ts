import type { Document, Gather, Grammar } from '../fml/fml.ts'
import type { Move } from '../session/simulate.ts'

const keys = [...'1234567890*#']
/** Most phrases tried at one place. */
const mostPhrases = 16

/** What is worth trying where a call waits, by the last thing it was told to do. */
export function movesAt(documents: readonly Document[]): readonly Move[] {
  const verb = documents.at(-1)?.verbs.at(-1)
  switch (verb?.type) {
    case 'gather':
      return movesInto(verb)
    case 'record':
      return [{ recording: 'https://example.com/message.wav', seconds: 5 }, { recording: '' }]
    case 'dial':
      return [
        { dial: 'completed', seconds: 30 },
        { dial: 'no-answer' },
        { dial: 'busy' },
        { dial: 'failed' },
      ]
    default:
      return []
  }
}

function movesInto(gather: Gather): readonly Move[] {
  const { input, numDigits, grammar, hints = [] } = gather
  const digits = !input.includes('dtmf')
    ? []
    : numDigits === 1
      ? keys
      : [...typedFor(grammar), '1234567890'.slice(0, numDigits ?? 4)]
  const speech = !input.includes('speech')
    ? []
    : [...hints.slice(0, mostPhrases), ...spokenFor(grammar), 'qwerty']
  return [
    { silence: true as const },
    ...digits.map((one) => ({ digits: one })),
    ...speech.map((one) => ({ speech: one })),
  ]
}

/** Keys that fit a kind of value, in both orders of day and month. */
function typedFor(grammar: Grammar | undefined): readonly string[] {
  switch (grammar) {
    case 'date':
      return ['03042027', '12312026']
    case 'time':
      return ['0930']
    case 'yesno':
      return ['1', '2']
    case 'phone':
      return ['2025550123']
    default:
      return ['1']
  }
}

function spokenFor(grammar: Grammar | undefined): readonly string[] {
  switch (grammar) {
    case 'date':
      return ['tomorrow']
    case 'time':
      return ['half past nine']
    case 'yesno':
      return ['yes', 'no']
    case 'number':
    case 'amount':
    case 'digits':
      return ['twelve']
    case 'phone':
      return ['two zero two five five five zero one two three']
    default:
      return []
  }
}
