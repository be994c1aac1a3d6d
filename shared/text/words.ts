/** Words without case, punctuation or surrounding space, one space between: how speech is compared. */
export const plainWords = (text: string): string =>
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
