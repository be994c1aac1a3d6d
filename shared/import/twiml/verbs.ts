import { silence } from '../Drawing.ts'
import { convertDial } from './dial.ts'
import { convertGather } from './gather.ts'
import { convertPause, convertPlay, convertSay } from './speak.ts'
import { convertRedirect, readAction } from './unknownVerb.ts'
import type { DrawnVerb, Verb } from './Verb.ts'

function record(verb: Verb): DrawnVerb {
  const finish = verb.given('finishOnKey') ?? '1234567890*#'
  const key = finish.includes('#') ? '#' : (/[0-9*]/.exec(finish)?.[0] ?? '')
  if (finish.length > 1 && key !== '') verb.how.push(`only ${key} ends the message`)
  if (/true/i.test(verb.attribute('transcribe'))) verb.how.push('the message is not transcribed')
  const beep = !/^false$/i.test(verb.attribute('playBeep') || verb.attribute('beep'))
  verb.attribute('beep')
  const target = readAction(verb, 'the recording')
  const node = verb.document.add('voicemail', 'Record', {
    prompt: silence,
    maxLength: Math.round(verb.number('maxLength', 3_600, 1, 3_600)),
    silence: verb.number('timeout', 5, 1, 60),
    finishOnKey: key,
    beep,
  })
  if (target !== null) verb.document.place.wiring.lead([{ node, port: 'recorded' }], target)
  return { node, exits: [{ node, port: 'silent' }] }
}

function end(verb: Verb, outcome: string): DrawnVerb {
  const node = verb.document.add('end', outcome === 'completed' ? 'Hang up' : 'Reject', {
    text: '',
    outcome,
  })
  return { node, exits: [], ends: true }
}

function reject(verb: Verb): DrawnVerb {
  const reason = verb.attribute('reason') || 'rejected'
  verb.how.push('the call is answered and ended instead of refused')
  return end(verb, reason === 'busy' ? 'busy' : 'rejected')
}

/** What each verb becomes, by its name. */
export const verbs: ReadonlyMap<string, (verb: Verb) => DrawnVerb> = new Map([
  ['Say', convertSay],
  ['Play', convertPlay],
  ['Pause', convertPause],
  ['Gather', convertGather],
  ['Record', record],
  ['Dial', convertDial],
  ['Redirect', convertRedirect],
  ['Reject', reject],
  ['Hangup', (verb: Verb) => end(verb, 'completed')],
])
