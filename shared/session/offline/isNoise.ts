import { wordsOf } from './words.ts'

const fillers = new Set('ah aah eh er err hm hmm mhm mm mmm oh uh uhm um erm'.split(' '))

/** Sounds that are no words: fillers, and letters that nobody can say. Short words without a vowel may be names. */
export function isNoise(text: string): boolean {
  const words = wordsOf(text)
  if (words.length === 0 || !/\p{L}/u.test(text)) return false
  const isSound = (word: string) => fillers.has(word) || isUnsayable(word)
  const isSure = words.some((word) => fillers.has(word) || word.length > 2)
  return isSure && words.every((word) => isSound(word) || word === 'the' || word.length === 1)
}

/** Latin letters without a vowel; other scripts write none, or differently. */
const isUnsayable = (word: string): boolean => /^[a-z]+$/.test(word) && !/[aeiouy]/.test(word)
