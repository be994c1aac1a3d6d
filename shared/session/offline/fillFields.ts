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
  if (asked?.type === 'text' && isUnspent(words, found)) {
    const value = cleanText(text, asked)
    if (value !== '') found[asked.name] = value
  }
  return found
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
  const isName = /\bname\b/i.test(`${field.name.replaceAll('_', ' ')} ${field.description}`)
  const plain = text.trim().replace(/[.!]+$/, '')
  if (!isName) return plain
  const name = plain.replace(leadIn, '').replace(/[\s,]+(please|speaking|here)$/i, '')
  // Recognised speech has no capitals.
  return name === name.toLowerCase()
    ? name.replace(/(^|[\s-])\p{Ll}/gu, (c) => c.toUpperCase())
    : name
}
