/** Words that end in a dot without ending a sentence. */
const abbreviations = new Set(
  'mr mrs ms dr prof st jr sr vs etc inc ltd co corp approx dept ext est fig e.g i.e a.m p.m u.s u.k jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun'.split(
    ' ',
  ),
)
/** Abbreviations that do end a sentence when the next word begins with a capital letter. */
const mayEnd = new Set(['etc', 'inc', 'ltd', 'co', 'corp', 'a.m', 'p.m', 'u.s', 'u.k', 'jr', 'sr'])

/** Of what stands before a dot, more says nothing about it. */
const longestWord = 60
/** Longer pieces are cut at a comma or a space: a person breathes there too. */
const longestPiece = 300

/**
 * Splits a text in sentences, so that the first can be heard while the rest is being spoken.
 * Joining the pieces with a space gives the text again, but for white space.
 */
export function splitSentences(text: string): string[] {
  const pieces: string[] = []
  for (const line of text.split(/\n+/)) {
    let rest = line.replace(/\s+/g, ' ').trim()
    while (rest) {
      const end = sentenceEnd(rest)
      pieces.push(...cutLong(rest.slice(0, end).trim()))
      rest = rest.slice(end).trim()
    }
  }
  return pieces
}

/** Where the first sentence ends, behind its closing marks. */
function sentenceEnd(text: string): number {
  for (const match of text.matchAll(/(?<![.!?…])[.!?…]+["'”’)\]*_`]*(?=\s|$)/gu)) {
    const end = match.index + match[0].length
    if (!match[0].startsWith('.') || match[0].startsWith('..')) return end
    const before = text.slice(Math.max(0, match.index - longestWord), match.index)
    if (endsSentence(before, text.slice(end).trimStart())) return end
  }
  return text.length
}

function endsSentence(before: string, after: string): boolean {
  const word = (/[\p{L}.]+$/u.exec(before)?.[0] ?? '').toLowerCase()
  const startsHigh = /^["'“‘([]*[\p{Lu}]/u.test(after)
  if (abbreviations.has(word)) return mayEnd.has(word) && startsHigh
  // The number of a list's item: "2. Milk".
  if (/^\d{1,3}$/.test(before)) return after === ''
  if (word === 'no') return !/^\d/.test(after)
  // An initial: "J. Smith". "Plan B." ends where no capital follows, or the text does.
  if (/(^|[\s.])\p{Lu}$/u.test(before)) return after === '' || !startsHigh
  return true
}

function cutLong(sentence: string): string[] {
  if (sentence.length <= longestPiece) return [sentence]
  const head = sentence.slice(0, longestPiece)
  const comma = Math.max(head.lastIndexOf(', '), head.lastIndexOf('; '), head.lastIndexOf(': '))
  const cut = comma > longestPiece / 3 ? comma + 1 : head.lastIndexOf(' ')
  const at = cut > 0 ? cut : longestPiece
  return [sentence.slice(0, at).trim(), ...cutLong(sentence.slice(at).trim())]
}
