import { toSpeech } from '../../fml/parseSpeech.ts'
import type { Element } from '../../fml/xml.ts'
import type { Verb } from './Verb.ts'

/** Marks that Say takes, and their attributes. */
const marks: Readonly<Record<string, readonly string[]>> = {
  break: ['time', 'strength'],
  prosody: ['rate', 'pitch', 'volume'],
  emphasis: ['level'],
  'say-as': ['interpret-as', 'format'],
  sub: ['alias'],
  p: [],
  s: [],
}

/** The words of a Say with the marks that our Say takes; of other marks only the words. */
export function spokenOf(verb: Verb): string {
  return verb.move(markedText(verb), verb.path)
}

function markedText(verb: Verb): string {
  const dropped = new Set<string>()
  const hasMarks = verb.element.content.some((part) => typeof part !== 'string')
  const text = partsOf(verb.element, dropped, hasMarks).replace(/\s+/g, ' ').trim()
  const isTaken = !hasMarks || toSpeech(text).parts !== undefined || !/<[a-z]/.test(text)
  if (dropped.size > 0)
    verb.how.push(`of ${[...dropped].join(', ').slice(0, 200)} only the words are left`)
  if (isTaken) return text
  verb.how.push('the marks are left out, as one of them does not fit')
  return wordsIn(verb.element).replace(/\s+/g, ' ').trim()
}

function partsOf(element: Element, dropped: Set<string>, escaped: boolean): string {
  return element.content
    .map((part) => {
      if (typeof part === 'string') return escaped ? escapeXml(part) : part
      const names = Object.hasOwn(marks, part.name) ? marks[part.name] : undefined
      if (names === undefined) {
        dropped.add(part.name)
        return partsOf(part, dropped, escaped)
      }
      return marked(part, names, dropped)
    })
    .join('')
}

/** A mark as an author of ours writes it into a text. */
function marked(element: Element, names: readonly string[], dropped: Set<string>): string {
  const attributes = Object.entries(element.attributes).flatMap(([name, value]) => {
    if (names.includes(name)) return [` ${name}="${escapeXml(value)}"`]
    dropped.add(`${element.name} ${name}`)
    return []
  })
  const open = `${element.name}${attributes.join('')}`
  if (element.name === 'break') return `<${open}/>`
  const inner =
    element.name === 'sub' || element.name === 'say-as'
      ? escapeXml(wordsIn(element))
      : partsOf(element, dropped, true)
  return `<${open}>${inner}</${element.name}>`
}

const wordsIn = (element: Element): string =>
  element.content.map((part) => (typeof part === 'string' ? part : ` ${wordsIn(part)} `)).join('')

const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
