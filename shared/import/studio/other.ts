import { valueNamePattern } from '../../nodes/fields.ts'
import { isRecord, toList, toText } from '../text/values.ts'
import { type Converted, type Job, maxQuoted } from './Job.ts'
import type { Transition } from './readStudio.ts'
import { hasTemplate } from './templatesLeft.ts'

/** Most characters of a note. */
const maxNote = 4_000
/** Most assignments of one step. */
const maxAssign = 50
/** Most variables of one widget. */
const maxPairs = 2_000
/** A value that is a number, or a sum of one. */
const numeric =
  /^\s*(-?\d{1,15}(\.\d+)?|\{\{[^{}]*\|\s*(plus|minus|times|divided_by|modulo|ceil|floor|round|abs)\b[^{}|]*\}\})\s*$/

/** set-variables: the flow's variables. */
export function convertSet(job: Job): Converted {
  const { drawing } = job.context
  const given = job.property('variables')
  const pairs = isRecord(given)
    ? Object.entries(given)
    : toList(given).map((one): [string, unknown] =>
        isRecord(one) ? [toText(one['key']).trim(), one['value']] : ['', ''],
      )
  if (pairs.length > maxPairs) job.how.push(`only the first ${maxPairs} variables are set`)
  const assign = pairs.slice(0, maxPairs).flatMap(([key, value], index) => {
    if (key === '') {
      job.how.push(`variable ${index + 1} has no name and is left out`)
      return []
    }
    const text = isRecord(value) || Array.isArray(value) ? JSON.stringify(value) : value
    return [
      {
        id: drawing.optionId('a'),
        variable: drawing.variable(key),
        value: job.text(
          text,
          isRecord(given) ? `variables.${key}` : `variables.${index}.value`,
          4_000,
        ),
      },
    ]
  })
  const last = assign.splice(Math.max(0, Math.floor((assign.length - 1) / maxAssign) * maxAssign))
  for (let at = 0; at < assign.length; at += maxAssign) {
    job.lead('set', 'more', { assign: assign.slice(at, at + maxAssign) })
  }
  const node = job.node('set', { assign: last })
  return job.done(node, [{ node, port: 'next', to: job.on('next', 'success') }])
}

/** Whether a value given to a variable is always a number. */
export const isNumeric = (value: string): boolean => numeric.test(value)

/** run-subflow: a subflow under the id of the flow in the source. */
export function convertSubflow(job: Job): Converted {
  const { drawing } = job.context
  const flow = toText(job.property('flow_sid')).trim()
  if (!/^[A-Za-z0-9_+-]{1,100}$/.test(flow)) return convertUnknown(job)
  job.property('flow_revision')
  job.how.push(`import the flow ${flow} too and choose it here`)
  const inputs = toList(job.property('parameters')).flatMap((one, index) => {
    if (!isRecord(one) || toText(one['key']) === '') return []
    const variable = drawing.variable(toText(one['key']))
    const value = job.text(one['value'], `parameters.${index}.value`, 4_000)
    return valueNamePattern.test(variable) ? [{ id: drawing.optionId('i'), variable, value }] : []
  })
  if (inputs.length > 50) job.how.push('only the first 50 parameters are handed over')
  const id = drawing.optionId('c')
  const node = job.node('subflow', {
    flow,
    inputs: inputs.slice(0, 50),
    outputs: [],
    outcomes: [{ id, outcome: 'completed' }],
  })
  return job.done(node, [
    { node, port: id, to: job.on('completed') },
    { node, port: 'failed', to: job.on('failed') },
  ])
}

const noMessages = 'text messages are not sent here; a webhook to a message service can stand here'
const noRecording =
  'recording a call from the middle of a flow is not possible here; a transfer and a voicemail record'
const noVirtualAgent =
  'it hands the call to a virtual agent of another service; an agent step can stand here'
const noOutgoing = 'a flow here runs on a call that is already there'

