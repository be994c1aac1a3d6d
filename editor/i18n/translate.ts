import { language, t } from './t.ts'

interface Pattern {
  readonly key: string
  readonly names: readonly string[]
  readonly test: RegExp
}

const placeholder = /\{(\w+)\}/g
let known: ReadonlySet<string> = new Set()
let patterns: readonly Pattern[] = []
/** Sentences found before: lists ask for the same ones again and again. */
const found = new Map<string, string>()
const mostFound = 4_000
/** Longer texts are somebody's own words. */
const longest = 1_000

/** Sets the ids of these sentences apart: `Say`, the step, is another word than `Say`, the button. */
const mark = '\u0001'

/** What `shared/` says, by the ids under which `translate` looks for it. */
export const marked = (sentences: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(sentences).map(([key, words]) => [mark + key, words]))

const say = (key: string, values: Readonly<Record<string, string>> = {}): string =>
  t(mark + key, values)

/** What `translate` can say in the language in use, by its English sentences. */
export function knowSentences(keys: readonly string[]): void {
  known = new Set(keys)
  patterns = keys
    .filter((key) => key.includes('{'))
    .sort((a, b) => wordsOf(b) - wordsOf(a))
    .map(toPattern)
  found.clear()
}

/**
 * A sentence that `shared/` or the server has made, in the language in use. They speak English and know no language; the
 * catalogue holds their sentences with names for what varies: `“{phrase}” is used twice.` What it does not know stays.
 */
export function translate(sentence: string): string {
  if (language() === 'en' || sentence === '') return sentence
  const before = found.get(sentence)
  if (before !== undefined) return before
  const made = make(sentence, 3)
  if (found.size >= mostFound) found.clear()
  found.set(sentence, made)
  return made
}

/**
 * A title, or what the canvas says of a step, in the language in use: an author's own words may stand in the same place,
 * so that only what the catalogue holds word for word (with one number in it) is translated.
 */
export function translateTitle(text: string): string {
  if (language() === 'en' || text === '') return text
  if (known.has(text)) return say(text)
  const [count] = /\d+(\.\d+)?/.exec(text) ?? []
  if (count === undefined || text.length > 60) return text
  const key = text.replace(count, '{count}')
  return known.has(key) ? say(key, { count }) : text
}

function make(sentence: string, depth: number): string {
  if (known.has(sentence)) return say(sentence)
  if (depth === 0 || sentence.length > longest) return sentence
  for (const { key, names, test } of patterns) {
    const match = test.exec(sentence)
    if (!match) continue
    const values = names.map((name, index) => [name, standIn(name, match[index + 1] ?? '', depth)])
    return say(key, Object.fromEntries(values))
  }
  return sentence
}

/** What stands in a sentence: a sentence again, a title of ours, or a name that stays as its author wrote it. */
function standIn(name: string, text: string, depth: number): string {
  if (name === 'sentence') return make(text, depth - 1)
  return name.startsWith('title') ? translateTitle(text) : text
}

const wordsOf = (key: string): number => key.replace(placeholder, '').length

function toPattern(key: string): Pattern {
  const names = Array.from(key.matchAll(placeholder), ([, name]) => name ?? '')
  const source = key
    .split(placeholder)
    .map((part, index) =>
      index % 2 === 0 ? quote(part) : part === 'count' ? '([\\d.,]+)' : '(.+?)',
    )
    .join('')
  return { key, names, test: new RegExp(`^${source}$`, 's') }
}

const quote = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
