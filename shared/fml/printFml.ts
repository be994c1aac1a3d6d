import { type Document, defaults, type Gather, type Verb } from './fml.ts'

/** Prints a document on one line, as it goes over the wire. Parsing it back gives the same value. */
export const printFml = (document: Document): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response>${document.verbs.map(printVerb).join('')}</Response>`

/** One printed line and the node its verb belongs to. */
export interface FmlLine {
  readonly text: string
  readonly node: string | null
}

/** Prints a document indented, a line for each tag, as the editor shows it. */
export function printFmlLines(document: Document): readonly FmlLine[] {
  const verbs = document.verbs.flatMap((verb): FmlLine[] => {
    const node = verb.id ?? null
    if (verb.type !== 'gather' || verb.prompt.length === 0) {
      return [{ text: `  ${printVerb(verb)}`, node }]
    }
    return [
      { text: `  <Gather${gatherAttributes(verb)}>`, node },
      ...verb.prompt.map((inner) => ({ text: `    ${printVerb(inner)}`, node })),
      { text: '  </Gather>', node },
    ]
  })
  return [{ text: '<Response>', node: null }, ...verbs, { text: '</Response>', node: null }]
}

function printVerb(verb: Verb): string {
  switch (verb.type) {
    case 'say':
      return element(
        'Say',
        attribute('id', verb.id) +
          attribute('voice', verb.voice) +
          attribute('language', verb.language) +
          attribute('loop', unless(verb.loop, defaults.loop)),
        escapeText(verb.text),
      )
    case 'play':
      return element(
        'Play',
        attribute('id', verb.id) + attribute('loop', unless(verb.loop, defaults.loop)),
        escapeText(verb.url),
      )
    case 'pause':
      return element(
        'Pause',
        attribute('id', verb.id) + attribute('length', unless(verb.length, defaults.pauseLength)),
        '',
      )
    case 'gather':
      return element('Gather', gatherAttributes(verb), verb.prompt.map(printVerb).join(''))
    case 'redirect':
      return element('Redirect', attribute('id', verb.id), escapeText(verb.url))
    case 'reject':
      return element(
        'Reject',
        attribute('id', verb.id) + attribute('reason', unless(verb.reason, 'rejected')),
        '',
      )
    case 'hangup':
      return element('Hangup', attribute('id', verb.id), '')
  }
}

const gatherAttributes = (gather: Gather): string =>
  attribute('id', gather.id) +
  attribute('input', gather.input.join(' ')) +
  attribute('numDigits', gather.numDigits) +
  attribute('finishOnKey', unless(gather.finishOnKey, defaults.finishOnKey)) +
  attribute('timeout', unless(gather.timeout, defaults.timeout)) +
  attribute('interDigitTimeout', unless(gather.interDigitTimeout, defaults.interDigitTimeout)) +
  attribute('speechTimeout', unless(gather.speechTimeout, defaults.speechTimeout)) +
  attribute(
    'hints',
    gather.hints && gather.hints.length > 0 ? gather.hints.map(escapeHint).join(', ') : undefined,
  ) +
  attribute('grammar', gather.grammar ? `builtin:${gather.grammar}` : undefined) +
  attribute('language', gather.language) +
  attribute('bargeIn', unless(gather.bargeIn, defaults.bargeIn)) +
  attribute('minBargeInWords', gather.minBargeInWords) +
  attribute('action', gather.action)

const element = (name: string, attributes: string, content: string): string =>
  content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`

const attribute = (name: string, value: string | number | undefined): string =>
  value === undefined ? '' : ` ${name}="${escapeAttribute(String(value))}"`

/** Leaves out what the language means anyway. */
const unless = <Value>(value: Value | undefined, standard: Value): Value | undefined =>
  value === standard ? undefined : value

/** A comma separates hints, so a hint has none. */
const escapeHint = (hint: string): string => hint.replaceAll(',', ' ').trim()

const special: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}
const entityOf = (character: string): string => special[character] ?? ''

/** Control characters, lone surrogates and non-characters (XML 1.0 section 2.2) are dropped. */
const textPattern = /[&<>]|[[\p{Cc}\p{Cs}\uFFFE\uFFFF]--[\t\n]]/gv
const attributePattern = /[&<>"]|[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gv

const escapeText = (text: string): string => text.replace(textPattern, entityOf)
const escapeAttribute = (text: string): string => text.replace(attributePattern, entityOf)
