import type { Verb } from './Verb.ts'

/** Attributes that say how other servers are asked, or what happens here anyway: nothing is lost with them. */
const silent: readonly RegExp[] = [
  /method$/i,
  /statusCallbackEvent$/i,
  /^speechTimeout=auto$/i,
  /^(?:enhanced|dtmfDetection|debug)=/i,
  /^profanityFilter=true$/i,
  /^actionOnEmptyResult=(?:false)?$/i,
  /^trim=do-not-trim$/i,
  /^(?:transcribe|answerOnBridge|hangupOnStar|sequential)=(?:false)?$/i,
]

/** What an attribute asks for that is done otherwise here. */
const others: readonly (readonly [RegExp, string])[] = [
  [/^speechTimeout$/i, 'The engine decides when the caller has finished speaking'],
  [/^maxSpeechTime$/i, 'The engine decides when the caller has finished speaking'],
  [/^speechModel$/i, 'The engine’s own recogniser listens'],
  [/^profanityFilter$/i, 'The words are kept as they are heard'],
  [/^trim$/i, 'Silence is not cut off'],
  [/^partialResultCallback$/i, 'Nobody is told what the caller says before it is said'],
  [/recordingStatusCallback/i, 'Nobody is told about the recording: add a Webhook behind it'],
  [/^transcribeCallback$/i, 'The message is not transcribed'],
  [/statusCallback/i, 'Nobody is told how the call goes: add a Webhook behind it'],
  [
    /^sendDigits$/i,
    'No keys are pressed after the number answers: put them into the number’s own menu, or call it directly',
  ],
  [/^ringTone$/i, 'The caller hears the ringing of the network'],
  [/^hangupOnStar$/i, 'The star key does not end the transfer'],
  [/^(?:username|password)$/i, 'The trunk has its own user name and password'],
  [/^(?:waitUrl|holdUrl)/i, 'Nothing is played while the caller waits'],
]

/** Reports an attribute that a conversion did not look at. */
export function tellAttribute(verb: Verb, name: string, value: string): void {
  if (silent.some((pattern) => pattern.test(name) || pattern.test(`${name}=${value.trim()}`)))
    return
  const other =
    others.find(([pattern]) => pattern.test(name))?.[1] ?? 'There is nothing like it here'
  verb.document.drawing.notConverted.push({
    kind: 'attribute',
    source: `${verb.element.name} ${name}`,
    path: `${verb.path}/@${name}`,
    why: `${other}; it was “${value.slice(0, 200)}”.`,
  })
}
