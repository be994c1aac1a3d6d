/** A program’s text with what stands in comments and, in `masked`, in texts blanked out; offsets stay. */
export interface ScannedCode {
  readonly text: string
  readonly masked: string
  /** Offset of the bracket that closes the one at an offset; -1 where none does. */
  readonly closes: (open: number) => number
}

interface Literal {
  /** Offset behind it. */
  readonly end: number
  readonly content: string
}

/** Reads a program of whatever language: quotes, three quotes, and comments. Linear. */
export function scanCode(source: string): ScannedCode {
  const text: string[] = []
  const masked: string[] = []
  const blank = (part: string) => part.replace(/[^\n]/g, ' ')
  for (let at = 0; at < source.length; ) {
    const comment = commentAt(source, at)
    const literal = comment === null ? literalAt(source, at) : null
    const end = comment ?? literal?.end ?? at + 1
    const part = source.slice(at, end)
    text.push(comment === null ? part : blank(part))
    if (literal) masked.push(part[0] ?? '', blank(part.slice(1, -1)), part.at(-1) ?? '')
    else masked.push(comment === null ? part : blank(part))
    at = end
  }
  const blanked = masked.join('')
  let pairs: ReadonlyMap<number, number> | null = null
  return {
    text: text.join(''),
    masked: blanked,
    closes: (open) => {
      pairs ??= pairsIn(blanked)
      return pairs.get(open) ?? -1
    },
  }
}

/** The end of the comment that begins here. */
function commentAt(source: string, at: number): number | null {
  const character = source[at]
  const next = source[at + 1]
  if (character === '/' && next === '*') {
    const end = source.indexOf('*/', at + 2)
    return end < 0 ? source.length : end + 2
  }
  const isLine =
    (character === '/' && next === '/' && source[at - 1] !== ':') ||
    (character === '#' && /[\s!#-]/.test(next ?? '') && /^\s?$/.test(source[at - 1] ?? ''))
  if (!isLine) return null
  const end = source.indexOf('\n', at)
  return end < 0 ? source.length : end
}

/** The text in quotes that begins here. */
export function literalAt(source: string, at: number): Literal | null {
  const quote = source[at] ?? ''
  if (quote !== '"' && quote !== "'" && quote !== '`') return null
  const triple = quote.repeat(3)
  if (source.startsWith(triple, at)) {
    const end = source.indexOf(triple, at + 3)
    if (end > 0) return { end: end + 3, content: source.slice(at + 3, end) }
  }
  for (let end = at + 1; end < source.length; end++) {
    const character = source[end]
    if (character === '\\') end++
    else if (character === quote) return { end: end + 1, content: source.slice(at + 1, end) }
    // What is not closed on its line is an apostrophe, or part of an expression.
    else if (character === '\n' && quote !== '`') return null
  }
  return null
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** Brackets and those that close them. */
function pairsIn(masked: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>()
  const open: { readonly at: number; readonly close: string }[] = []
  for (let at = 0; at < masked.length; at++) {
    const character = masked[at] ?? ''
    const close = closing[character]
    if (close !== undefined) open.push({ at, close })
    else if (character === open.at(-1)?.close) pairs.set(open.pop()?.at ?? -1, at)
  }
  return pairs
}

/** Parts between separators that stand outside of brackets and texts. */
export function splitTop(source: string, separator: RegExp): readonly string[] {
  const { masked } = scanCode(source)
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < masked.length; at++) {
    const character = masked[at] ?? ''
    if ('([{'.includes(character)) depth++
    else if (')]}'.includes(character)) depth--
    else if (depth === 0) {
      separator.lastIndex = at
      const length = separator.exec(masked)?.[0].length ?? 0
      if (length === 0) continue
      parts.push(source.slice(from, at))
      from = at + length
      at = from - 1
    }
  }
  return [...parts, source.slice(from)].map((part) => part.trim())
}
