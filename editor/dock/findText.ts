/** A stretch of a text, in characters. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** More are not marked: nobody steps through them. */
const most = 2_000

/** Every place of some words in a text, whatever their case; none for blank words. */
export function findText(text: string, words: string): readonly Stretch[] {
  const wanted = words.trim().toLowerCase()
  if (wanted === '') return []
  const within = lowered(text)
  const found: Stretch[] = []
  for (let at = within.indexOf(wanted); at >= 0; at = within.indexOf(wanted, at + wanted.length)) {
    found.push({ from: at, to: at + wanted.length })
    if (found.length === most) break
  }
  return found
}

/** In lower case, letter for letter: the few that grow stay, or every place behind them would be shifted. */
function lowered(text: string): string {
  const lower = text.toLowerCase()
  if (lower.length === text.length) return lower
  return text.replaceAll(/\p{Lu}/gu, (letter) => {
    const small = letter.toLowerCase()
    return small.length === letter.length ? small : letter
  })
}
