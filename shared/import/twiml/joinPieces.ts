/** Stands where the program around a document decides what follows. */
const programMark = '{%…%}'

const control =
  /\b(?:if|else|elsif|elseif|elif|switch|case|default|for|foreach|while|unless|when|each|map)\b[^\n{};]{0,60}/gi

/** A mark that says what code decides; empty where it decides nothing. `masked` is the code without its texts. */
export function markOf(code: string, masked: string): string {
  const found = [...masked.matchAll(control)].at(-1)
  if (!found) return ''
  const words = code.slice(found.index, found.index + found[0].length)
  return `{% ${words
    .replace(/[<>&"{}%`]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()} %}`
}

/** What stands before the quotes of a piece: nothing but glue, or a word that writes it. */
const glue = /^[\s+.,&_\\();]*[fruFRU$@]{0,2}$/
const writes =
  /(?:\b(?:echo|print|printf|append|write|push|concat|out|println|Append|Write|AppendLine|WriteLine)\b[\s(]*|[.+]=\s*)[fruFRU$@]{0,2}$/
const isMarkup = /^\s*<[/!A-Za-z]/

/**
 * A document that a program writes in pieces, as one text: what stands between the pieces is a hole where it is put in, and a mark where it
 * decides. Null where the document stands in one text.
 */
export function joinPieces(document: string, before: string): string | null {
  const quote = quoteAround(before)
  if (quote === null) return null
  const text =
    quote === '"' ? document.replace(/=""([^"<>\n]*)""/g, '="$1"'.replaceAll('"', "'")) : document
  const joined = new Pieces(text, quote).join()
  return joined === null || joined === document ? (text === document ? null : text) : joined
}

/** The quote that the document's text begins with. */
function quoteAround(before: string): string | null {
  const near = before.slice(-400).replace(/(?:\s|\\n|\\r|\\t|<\?xml[^<>]*\?>|<!--[^<>]*-->)+$/g, '')
  const last = near.at(-1) ?? ''
  if (!['"', "'", '`'].includes(last)) return null
  // Texts between three quotes, and raw ones, hold quotes themselves.
  if (near.endsWith(last.repeat(3)) || /r#+"$/.test(near)) return null
  return last
}

class Pieces {
  private readonly text: string
  private quote: string
  private at = 0
  private out = ''

  constructor(text: string, quote: string) {
    this.text = text
    this.quote = quote
  }

  join(): string | null {
    for (;;) {
      if (!this.piece()) return this.out
      if (!this.code()) return null
    }
  }

  /** Reads to the end of a piece; false at the end of the document. */
  private piece(): boolean {
    while (this.at < this.text.length) {
      const character = this.text[this.at] ?? ''
      if (character === '\\') {
        this.out += this.text.slice(this.at, this.at + 2)
        this.at += 2
      } else if (this.quote === '`' && this.text.startsWith('${', this.at)) this.hole()
      else if (character === this.quote) {
        this.at++
        return true
      } else {
        this.out += character
        this.at++
      }
    }
    return false
  }

  /** `${…}` with whatever quotes are in it. */
  private hole(): void {
    let depth = 0
    const start = this.at
    for (this.at++; this.at < this.text.length; this.at++) {
      const character = this.text[this.at]
      if (character === '{') depth++
      else if (character === '}' && --depth === 0) break
      if (this.at - start > 2_000) break
    }
    this.at++
    const hole = this.text.slice(start, this.at)
    // A hole with verbs of its own says when they run.
    this.out += /<[A-Z]/.test(hole)
      ? `${programMark}${[...hole.matchAll(/<[A-Z][^`'"]*(?:"[^"]*"[^`'"]*)*>/g)].map(([verbs]) => verbs).join('')}${programMark}`
      : hole
  }

  /** Reads what stands between two pieces; false where no other piece follows. */
  private code(): boolean {
    const start = this.at
    while (this.at < this.text.length) {
      const character = this.text[this.at] ?? ''
      if (this.comment()) continue
      if (character !== '"' && character !== "'" && character !== '`') {
        this.at++
        continue
      }
      const between = this.text.slice(start, this.at)
      const end = this.endOf(character)
      const content = this.text.slice(this.at + 1, end)
      if (isMarkup.test(content) || glue.test(between) || writes.test(between) || isHole(between)) {
        this.out += gapOf(between)
        this.quote = character
        this.at++
        return true
      }
      this.at = end + 1
    }
    return false
  }

  private comment(): boolean {
    const found = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<=^|\s)#[^\n]*/y
    found.lastIndex = this.at
    const length = found.exec(this.text)?.[0].length ?? 0
    this.at += length
    return length > 0
  }

  private endOf(quote: string): number {
    let end = this.at + 1
    while (end < this.text.length && this.text[end] !== quote) {
      end += this.text[end] === '\\' ? 2 : 1
    }
    return end
  }
}

const put = /^\s*[+.&]\s*([^;]{1,300}?)\s*[+.&]\s*(?:_\s*)?[fruFRU$@]{0,2}$/
const isHole = (code: string): boolean => put.test(code)

/** What the code between two pieces leaves in the document. */
function gapOf(code: string): string {
  if (glue.test(code)) return ''
  const expression = put.exec(code)?.[1]
  if (expression !== undefined) return hole(expression)
  const mark = markOf(code, code)
  if (mark !== '') return mark
  return [...code.matchAll(/\b(?:echo|print)\s*\(?\s*(\$[\w>[\]'"-]{1,100})\s*\)?\s*;/g)]
    .map(([, name = '']) => hole(name))
    .join('')
}

/** An expression as a hole that stands in an attribute or a text. */
export const hole = (code: string): string =>
  `\${${code
    .replaceAll('"', "'")
    .replaceAll('->', '.')
    .replace(/[<>&{}]/g, ' ')
    .trim()}}`
