import type { Guard, PersonalKind } from '../compile/modelControl.ts'
import type { ModelAnswer } from '../session/event.ts'
import { mentions } from '../text/words.ts'
import { findPersonal } from './findPersonal.ts'
import { findInjection } from './injection.ts'

/** A guard that holds, by its place in the list, and what it saw: never the personal data itself. */
export interface GuardHit {
  readonly guard: number
  readonly what: string
}

/** The first guard that does not let a text pass; `raw` is the text before it was made fit to be spoken. */
export function checkGuards(
  guards: readonly Guard[],
  by: 'caller' | 'agent',
  text: string,
  raw = text,
): GuardHit | null {
  for (const [guard, one] of guards.entries()) {
    if (one.on !== 'both' && one.on !== by) continue
    const what = seenBy(one, text, raw)
    if (what !== null) return { guard, what }
  }
  return null
}

function seenBy(guard: Guard, text: string, raw: string): string | null {
  switch (guard.check) {
    case 'topics': {
      const word = guard.words.find((one) => mentions(text, one))
      return word === undefined ? null : `“${word}”`
    }
    case 'personal': {
      const [span] = findPersonal(text, guard.kinds)
      return span ? personalNames[span.kind] : null
    }
    case 'injection': {
      const phrase = findInjection(text)
      return phrase === null ? null : `“${phrase}”`
    }
    case 'shape':
      if (guard.longest !== null && text.length > guard.longest) {
        return `more than ${guard.longest} characters`
      }
      return guard.markup && markup.test(raw) ? 'tags, links or code' : null
  }
}

const personalNames: Readonly<Record<PersonalKind, string>> = {
  card: 'a card number',
  iban: 'a bank account number',
  email: 'an e-mail address',
  phone: 'a telephone number',
}

const markup = /<\/?[a-z][^<>]{0,200}>|```|https?:\/\/|\bwww\.|\]\(|^\s*[{[]\s*"/i

/** What an agent may say of its answer: up to the first sentence that a guard stops, then the guard's own sentence. */
export function guardAnswer(
  guards: readonly Guard[],
  answer: ModelAnswer,
  split: (text: string) => readonly string[],
): ModelAnswer {
  if (guards.length === 0 || answer.guarded) return answer
  const whole = checkGuards(guards, 'agent', answer.say)
  if (!whole) return answer
  const sentences = split(answer.say)
  const bad = sentences.findIndex((sentence) => checkGuards(guards, 'agent', sentence) !== null)
  const kept = bad > 0 ? sentences.slice(0, bad) : []
  return takenOver(answer, { ...whole, by: 'agent' }, guards, kept.join(' '))
}

/** The answer as it is when a guard has taken over. */
export function takenOver(
  answer: ModelAnswer,
  hit: NonNullable<ModelAnswer['guarded']>,
  guards: readonly Guard[],
  said: string,
): ModelAnswer {
  const say = `${said} ${guards[hit.guard]?.say ?? ''}`.trim()
  return { ...answer, say, exit: null, guarded: hit }
}

/** Kinds of personal data that callers should keep to themselves here: blanked out wherever it is written down. */
export const personalKindsOf = (guards: readonly Guard[]): readonly PersonalKind[] => [
  ...new Set(
    guards.flatMap(({ check, on, kinds }) => (check === 'personal' && on !== 'agent' ? kinds : [])),
  ),
]
