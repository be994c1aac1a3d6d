import { printedLength } from '../fml/printFml.ts'

/** Most bytes that one spoken text may print as: half an hour of talking. */
const maxSpoken = 30_000
/** Most characters of hints in one Gather. */
const maxHints = 4_000
/** Most characters of an address. */
export const maxAddress = 4_000

/** A text as long as a document can take it; what is too long is cut between words. */
export function fitSpoken(text: string): string {
  if (printedLength(text) <= maxSpoken) return text
  let cut = Math.min(text.length, maxSpoken)
  while (printedLength(text.slice(0, cut)) > maxSpoken) cut = Math.floor(cut * 0.8)
  const space = text.lastIndexOf(' ', cut)
  return text.slice(0, space > cut / 2 ? space : cut)
}

/** The first hints that fit. */
export function fitHints(hints: readonly string[]): readonly string[] {
  let length = 0
  return hints.filter((hint) => {
    length += hint.length + 2
    return length <= maxHints
  })
}