/** What a widget does that nothing here does. */
const reasons: Readonly<Record<string, string>> = {
  'send-to-flex':
    'it hands the call to an agent of Twilio Flex; a transfer to your agents’ number or SIP address can stand here',
  'enqueue-call': 'there are no queues here; a transfer can stand here',
  'make-outgoing-call': noOutgoing,
  'make-outgoing-call-v2': noOutgoing,
  'capture-payments':
    'card numbers are not taken here; a webhook to your payment service can stand here',
  'call-recording': noRecording,
  'record-call': noRecording,
  'connect-virtual-agent': noVirtualAgent,
  'connect-virtual-agent-v2': noVirtualAgent,
  'send-to-auto-pilot': noVirtualAgent,
  'send-to-autopilot': noVirtualAgent,
  'connect-conversation-relay': noVirtualAgent,
  'add-twiml-redirect':
    'another server’s TwiML decides how the call goes on; import that TwiML as a flow',
  'fork-stream': 'the call’s audio is not copied to another service',
  'send-message': noMessages,
  'send-message-v2': noMessages,
  'send-and-wait-for-reply': noMessages,
  'search-customer-profile':
    'customer profiles are not searched here; a webhook to where they are kept can stand here',
  'lookup-customer-profile':
    'customer profiles are not searched here; a webhook to where they are kept can stand here',
  'run-subflow': 'the flow it runs has no id in the file',
  'state-to-flex': 'it belongs to Twilio Flex',
  'search-for-content': 'content is not searched here',
  trigger: 'a flow starts in one place; this is a second one',
}

/** In the order in which one is taken as the way on. */
const goodEvents = [
  'next success sent completed callcomplete callcompleted answered return returned connected',
  'audiocomplete recordingcomplete connectionclosed incomingmessage',
]
  .join(' ')
  .split(' ')

/** Anything else: a step that only goes on, and a note that says what stood here. */
export function convertUnknown(job: Job): Converted {
  const { widget } = job
  const why = reasons[widget.type] ?? `there is no step that does what ${widget.type} does`
  const to = wayOn(widget.transitions)
  const node = job.node('set', { assign: [] })
  job.beside('note', 'note', { text: noteFor(job, why, to) })
  for (const one of widget.transitions) {
    if (one !== to && one.next !== null && one.next !== to?.next) {
      job.lost.set(one, 'the step that stands here has one way out')
    }
  }
  // Other ways that lead to the same place go on there, too.
  const same = widget.transitions.filter((one) => to?.next != null && one.next === to.next)
  return job.done(
    node,
    [...new Set([to, ...same])].map((one) => ({ node, port: 'next', to: one })),
    why,
  )
}

function wayOn(transitions: readonly Transition[]): Transition | undefined {
  const wired = transitions.filter((one) => one.next !== null)
  const rank = (one: Transition): number => {
    const at = goodEvents.indexOf(one.event.toLowerCase())
    const isBad = /fail|error|timeout|hangup|busy|noanswer/i.test(one.event)
    return at >= 0 ? at : isBad ? 1_000 : 100
  }
  return wired.toSorted((a, b) => rank(a) - rank(b))[0] ?? transitions[0]
}

/** Everything the source says about it, so that an author can rebuild it. */
function noteFor(job: Job, why: string, to: Transition | undefined): string {
  const { widget } = job
  const settings = Object.entries(widget.properties).filter(
    ([key, value]) => key !== 'offset' && value !== null && value !== '',
  )
  const ways = widget.transitions.map((one) => `${one.event} → ${one.next ?? 'nothing'}`)
  const text = [
    `Not imported: ${widget.name} (${widget.type}).`,
    `Why: ${why}.`,
    `The call goes on ${to?.next == null ? 'nowhere' : `by ${to.event}, to ${to.next}`}.`,
    ...settings.map(([key, value]) => `${key}: ${keepSetting(job, key, value)}`),
    ...(ways.length > 0 ? [`Ways out: ${ways.join(', ')}`] : []),
  ]
    .join('\n')
    .toWellFormed()
  if (text.length > maxNote)
    job.how.push(`its settings are longer than the ${maxNote} characters of a note`)
  return text.slice(0, maxNote).toWellFormed()
}

/** A setting as it was; its templates have nowhere to go. */
function keepSetting(job: Job, key: string, value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (hasTemplate(text)) {
    const path = `${job.widget.path}.properties.${key}`
    job.toldTemplates.add(path)
    job.context.drawing.notConverted.push({
      kind: 'template',
      source: text.slice(0, maxQuoted),
      path,
      why: 'It is kept in the note as it was, as its widget is not converted.',
    })
  }
  return text
}
