import { splitSentences } from '../speech/splitSentences.ts'
import { longestAnswer, toSpeech } from './toSpeech.ts'

/** Cuts a text that is still being written into sentences fit to be spoken. */
export interface Sentences {
  add(text: string): void
  /** Forgets what was not said: the model is asked again. */
  reset(): void
  /** Says what is left; false when it is left out because it broke off. */
  end(isWhole?: boolean): boolean
  /** Nobody would listen to more. */
  isFull(): boolean
  /** What was said so far. */
  spoken(): string
}

/** A sentence is complete when the next one has begun: "It costs $5." may go on as "$5.50". */
export function createSentences(say: (sentence: string, written: string) => void): Sentences {
  let rest = ''
  let spoken = ''
  let isFull = false
  const speak = (written: string) => {
    const sentence = toSpeech(written)
    if (sentence === '' || isFull) return
    if (spoken.length + sentence.length > longestAnswer) {
      isFull = true
      return
    }
    spoken = `${spoken} ${sentence}`.trim()
    say(sentence, written)
  }
  return {
    add: (text) => {
      rest += text
      // Thinking aloud and code are taken out as a whole, once they are over.
      if (isInside(rest)) return
      const pieces = splitSentences(stripped(rest))
      const last = pieces.pop() ?? ''
      if (pieces.length === 0) return
      for (const piece of pieces) speak(piece)
      rest = `${last}${/\s$/.test(rest) ? ' ' : ''}`
    },
    reset: () => {
      rest = ''
    },
    end: (isWhole = true) => {
      const pieces = splitSentences(stripped(rest))
      const last = pieces.at(-1) ?? ''
      const isBroken = !isWhole && last !== '' && !/[.!?…]["'”’)]*$/u.test(last)
      for (const piece of isBroken ? pieces.slice(0, -1) : pieces) speak(piece)
      rest = ''
      return !isBroken
    },
    isFull: () => isFull,
    spoken: () => spoken,
  }
}

const isInside = (text: string): boolean =>
  count(text, /<think>/gi) > count(text, /<\/think>/gi) || count(text, /```/g) % 2 === 1

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0

const stripped = (text: string): string =>
  text.replace(/<think>[\s\S]*?(<\/think>|$)/gi, '').replace(/```[\s\S]*?(```|$)/g, ' ')
