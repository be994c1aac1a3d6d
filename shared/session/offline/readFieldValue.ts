import type { ModelField } from '../../compile/program.ts'
import type { Json } from '../event.ts'
import { findDate } from './readDate.ts'
import { findNumber } from './readNumber.ts'
import { findPhone } from './readPhone.ts'
import { findTime } from './readTime.ts'
import { readYesNo } from './readYesNo.ts'
import { type Found, wordsOf } from './words.ts'

/** Finds a value of each type in what somebody said. `wasAsked`: the words answer a question about it. */
export const finders: Readonly<
  Record<ModelField['type'], (words: readonly string[], wasAsked: boolean) => Found<Json> | null>
> = {
  text: (words, wasAsked) => (wasAsked ? whole(words, words.join(' ')) : null),
  number: (words) => findNumber(words),
  date: (words) => findDate(words),
  time: findTime,
  phone: findPhone,
  yesno: (words, wasAsked) => (wasAsked ? whole(words, readYesNo(words)) : null),
}

const whole = (words: readonly string[], value: string | boolean | null): Found<Json> | null =>
  value === null || value === '' ? null : { value, from: 0, to: words.length }

/** Reads a text that is meant to be a value of this type; null when it is none. */
export function readFieldValue(text: string, type: ModelField['type']): Json {
  if (type === 'text') return text.trim() || null
  return finders[type](wordsOf(text), true)?.value ?? null
}
