import type { ModelField } from '../../compile/program.ts'
import type { Json } from '../event.ts'
import { finders } from './readFieldValue.ts'
import { wordsOf } from './words.ts'

export interface Filling {
  readonly fields: readonly ModelField[]
  readonly collected: Readonly<Record<string, Json>>
  /** The field that the caller was asked for. */
  readonly asked: ModelField | null
}

/** Takes values out of what the caller said: the one asked for first, then whatever else is unmistakable. */
export function fillFields(text: string, filling: Filling): Readonly<Record<string, Json>> {
  const { fields, collected, asked } = filling
  const isCorrection = /\b(no|actually|sorry|instead|rather|i meant|change|make it)\b/i.test(text)
  const found: Record<string, Json> = {}
  let words = wordsOf(text)
  const take = (field: ModelField, wasAsked: boolean) => {
    const match = finders[field.type](words, wasAsked)
    if (!match) return
    found[field.name] = match.value
    // A gap stays, so that words on both sides of it do not become one value.
    words = words.map((word, at) => (at >= match.from && at < match.to ? '' : word))
  }
  if (asked && asked.type !== 'text') take(asked, true)
  for (const type of opportune) {
    const open = fields.filter(
      (field) =>
        field.type === type &&
        !(field.name in found) &&
        (isCorrection || !(field.name in collected)),
    )
    // Two fields of a type: only the one asked for is certain.
    const [field] = open
    if (field && (open.length === 1 || isDistinct(type))) take(field, false)
  }
  // "Sorry, the number is 4712": a correction of something else is no answer to this question.
  const isOnlyCorrection = startsOver.test(text) && Object.keys(found).length > 0
  if (asked?.type === 'text' && !isOnlyCorrection && isUnspent(words, found)) {
    const value = cleanText(text, asked)
    if (value !== '') found[asked.name] = value
  }
  for (const field of fields) {
    if (field.name in found || field.name in collected) continue
    const value = volunteered(text, field)
    if (value !== null) found[field.name] = value
  }
  return found
}

const startsOver = /^(?:(?:oh|um|uh|no|wait)[\s,]+)*(?:no|wait|sorry|actually|i meant|make it)\b/i

/** What callers say of themselves without being asked: their name, and whether they want what a question is about. */
function volunteered(text: string, field: ModelField): Json {
  if (field.type === 'text' && isForName(field)) {
    const name =
      /\bmy name(?:'s| is)\s+([\p{L}'-]+(?:\s+(?!and\b|i\b|but\b)[\p{L}'-]+){0,2})/iu.exec(text)
    return name?.[1] === undefined ? null : cleanText(name[1], field)
  }
  if (field.type !== 'yesno') return null
  const thing = field.name.replaceAll('_', ' ')
  const wish = new RegExp(
    `\\b(i (?:do not|don't) (?:want|need)|no|i want|i'd like|i would like|i need)\\s+(?:a |an |the |my |any )?${thing}\\b`,
    'i',
  ).exec(text)
  return wish?.[1] === undefined ? null : !/\bno\b|not|don't/i.test(wish[1])
}

/** Types that can be told from anything else, the surest first; time before date, as both want `tonight`. Yes, no and free text only answer a question. */
const opportune = ['phone', 'time', 'date', 'number'] as const
const isDistinct = (type: ModelField['type']) => type === 'phone'

/** Whether there is more in the words than what was taken out of them. */
function isUnspent(words: readonly string[], found: Readonly<Record<string, Json>>): boolean {
  if (Object.keys(found).length === 0) return true
  const fillers = new Set(
    'at on for the a in to it is and please um uh i we would like want next this people of'.split(
      ' ',
    ),
  )
  return words.some((word) => word !== '' && !fillers.has(word))
}

const leadIn =
  /^(?:(?:um|uh|well|yes|yeah|sure|ok|okay|hi|hello|so)[\s,]+)*(?:(?:my|the) (?:full |first |last )?name(?:'s| is)|i am called|they call me|it(?:'s| is)|i'm|i am|this is|that(?:'s| is| would be)|that'll be)\s+/i

function cleanText(text: string, field: ModelField): string {
  const plain = withoutSpelling(text.trim().replace(/[.!]+$/, ''))
  if (!isForName(field)) return plain
  const name = plain.replace(leadIn, '').replace(/[\s,]+(please|speaking|here)$/i, '')
  // Recognised speech has no capitals.
  return name === name.toLowerCase()
    ? name.replace(/(^|[\s-])\p{Ll}/gu, (c) => c.toUpperCase())
    : name
}

const isForName = ({ name, description }: ModelField): boolean =>
  /\bname\b/i.test(`${name.replaceAll('_', ' ')} ${description}`)

/** `Lopez, L O P E Z` is Lopez; letters alone are the word that they spell. */
function withoutSpelling(text: string): string {
  const spelled =
    /(?:[,:]?\s*\b(?:that's|that is|spelled|spelt))?[\s,:]*\b(\p{L}(?:[\s,.-]+\p{L}\b){2,})[.,]?/iu.exec(
      text,
    )
  if (!spelled?.[1]) return text
  const word = spelled[1].replace(/[^\p{L}]/gu, '')
  const before = text.slice(0, spelled.index).trim()
  const after = text.slice(spelled.index + spelled[0].length).trim()
  const isKnown = new RegExp(`\\b${word}$`, 'i').test(before)
  const own = isKnown ? '' : `${word.slice(0, 1).toUpperCase()}${word.slice(1).toLowerCase()}`
  return [before, own, after].filter(Boolean).join(' ')
}
