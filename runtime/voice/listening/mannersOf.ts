import { defaults, type Gather } from '#shared/fml/fml.ts'
import { plainWords } from '#shared/text/words.ts'
import { isBackchannel } from './backchannels.ts'
import { endpointWait } from './endpointWait.ts'
import { isHoldOn } from './holdOn.ts'

/** How a gather treats what people say between the words: when they are done, what is no answer. */
export interface Manners {
  readonly isBackchannel: (words: string, asked: boolean) => boolean
  readonly isHoldOn: (words: string) => boolean
  /** Milliseconds of silence that end what the caller says, by the words so far. */
  readonly silenceAfter: (words: string) => number
}

/** The manners of one gather in its language. What it listens for is an answer, whatever it means elsewhere. */
export function mannersOf(verb: Gather, language: string): Manners {
  const phrases = verb.hints ?? []
  const answers = new Set(phrases.map(plainWords))
  const isAnswer = (words: string) => answers.has(plainWords(words))
  const silence = 1_000 * (verb.speechTimeout ?? defaults.speechTimeout)
  const expected = {
    ...(verb.grammar ? { grammar: verb.grammar } : {}),
    phrases,
    // How many keys a date or a yes takes says nothing about its words.
    digits: verb.grammar === 'digits' || verb.grammar === 'phone' ? (verb.numDigits ?? null) : null,
    language,
  }
  return {
    isBackchannel: (words, asked) =>
      !asked && verb.grammar !== 'yesno' && !isAnswer(words) && isBackchannel(words, language),
    isHoldOn: (words) => !isAnswer(words) && isHoldOn(words, language),
    silenceAfter: (words) => endpointWait(words, expected, silence),
  }
}
