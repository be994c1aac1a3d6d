import type { Diagnostic } from '../diagnostic.ts'
import { Reader } from './reader.ts'
import { speechShapes } from './shapes.ts'
import type { SpeechPart } from './speech.ts'
import { plainSpeech } from './speech.ts'
import { parseXml, textOf } from './xml.ts'

/** The words of a Say with their marks, in order. */
export function readSpeech(reader: Reader): readonly SpeechPart[] {
  let index = 0
  return reader.element.content.flatMap((part): SpeechPart[] => {
    if (typeof part === 'string') return part === '' ? [] : [part]
    const read = readPart(reader.child(part, index++))
    return read === null ? [] : [read]
  })
}

function readPart(reader: Reader): SpeechPart | null {
  switch (reader.name) {
    case 'break': {
      reader.nothing()
      const read = reader.attributes(speechShapes.break)
      return read && { type: 'break', ...read }
    }
    case 'prosody': {
      const read = reader.attributes(speechShapes.prosody)
      return read && { type: 'prosody', ...read, content: readSpeech(reader) }
    }
    case 'emphasis': {
      const read = reader.attributes(speechShapes.emphasis)
      return read && { type: 'emphasis', ...read, content: readSpeech(reader) }
    }
    case 'p':
    case 's': {
      const read = reader.attributes(speechShapes[reader.name])
      return read && { type: reader.name, content: readSpeech(reader) }
    }
    case 'say-as': {
      reader.noChildren()
      const read = reader.attributes(speechShapes['say-as'])
      if (!read) return null
      const { 'interpret-as': interpretAs, ...rest } = read
      return { type: 'sayAs', interpretAs, ...rest, text: textOf(reader.element) }
    }
    case 'sub': {
      reader.noChildren()
      const read = reader.attributes(speechShapes.sub)
      return read && { type: 'sub', ...read, text: textOf(reader.element) }
    }
    default:
      return reader.report(
        'fml.unknownMark',
        `${reader.name} is not a mark of Say.`,
        'Use break, prosody, emphasis, say-as, sub, p or s.',
      )
  }
}

/** A text that somebody wrote, as a Say takes it: with marks if it has well-formed ones, else word for word. */
export function toSpeech(text: string): {
  readonly text: string
  readonly parts?: readonly SpeechPart[]
} {
  if (!/<(break|prosody|emphasis|say-as|sub|p|s)\b/.test(text)) return { text }
  const escaped = text.replace(/&(?!(amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/g, '&amp;')
  const xml = `<Say>${escaped}</Say>`
  const root = parseXml(xml)
  if (!root.ok) return { text }
  const problems: Diagnostic[] = []
  const parts = readSpeech(new Reader(root.value, '', xml, problems))
  return problems.length > 0 ? { text } : { text: plainSpeech(parts), parts }
}
