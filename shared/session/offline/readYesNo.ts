import { mentions } from './words.ts'

const unsure = ['not sure', 'maybe', "i don't know", 'i do not know', 'no idea']
const no = ['no', 'nope', 'nah', 'not', 'never', 'wrong', 'incorrect', "don't", "isn't", "won't"]
const yes = [
  'yes',
  'yeah',
  'yep',
  'yup',
  'sure',
  'correct',
  'right',
  'ok',
  'okay',
  'of course',
  'certainly',
  'absolutely',
  'definitely',
  'please do',
  'go ahead',
  'i do',
  'i am',
  'it is',
]

/** Whether the words say yes or no; null when they say neither. */
export function readYesNo(words: readonly string[]): boolean | null {
  const has = (phrases: readonly string[]) => phrases.some((phrase) => mentions(words, phrase))
  if (has(unsure)) return null
  if (has(no)) return false
  return has(yes) ? true : null
}
