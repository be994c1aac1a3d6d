import { textOf } from '../../fml/xml.ts'
import { clamp, toNumber } from '../text/values.ts'
import { convertUnknownVerb, readAction } from './unknownVerb.ts'
import type { DrawnVerb, Verb } from './Verb.ts'

interface Target {
  readonly type: 'number' | 'sip'
  readonly address: string
}

/** Dial: a transfer to numbers and SIP addresses; a conference, a queue or an application stays a note. */
export function convertDial(verb: Verb): DrawnVerb {
  const targets: Target[] = []
  // Marks between the numbers say which of them are called.
  const isMarks =
    textOf(verb.element)
      .replace(/\{\{\s*[#/^!][^{}]*\}\}|\{%[^%]*%\}/g, '')
      .trim() === ''
  const own = isMarks ? '' : verb.text()
  if (isMarks) verb.document.tellText(verb.element, verb.path)
  if (own !== '') targets.push({ type: 'number', address: own })
  const others: Verb[] = []
  for (const inner of verb.children()) {
    const target = targetOf(inner)
    if (target) {
      targets.push(target)
      inner.tell('', undefined)
    } else others.push(inner)
  }
  for (const inner of others) {
    // The note has them.
    if (targets.length === 0)
      for (const name of Object.keys(inner.element.attributes)) inner.attribute(name)
    inner.tell('', reasonFor(inner))
  }
  if (targets.length === 0) {
    const [first] = others
    return convertUnknownVerb(verb, first ? reasonFor(first) : 'it says nobody to call')
  }
  return transfer(verb, targets)
}

/** Why something inside a Dial is not called. */
const reasons: Readonly<Record<string, string>> = {
  Conference:
    'there are no conference rooms here; a transfer to whom the caller shall meet can stand here',
  Queue: 'there are no queues here; a transfer can stand here',
  Application: 'it runs another application; a subflow can stand here',
}
const reasonFor = ({ kind }: Verb): string =>
  reasons[kind] ?? `a ${kind.slice(0, 60)} cannot be called here`

function transfer(verb: Verb, targets: readonly Target[]): DrawnVerb {
  const { drawing } = verb.document
  const action = verb.attribute('action')
  const record = verb.attribute('record')
  const timeLimit = toNumber(verb.attribute('timeLimit')) ?? 14_400
  verb.attribute('method')
  // Spellings of “do not” and defaults say nothing new.
  for (const name of ['answerOnBridge', 'hangupOnStar']) {
    if (/^(false|)$/i.test(verb.peek(name))) verb.attribute(name)
  }
  if (targets.length > 20) verb.how.push('only the first 20 are called')
  const target = action === '' ? null : readAction(verb, 'how it ended')
  const isInTurn = /^true$/i.test(verb.attribute('sequential'))
  const node = verb.document.add('transfer', 'Dial', {
    targets: targets.slice(0, 20).map(({ type, address }) => ({
      id: drawing.optionId('t'),
      type,
      address: verb.fit(address, 300, 'the address'),
    })),
    order: isInTurn ? 'inTurn' : 'atOnce',
    callerId: verb.fit(verb.template('callerId'), 100, 'the caller id'),
    ringTime: Math.round(verb.number('timeout', 30, 5, 600)),
    timeLimit: clamp(Math.round(timeLimit), 10, 43_200),
    whisper: verb.fit(verb.template('whisper'), 1_000, 'the whisper'),
    record: record !== '' && !/^(false|do-not-record)$/i.test(record),
  })
  const ports = ['completed', 'noAnswer', 'busy', 'failed']
  if (target !== null)
    verb.document.place.wiring.lead(
      ports.map((port) => ({ node, port })),
      target,
    )
  return action === ''
    ? { node, exits: ports.map((port) => ({ node, port })) }
    : { node, exits: [], ends: true }
}

function targetOf(inner: Verb): Target | null {
  const address = inner.text()
  switch (inner.kind) {
    case 'Number':
      return { type: 'number', address }
    case 'Sip':
      return { type: 'sip', address: /^sips?:/i.test(address) ? address : `sip:${address}` }
    case 'Client': {
      const identity = address || identityOf(inner)
      inner.how.push('a SIP address stands for the client: put in where it can be reached')
      return { type: 'sip', address: `sip:${identity.replace(/\s+(?![^{}]*\}\})/g, '_')}` }
    }
    default:
      return null
  }
}

function identityOf(client: Verb): string {
  const identity = client.children().find((child) => child.kind === 'Identity')
  identity?.tell('', undefined)
  return identity?.text() ?? ''
}
