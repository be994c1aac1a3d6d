import { err, ok, type Result } from '../../result.ts'

/** A value that was read, and what had to be guessed to read it. */
export interface LooseValue {
  readonly value: unknown
  /** Offset behind it. */
  readonly end: number
  /** Holes that a template engine would fill in, and calls, as they stand there. */
  readonly holes: readonly string[]
}

/** Most values inside each other. */
const maxDepth = 100
/** Most holes that are told. */
const maxHoles = 200

/** Reads JSON that stands alone in a text; strict first, so that plain JSON is exact and fast. */
export function readLooseJson(
  text: string,
): ({ readonly ok: true } & LooseValue) | { readonly ok: false } {
  // What nests deeper is no flow, and everything that walks through it would run out of stack.
  if (isTooDeep(text)) return { ok: false }
  try {
    return { ok: true, value: JSON.parse(text), end: text.length, holes: [] }
  } catch {
    const start = text.search(/[[{]/)
    const read = start < 0 ? null : readLooseAt(text, start)
    return read?.ok ? { ok: true, ...read.value } : { ok: false }
  }
}

/** Whether brackets outside of texts nest too deep. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let isText = false
  for (let at = 0; at < text.length && depth <= maxDepth; at++) {
    const character = text[at]
    if (isText && character === '\\') at++
    else if (character === '"') isText = !isText
    else if (isText) continue
    else if (character === '{' || character === '[') depth++
    else if (character === '}' || character === ']') depth--
  }
  return depth > maxDepth
}

/**
 * Reads a value in the spellings of JavaScript, Python and Terraform: comments, trailing commas, bare keys, `=` for `:`,
 * single quotes, texts in pieces, and `${holes}` where a value belongs. Linear in what it reads.
 */
export function readLooseAt(text: string, start: number): Result<LooseValue, number> {
  const reader = new LooseReader(text, start)
  try {
    const value = reader.value(0)
    return ok({ value, end: reader.at, holes: reader.holes })
  } catch (error) {
    if (error instanceof Unreadable) return err(reader.at)
    throw error
  }
}

/** Leaves a nested reading at once; never leaves this file. */
class Unreadable extends Error {}

const space = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|%\{[^}\n]*\})+/y
const hashComment = /#[^\n]*/y
const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y
const word = /[A-Za-z_$][\w$-]*/y
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }

class LooseReader {
  at: number
  readonly holes: string[] = []
  private readonly text: string

  constructor(text: string, at: number) {
    this.text = text
    this.at = at
  }

