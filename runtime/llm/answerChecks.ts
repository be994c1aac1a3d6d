import type { ModelMessage } from '#shared/session/effect.ts'
import { mentions, plainWords } from '#shared/text/words.ts'

/** Shorter sentences are said again by everybody: “Of course.” */
const fewestWords = 4

/** The sentences that the agent has just said, to be compared with. */
export function lastSaid(
  history: readonly ModelMessage[],
  split: (text: string) => readonly string[],
): ReadonlySet<string> {
  const said = history.filter(({ role }) => role === 'agent').slice(-2)
  return new Set(
    said
      .flatMap(({ text }) => split(text))
      .map(plainWords)
      .filter(isLong),
  )
}

export const isLong = (sentence: string): boolean =>
  plainWords(sentence).split(' ').length >= fewestWords

/** Whether the caller has asked to hear it again. */
export function wantsRepeat(history: readonly ModelMessage[]): boolean {
  const last = history.at(-1)
  if (last?.role !== 'caller') return true
  const words = plainWords(last.text)
  return (
    words === '' ||
    /^(what|sorry|pardon|huh|hello|excuse me|wie|was|bitte|hallo|entschuldigung)$/.test(words) ||
    repeatPhrases.some((phrase) => mentions(last.text, phrase))
  )
}

const repeatPhrases = [
  'repeat',
  'again',
  'once more',
  'pardon',
  'say that',
  'did not hear',
  "didn't hear",
  "didn't get",
  'wie bitte',
  'noch mal',
  'nochmal',
  'noch einmal',
  'wiederholen',
  'nicht verstanden',
]

/** A line that a model writes for the other side; what stands behind it is nobody's answer. */
export const speaksForCaller = (sentence: string): boolean =>
  /^\W{0,3}(caller|customer|client|user|human|anrufer|anruferin|kunde|kundin|nutzer)\s*:/i.test(
    sentence,
  )

/** Its own name in front of what it says. */
export const withoutOwnName = (sentence: string): string =>
  sentence.replace(/^\W{0,3}(agent|assistant|ai|bot|receptionist|agentin|assistent)\s*:\s*/i, '')

/** Says that something was done which only a tool or the steps of the flow can do. */
export const claimsAction = (sentence: string): boolean =>
  claims.some((claim) => claim.test(sentence))

const claims = [
  /\b(?:i've|i have|i just|i'm done|we've|we have|it has been|has been|have been|i)\s(?:now |just |already |successfully )?(?:booked|reserved|scheduled|rescheduled|cancel+ed|sent|e-?mailed|texted|ordered|transferred|charged|refunded|updated your|paid)\b/i,
  /\b(?:your|the) (?:\w+ ){0,2}(?:is|was) (?:now |just |already )?(?:booked|cancel+ed|rescheduled|refunded)\b/i,
  /\b(?:ich habe|wir haben|wurde|worden|ist)\b.{0,80}\b(?:gebucht|reserviert|storniert|abgeschickt|gesendet|verschickt|bestellt|überwiesen|erstattet|umgebucht)\b/i,
]
