import type { TextInput } from '#shared/api/api.ts'
import { type Dial, defaults, type Gather, type Record as RecordVerb } from '#shared/fml/fml.ts'
import type { DialStatus } from '#shared/session/event.ts'
import type { Reporter } from '../voice/report.ts'

/** A verb that waits for what the caller types. */
export type Listening = Gather | RecordVerb | Dial

type Fields = Readonly<Record<string, string>>

/** The fields of the next turn; null when the verb does not take this input. */
export function fieldsOf(verb: Listening, input: TextInput): Fields | null {
  if (input.type === 'hangup') return null
  switch (verb.type) {
    case 'gather':
      return gatherFields(verb, input)
    case 'record':
      return recordFields(verb, input)
    case 'dial':
      return dialFields(verb, input)
  }
}

type Typed = Exclude<TextInput, { type: 'hangup' }>

function gatherFields(gather: Gather, input: Typed): Fields | null {
  const heard = gather.prompt.flatMap((verb) => (verb.type === 'say' ? [verb.text] : [])).join(' ')
  switch (input.type) {
    case 'digits': {
      if (!gather.input.includes('dtmf')) return null
      return { Reason: 'digits', Digits: trimDigits(gather, input.digits), Heard: heard }
    }
    case 'speech':
      return gather.input.includes('speech')
        ? { Reason: 'speech', SpeechResult: input.speech, Confidence: '1', Heard: heard }
        : null
    case 'silence':
      return { Reason: 'timeout', Heard: heard }
  }
}

/** As a line would: nothing after the finishing key, no more keys than asked for. */
function trimDigits(gather: Gather, digits: string): string {
  const key = gather.finishOnKey ?? defaults.finishOnKey
  const end = key === '' ? -1 : digits.indexOf(key)
  const before = end === -1 ? digits : digits.slice(0, end)
  return gather.numDigits === undefined ? before : before.slice(0, gather.numDigits)
}

/** Words a minute of a calm speaker. */
const wordsPerMinute = 150
/** Longer words are cut, so that the address stays one. */
const mostCharacters = 300

/** What is typed is the recording: an address that holds the words themselves. */
function recordFields(verb: RecordVerb, input: Typed): Fields | null {
  const nothing = { Reason: 'recording', RecordingUrl: '', RecordingDuration: '0' }
  switch (input.type) {
    case 'silence':
      return nothing
    case 'digits': {
      const key = verb.finishOnKey ?? defaults.finishOnKey
      return key !== '' && input.digits.includes(key) ? nothing : null
    }
    case 'speech': {
      const words = input.speech.toWellFormed().slice(0, mostCharacters).toWellFormed()
      const seconds = Math.max(1, Math.round((60 * words.split(/\s+/).length) / wordsPerMinute))
      const longest = verb.maxLength ?? defaults.recordLength
      return {
        Reason: 'recording',
        RecordingUrl: `data:text/plain;charset=utf-8,${encodeURIComponent(words)}`,
        RecordingDuration: String(Math.min(seconds, longest)),
      }
    }
  }
}

const refusals: readonly (readonly [RegExp, DialStatus])[] = [
  [/^busy[.!]?$/i, 'busy'],
  [/^no[ -]?answer[.!]?$/i, 'no-answer'],
  [/^failed[.!]?$/i, 'failed'],
]

/** Nobody is really called: silence is no answer, “busy” is busy, any other words are the conversation. */
function dialFields(verb: Dial, input: Typed): Fields | null {
  if (input.type === 'digits') return null
  const said = input.type === 'speech' ? input.speech.trim() : 'no answer'
  const status = refusals.find(([pattern]) => pattern.test(said))?.[1] ?? 'completed'
  const isTalk = status === 'completed'
  return {
    Reason: 'dial',
    DialCallStatus: status,
    DialCallDuration: isTalk ? '1' : '0',
    ...(isTalk ? { DialedTo: verb.targets[0]?.address.slice(0, 300) ?? '' } : {}),
  }
}

/** Tells the screen what was typed, and that the verb is over. */
export function reportInput(
  report: Reporter,
  callId: string,
  verb: Listening,
  input: TextInput,
): void {
  if (input.type === 'speech') report(callId, { type: 'text', text: input.speech })
  if (input.type === 'digits') {
    for (const digit of input.digits) report(callId, { type: 'digit', digit })
  }
  report(callId, { type: 'verb.ended', verb: verb.type, node: verb.id ?? null })
}
