import { language, t } from './t.ts'

interface Pattern {
  readonly key: string
  readonly names: readonly string[]
  readonly test: RegExp
}

const placeholder = /\{(\w+)\}/g
let known: ReadonlySet<string> = new Set()
let patterns: readonly Pattern[] = []
/** Sentences found before: the canvas asks for the same ones again and again. */
const found = new Map<string, string>()
const mostFound = 4_000

/** What `translate` can say in the language in use, by its English sentences. */
export function knowSentences(keys: readonly string[]): void {
  known = new Set(keys)
  patterns = keys
    .filter((key) => key.includes('{'))
    .map(toPattern)
    .sort((a, b) => wordsOf(b.key) - wordsOf(a.key))
  found.clear()
}

/**
 * A sentence that `shared/` or the server has made, in the language in use. They speak English and know no language; the
 * catalogue holds their sentences with names for what varies: `Key {key} is used twice.` What it does not know stays.
 */
export function translate(sentence: string): string {
  if (language() === 'en' || sentence === '') return sentence
  const before = found.get(sentence)
  if (before !== undefined) return before
  const made = make(sentence)
  if (found.size >= mostFound) found.clear()
  found.set(sentence, made)
  return made
}

function make(sentence: string): string {
  if (known.has(sentence)) return t(sentence)
  // Longer texts are somebody's own words: a prompt, a note.
  if (sentence.length > 600) return sentence
  for (const { key, names, test } of patterns) {
    const match = test.exec(sentence)
    if (!match) continue
    const values = names.map((name, index) => [name, exact(match[index + 1] ?? '')])
    return t(key, Object.fromEntries(values))
  }
  return sentence
}

/** A name inside a sentence: a port's own title is translated, an author's word stays. */
const exact = (text: string): string => (known.has(text) ? t(text) : text)

const wordsOf = (key: string): number => key.replace(placeholder, '').length

function toPattern(key: string): Pattern {
  const names = Array.from(key.matchAll(placeholder), ([, name]) => name ?? '')
  const source = key
    .split(placeholder)
    .map((part, index) => (index % 2 === 1 ? '(.+?)' : quote(part)))
    .join('')
  return { key, names, test: new RegExp(`^${source}$`, 's') }
}

const quote = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
