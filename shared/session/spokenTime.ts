import type { Document, Verb } from '../fml/fml.ts'

/** Milliseconds a word takes a calm speaker. */
const wordTime = 400

/** Milliseconds that a document is heard for, about; `heard` are the words of its Gather before the caller cut in. */
export function spokenTime(document: Document | null, heard?: string): number {
  return (document?.verbs ?? []).reduce((sum, verb) => {
    if (verb.type !== 'gather') return sum + timeOf(verb)
    return (
      sum +
      (heard === undefined
        ? verb.prompt.reduce((inner, prompt) => inner + timeOf(prompt), 0)
        : countWords(heard) * wordTime)
    )
  }, 0)
}

function timeOf(verb: Verb): number {
  switch (verb.type) {
    case 'say':
      return countWords(verb.text) * wordTime * Math.max(1, verb.loop ?? 1)
    case 'pause':
      return (verb.length ?? 1) * 1_000
    case 'playDigits':
      return verb.digits.length * 200
    default:
      return 0
  }
}

const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length
