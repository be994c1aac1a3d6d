/** Nesting that nobody draws and nobody reads; what walks through values by itself breaks at some thousands. */
const mostLevels = 200

const steps: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 }

/** Whether JSON text is nested deeper than anything that means well. Brackets in texts do not count. */
export function isDeep(json: string): boolean {
  let level = 0
  for (let at = 0; at < json.length && level <= mostLevels; at++) {
    const letter = json[at] ?? ''
    if (letter === '"') at = endOfText(json, at + 1)
    else level += steps[letter] ?? 0
  }
  return level > mostLevels
}

/** Where the text ends that begins here. */
function endOfText(json: string, from: number): number {
  let at = from
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1
  return at
}
