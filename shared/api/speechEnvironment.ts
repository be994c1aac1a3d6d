import type { SpeechEnvironment } from '../compile/checkEnvironment.ts'
import type { Environment } from './api.ts'

/** What `check` must know of an installation. */
export const speechEnvironment = ({
  synthesizer,
  recognizer,
}: Pick<Environment, 'synthesizer' | 'recognizer'>): SpeechEnvironment => ({
  voices: synthesizer.voices,
  languages: synthesizer.languages,
  heard: recognizer.languages,
  canHear: recognizer.letters === 'any' ? isSayable : isEnglish,
})

const isSayable = (phrase: string) => /[\p{L}\p{N}]/u.test(phrase)

/** A recogniser with English rules of pronunciation leaves every other letter out. */
const isEnglish = (phrase: string) => {
  const bare = phrase.normalize('NFKD').replace(/\p{M}/gu, '')
  return isSayable(bare) && !/\p{L}/u.test(bare.replace(/[a-z]/gi, ''))
}
