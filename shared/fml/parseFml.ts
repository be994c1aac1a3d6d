import type { Diagnostic } from '../diagnostic.ts'
import { err, ok, type Result } from '../result.ts'
import type {
  Dial,
  DialTarget,
  Document,
  Gather,
  Play,
  PlayDigits,
  Prompt,
  Say,
  Verb,
} from './fml.ts'
import { readSpeech } from './parseSpeech.ts'
import { Reader } from './reader.ts'
import { shapes } from './shapes.ts'
import { plainSpeech } from './speech.ts'
import { fail, parseXml, positionIn, textOf } from './xml.ts'

/**
 * Parses an FML document. Total: anything that is not FML 1.0 comes back as diagnostics that name the place
 * (`/Response/Gather[2]`, line and column) and the remedy; times are seconds.
 */
export function parseFml(xml: string): Result<Document, readonly Diagnostic[]> {
  const root = parseXml(xml)
  if (!root.ok) return root
  if (root.value.name !== 'Response') {
    return fail(
      'fml.root',
      '/',
      `The root is ${root.value.name}.`,
      'FML documents start with <Response>.',
      { position: positionIn(xml, root.value.start) },
    )
  }
  const problems: Diagnostic[] = []
  const response = new Reader(root.value, '/Response', xml, problems)
  response.noText()
  for (const name of Object.keys(root.value.attributes).filter((key) => !key.startsWith('xml'))) {
    response.report('fml.badAttribute', `Response has no attribute ${name}.`, 'Remove it.')
  }
  const verbs = response.children().flatMap((reader): Verb[] => {
    const verb = readVerb(reader)
    return verb ? [verb] : []
  })
  return problems.length > 0 ? err(problems) : ok({ verbs })
}

function readVerb(reader: Reader): Verb | null {
  switch (reader.name) {
    case 'Say':
      return readSay(reader)
    case 'Play':
      return readPlay(reader)
    case 'Pause': {
      reader.nothing()
      const read = reader.attributes(shapes.Pause)
      return read && { type: 'pause', ...read }
    }
    case 'Gather':
      return readGather(reader)
    case 'Record': {
      reader.nothing()
      const read = reader.attributes(shapes.Record)
      if (!read) return null
      const { playBeep, ...rest } = read
      return { type: 'record', ...rest, ...(playBeep === undefined ? {} : { beep: playBeep }) }
    }
    case 'Dial':
      return readDial(reader)
    case 'Stream': {
      const read = reader.attributes(shapes.Stream)
      const url = reader.address()
      return read && url !== null ? { type: 'stream', ...read, url } : null
    }
    case 'Redirect': {
      const read = reader.attributes(shapes.Redirect)
      const url = reader.address()
      return read && url !== null ? { type: 'redirect', ...read, url } : null
    }
    case 'Reject': {
      reader.nothing()
      const read = reader.attributes(shapes.Reject)
      return read && { type: 'reject', ...read }
    }
    case 'Hangup': {
      reader.nothing()
      const read = reader.attributes(shapes.Hangup)
      return read && { type: 'hangup', ...read }
    }
    default:
      return reader.report(
        'fml.unknownVerb',
        `${reader.name} is not a verb of FML 1.0.`,
        'Use Say, Play, Gather, Pause, Record, Dial, Stream, Redirect, Reject or Hangup.',
      )
  }
}

function readSay(reader: Reader): Say | null {
  const read = reader.attributes(shapes.Say)
  const parts = readSpeech(reader)
  if (!read) return null
  if (read.stream !== undefined && plainSpeech(parts).trim() !== '') {
    return reader.report(
      'fml.twoSources',
      'Say has words of its own and a stream.',
      'Keep one of them.',
    )
  }
  if (read.stream !== undefined) return { type: 'say', ...read, text: '' }
  const marked = parts.some((part) => typeof part !== 'string')
  return { type: 'say', ...read, text: plainSpeech(parts), ...(marked ? { parts } : {}) }
}

function readPlay(reader: Reader): Play | PlayDigits | null {
  const read = reader.attributes(shapes.Play)
  if (!read) return null
  const { digits, ...rest } = read
  if (digits === undefined) {
    const url = reader.address()
    return url === null ? null : { type: 'play', ...rest, url }
  }
  reader.noChildren()
  if (textOf(reader.element).trim() !== '' || read.loop !== undefined) {
    return reader.report('fml.twoSources', 'Play has keys and more.', 'Keep only the keys.')
  }
  return { type: 'playDigits', ...(read.id === undefined ? {} : { id: read.id }), digits }
}

function readGather(reader: Reader): Gather | null {
  reader.noText()
  const read = reader.attributes(shapes.Gather)
  const prompt = reader.children().flatMap((child): Prompt[] => {
    const inner = readPrompt(child)
    return inner ? [inner] : []
  })
  return read && { type: 'gather', ...read, prompt }
}

function readPrompt(reader: Reader): Prompt | null {
  if (['Say', 'Play', 'Pause'].includes(reader.name)) {
    const verb = readVerb(reader)
    if (verb === null) return null
    if (verb.type === 'say' || verb.type === 'play' || verb.type === 'pause') return verb
  }
  return reader.report(
    'fml.badPrompt',
    `${reader.name === 'Play' ? 'Play digits' : reader.name} cannot stand inside Gather.`,
    'Nest only Say, Play and Pause.',
  )
}

const targetTypes: Readonly<Record<string, DialTarget['type']>> = { Number: 'number', Sip: 'sip' }
const maxTargets = 20

function readDial(reader: Reader): Dial | null {
  reader.noText()
  const read = reader.attributes(shapes.Dial)
  const targets = reader.children().flatMap((child): DialTarget[] => {
    const type = targetTypes[child.name]
    if (type === undefined) {
      child.report('fml.badTarget', `${child.name} cannot be called.`, 'Nest only Number and Sip.')
      return []
    }
    const attribute = Object.keys(child.element.attributes)[0]
    if (attribute !== undefined) {
      child.report('fml.badAttribute', `${child.name} has no attribute ${attribute}.`, 'Remove it.')
    }
    const address = child.address()
    return address === null ? [] : [{ type, address }]
  })
  if (targets.length === 0 || targets.length > maxTargets) {
    return reader.report(
      'fml.badTargets',
      `Dial has ${targets.length} to call.`,
      `Nest 1 to ${maxTargets} of Number and Sip.`,
    )
  }
  return read && { type: 'dial', ...read, targets }
}