  value(depth: number): unknown {
    if (depth > maxDepth) throw new Unreadable()
    this.skip()
    const first = this.text[this.at]
    if (first === '{') return this.object(depth)
    if (first === '[') return this.list(depth)
    if (first === '"' || first === "'" || first === '`') return this.joined(first)
    if (first === '(') return this.inBrackets(depth)
    if (
      first !== undefined &&
      /[fFrRbBuU]/.test(first) &&
      /["']/.test(this.text[this.at + 1] ?? '')
    ) {
      this.at++
      return this.joined(this.text[this.at] ?? '')
    }
    if (first === '$' && this.text[this.at + 1] === '{') return this.hole()
    const figure = this.match(number)
    if (figure !== null) return Number(figure)
    return this.bare()
  }

  private object(depth: number): unknown {
    this.at++
    const fields: Record<string, unknown> = Object.create(null)
    for (;;) {
      this.skip()
      while (this.text[this.at] === ',') {
        this.at++
        this.skip()
      }
      if (this.text[this.at] === '}') break
      if (this.spread()) continue
      const key = this.key()
      this.skip()
      const sign = this.text[this.at]
      if (sign === ',' || sign === '}') {
        fields[key] = this.keepHole(`\${${key}}`)
        continue
      }
      if (sign !== ':' && sign !== '=') throw new Unreadable()
      this.at++
      fields[key] = this.value(depth + 1)
    }
    this.at++
    return { ...fields }
  }

  private key(): string {
    const first = this.text[this.at]
    if (first === '"' || first === "'") return this.quoted(first)
    const bare = this.match(word) ?? this.match(number)
    if (bare === null) throw new Unreadable()
    return bare
  }

  private list(depth: number): unknown {
    this.at++
    const items: unknown[] = []
    for (;;) {
      this.skip()
      while (this.text[this.at] === ',') {
        this.at++
        this.skip()
      }
      if (this.text[this.at] === ']') break
      if (this.spread()) continue
      items.push(this.value(depth + 1))
    }
    this.at++
    return items
  }

  /** `...others` stands for values that are not in the file. */
  private spread(): boolean {
    if (!this.text.startsWith('...', this.at)) return false
    this.at += 3
    this.value(maxDepth - 1)
    return true
  }

  /** Python breaks a long text in brackets. */
  private inBrackets(depth: number): unknown {
    this.at++
    const value = this.value(depth + 1)
    this.skip()
    if (this.text[this.at] !== ')') throw new Unreadable()
    this.at++
    return value
  }

  /** A string, what JavaScript adds to it with `+`, and the pieces of it that Python joins by themselves. */
  private joined(quote: string): string {
    let text = this.quoted(quote)
    for (;;) {
      const before = this.at
      this.skip()
      const next = this.text[this.at]
      if (next === '+') {
        this.at++
        text += String(this.value(maxDepth - 1))
      } else if (next === '"' || next === "'") {
        text += this.quoted(next)
      } else {
        this.at = before
        return text
      }
    }
  }

  private quoted(quote: string): string {
    const triple = quote.repeat(3)
    const end = this.text.startsWith(triple, this.at) ? triple : quote
    let text = ''
    for (this.at += end.length; ; ) {
      const character = this.text[this.at]
      if (character === undefined) throw new Unreadable()
      if (character === quote && this.text.startsWith(end, this.at)) break
      if (character === '\\') text += this.escape()
      else {
        text += character
        this.at++
      }
    }
    this.at += end.length
    return text
  }

  private escape(): string {
    const character = this.text[this.at + 1] ?? ''
    const hex = character === 'u' ? this.text.slice(this.at + 2, this.at + 6) : ''
    if (/^[0-9a-fA-F]{4}$/.test(hex)) {
      this.at += 6
      return String.fromCharCode(Number.parseInt(hex, 16))
    }
    this.at += 2
    return escapes[character] ?? character
  }

  /** `${name}` where a value belongs. */
  private hole(): string {
    const end = this.text.indexOf('}', this.at)
    if (end < 0 || end - this.at > 1_000) throw new Unreadable()
    const hole = this.text.slice(this.at, end + 1)
    this.at = end + 1
    return this.keepHole(hole)
  }

  /** A word, or an expression of the language around: `var.url`, `lookup(x, "y")`. */
  private bare(): unknown {
    const name = this.match(word)
    if (name === null) throw new Unreadable()
    if (name === 'true' || name === 'True') return true
    if (name === 'false' || name === 'False') return false
    if (name === 'null' || name === 'None' || name === 'undefined') return null
    const start = this.at - name.length
    for (let depth = 0; this.at < this.text.length; this.at++) {
      const character = this.text[this.at] ?? ''
      if (depth === 0 && /[,\n}\]]/.test(character)) break
      if ('([{'.includes(character)) depth++
      if (')]}'.includes(character)) depth--
      if (this.at - start > 1_000) throw new Unreadable()
    }
    return this.keepHole(`\${${this.text.slice(start, this.at).trim()}}`)
  }

  private keepHole(hole: string): string {
    if (this.holes.length < maxHoles) this.holes.push(hole)
    return hole
  }

  private skip(): void {
    while (this.match(space) !== null || this.match(hashComment) !== null);
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0] ?? null
    if (found !== null) this.at += found.length
    return found
  }
}
