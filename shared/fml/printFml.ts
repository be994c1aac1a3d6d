import { type Dial, type Document, defaults, type Gather, type Say, type Verb } from './fml.ts'
import type { SpeechPart } from './speech.ts'

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
    const inner = insideOf(verb)
    if (inner.length === 0) return [{ text: `  ${printVerb(verb)}`, node }]
    return [
      { text: `  <${openingOf(verb)}>`, node },
      ...inner.map((line) => ({ text: `    ${line}`, node })),
      { text: `  </${verb.type === 'dial' ? 'Dial' : 'Gather'}>`, node },
    ]
  })
  return [{ text: '<Response>', node: null }, ...verbs, { text: '</Response>', node: null }]
}

/** The elements that stand inside a verb. */
function insideOf(verb: Verb): readonly string[] {
  if (verb.type === 'gather') return verb.prompt.map(printVerb)
  return verb.type === 'dial' ? verb.targets.map(printTarget) : []
}

const openingOf = (verb: Verb): string =>
  verb.type === 'dial'
    ? `Dial${dialAttributes(verb)}`
    : `Gather${verb.type === 'gather' ? gatherAttributes(verb) : ''}`

function printVerb(verb: Verb): string {
  switch (verb.type) {
    case 'say':
      return element('Say', sayAttributes(verb), wordsOf(verb))
    case 'play':
      return element(
        'Play',
        attribute('id', verb.id) + attribute('loop', unless(verb.loop, defaults.loop)),
        escapeText(verb.url),
      )
    case 'playDigits':
      return element('Play', attribute('id', verb.id) + attribute('digits', verb.digits), '')
    case 'pause':
      return element(
        'Pause',
        attribute('id', verb.id) + attribute('length', time(verb.length, defaults.pauseLength)),
        '',
      )
    case 'gather':
      return element('Gather', gatherAttributes(verb), insideOf(verb).join(''))
    case 'record':
      return element(
        'Record',
        attribute('id', verb.id) +
          attribute('maxLength', time(verb.maxLength, defaults.recordLength)) +
          attribute('timeout', time(verb.timeout, defaults.recordTimeout)) +
          attribute('finishOnKey', unless(verb.finishOnKey, defaults.finishOnKey)) +
          attribute('playBeep', unless(verb.beep, defaults.beep)) +
          attribute('action', verb.action),
        '',
      )
    case 'dial':
      return element('Dial', dialAttributes(verb), insideOf(verb).join(''))
    case 'stream':
      return element(
        'Stream',
        attribute('id', verb.id) +
          attribute('format', unless(verb.format, defaults.streamFormat)) +
          attribute('action', verb.action),
        escapeText(verb.url),
      )
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

const sayAttributes = (say: Say): string =>
  attribute('id', say.id) +
  attribute('voice', say.voice) +
  attribute('language', say.language) +
  attribute('loop', unless(say.loop, defaults.loop)) +
  attribute('stream', say.stream)

const wordsOf = (say: Say): string =>
  say.parts === undefined ? escapeText(say.text) : say.parts.map(printPart).join('')

function printPart(part: SpeechPart): string {
  if (typeof part === 'string') return escapeText(part)
  switch (part.type) {
    case 'break':
      return element(
        'break',
        attribute('time', part.time === undefined ? undefined : `${milliseconds(part.time)}s`) +
          attribute('strength', part.strength),
        '',
      )
    case 'prosody':
      return element(
        'prosody',
        attribute('rate', part.rate) +
          attribute('pitch', part.pitch) +
          attribute('volume', part.volume),
        part.content.map(printPart).join(''),
      )
    case 'emphasis':
      return element(
        'emphasis',
        attribute('level', part.level),
        part.content.map(printPart).join(''),
      )
    case 'sayAs':
      return element(
        'say-as',
        attribute('interpret-as', part.interpretAs) + attribute('format', part.format),
        escapeText(part.text),
      )
    case 'sub':
      return element('sub', attribute('alias', part.alias), escapeText(part.text))
    case 'p':
    case 's':
      return element(part.type, '', part.content.map(printPart).join(''))
  }
}

const dialAttributes = (dial: Dial): string =>
  attribute('id', dial.id) +
  attribute('sequential', unless(dial.sequential, defaults.sequential)) +
  attribute('callerId', dial.callerId) +
  attribute('timeout', time(dial.timeout, defaults.dialTimeout)) +
  attribute('timeLimit', time(dial.timeLimit, defaults.timeLimit)) +
  attribute('whisper', dial.whisper) +
  attribute('acceptKey', dial.acceptKey) +
  attribute('consent', dial.consent) +
  attribute('record', unless(dial.record, defaults.record)) +
  attribute('answerOnBridge', unless(dial.answerOnBridge, defaults.answerOnBridge)) +
  attribute('action', dial.action)

const printTarget = (target: Dial['targets'][number]): string =>
  element(target.type === 'sip' ? 'Sip' : 'Number', '', escapeText(target.address))

const gatherAttributes = (gather: Gather): string =>
  attribute('id', gather.id) +
  attribute('input', gather.input.join(' ')) +
  attribute('numDigits', gather.numDigits) +
  attribute('finishOnKey', unless(gather.finishOnKey, defaults.finishOnKey)) +
  attribute('timeout', time(gather.timeout, defaults.timeout)) +
  attribute('interDigitTimeout', time(gather.interDigitTimeout, defaults.interDigitTimeout)) +
  attribute('speechTimeout', time(gather.speechTimeout, defaults.speechTimeout)) +
  attribute(
    'hints',
    gather.hints && gather.hints.length > 0 ? gather.hints.map(escapeHint).join(', ') : undefined,
  ) +
  attribute('grammar', gather.grammar ? `builtin:${gather.grammar}` : undefined) +
  attribute('language', gather.language) +
  attribute('bargeIn', unless(gather.bargeIn, defaults.bargeIn)) +
  attribute('minBargeInWords', gather.minBargeInWords) +
  attribute('prepare', gather.prepare) +
  attribute('action', gather.action)

const element = (name: string, attributes: string, content: string): string =>
  content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`

const attribute = (name: string, value: string | number | boolean | undefined): string =>
  value === undefined
    ? ''
    : ` ${name}="${typeof value === 'string' ? escapeAttribute(value) : value}"`

/** Leaves out what the language means anyway. */
const unless = <Value>(value: Value | undefined, standard: Value): Value | undefined =>
  value === standard ? undefined : value

/** Seconds to the millisecond, so that a number never prints with an exponent. */
const milliseconds = (value: number): number => Math.round(value * 1_000) / 1_000
const time = (value: number | undefined, standard: number): number | undefined =>
  value === undefined ? undefined : unless(milliseconds(value), standard)

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

/** Most texts hold nothing of the kind, which is quicker to see than to replace. */
const unusual = /[^ !#-%'-;=?-~]/
const escapeText = (text: string): string =>
  unusual.test(text) ? text.replace(textPattern, entityOf) : text
const escapeAttribute = (text: string): string =>
  unusual.test(text) ? text.replace(attributePattern, entityOf) : text

/** Bytes that a text takes in a document, escaped and in UTF-8; at least, where it is short enough not to matter. */
export function printedLength(text: string): number {
  if (text.length < 2_000) return text.length
  let bytes = 0
  for (const character of escapeText(text)) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
