/** Lower-case words of a text without punctuation; digits, times (`7:30`), dates (`2026-12-01`) and a leading + stay whole. */
export function wordsOf(text: string): string[] {
  const plain = text
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/\b([ap])\.?\s?m\b\.?/g, '$1m')
    .replace(/(\d)([ap]m)\b/g, '$1 $2')
    .replace(/(\d),(?=\d{3}\b)/g, '$1')
    .replace(/([a-z])-(?=[a-z])/g, '$1 ')
  return plain.match(/(?:\+|(?<!\d))\d+(?:[-:./]\d+)*(?:st|nd|rd|th)?\b|\+|[\p{L}']+/gu) ?? []
}

/** Whether a phrase occurs in a list of words, whole words only. */
export function mentions(words: readonly string[], phrase: string): boolean {
  const wanted = wordsOf(phrase)
  if (wanted.length === 0) return false
  return words.some((_, start) => wanted.every((word, offset) => words[start + offset] === word))
}

/** Something found in a list of words. */
export interface Found<Value> {
  readonly value: Value
  /** First word, and the word behind the last. */
  readonly from: number
  readonly to: number
}

/** The first match at any position. */
export function findFirst<Value>(
  words: readonly string[],
  matchAt: (words: readonly string[], index: number) => Match<Value> | null,
): Found<Value> | null {
  for (const index of words.keys()) {
    const match = matchAt(words, index)
    if (match) return { value: match.value, from: index, to: index + match.length }
  }
  return null
}

/** A match at a known position. */
export interface Match<Value> {
  readonly value: Value
  /** Words. */
  readonly length: number
}
