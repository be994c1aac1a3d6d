/** Words without case, punctuation or surrounding space, one space between: how speech is compared. */
export const plainWords = (text: string): string => (plain.test(text) ? text : rewritten(text))

/** Nothing to rewrite: keys that were pressed, most words that authors compare with. */
const plain = /^[a-z0-9]*$/

const rewritten = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’`]/g, "'")
    .replace(/[^\p{L}\p{M}\p{N}'+]+/gu, ' ')
    .trim()

/** Whether a phrase occurs in what was said, as whole words in order. */
export function mentions(said: string, phrase: string): boolean {
  const words = plainWords(phrase)
  return words !== '' && ` ${plainWords(said)} `.includes(` ${words} `)
}
