import { expect, it } from 'vitest'
import { type Expected, endpointWait } from './endpointWait.ts'

const usual = 600
const short = 350
const long = 1_500
const longest = 2_200

const wait = (words: string, changes: Partial<Expected> = {}, silence = usual) =>
  endpointWait(words, { phrases: [], digits: null, language: 'en-US', ...changes }, silence)

it.for<[string, number, Partial<Expected>?]>([
  ['', usual],
  ['an appointment please', usual],
  // A value is announced.
  ['my number is', longest],
  ["it's", longest],
  ['the booking reference is', longest],
  ['I would like', longest],
  ['meine Nummer ist', longest, { language: 'de-DE' }],
  ['ich möchte', longest, { language: 'de' }],
  ["mon numéro c'est", longest, { language: 'fr-FR' }],
  ['mi número es', longest, { language: 'es-ES' }],
  ['il mio numero è', longest, { language: 'it-IT' }],
  ['mijn nummer is', longest, { language: 'nl-NL' }],
  ['meu número é', longest, { language: 'pt-BR' }],
  ['मेरा नंबर है', longest, { language: 'hi-IN' }],
  // A sentence goes on.
  ['I want to come on Tuesday and', long],
  ['I called because', long],
  ['I think um', long],
  ['ich komme am Dienstag und', long, { language: 'de-DE' }],
  ['ich rufe an weil', long, { language: 'de-DE' }],
  ['je viens mardi et', long, { language: 'fr-FR' }],
  ['vengo el martes y', long, { language: 'es-MX' }],
  ['vengo martedì e', long, { language: 'it-IT' }],
  ['ik kom dinsdag en', long, { language: 'nl-NL' }],
  ['venho terça e', long, { language: 'pt-PT' }],
  // Digits.
  ['one two three', long, { grammar: 'digits', digits: 6 }],
  ['one two three four five six', short, { grammar: 'digits', digits: 6 }],
  ['123456', short, { grammar: 'digits', digits: 6 }],
  ['eins zwei drei', long, { grammar: 'digits', digits: 4, language: 'de-DE' }],
  ['eins zwei drei vier', short, { grammar: 'digits', digits: 4, language: 'de-DE' }],
  ['five five', long, { grammar: 'digits' }],
  ['five five five five', usual, { grammar: 'digits' }],
  ['two oh two five', long, { grammar: 'phone', digits: 15 }],
  ['two oh two five five five oh one two three', usual, { grammar: 'phone', digits: 15 }],
  ['four one seven', long],
  // Spelling.
  ['m u e', long],
  ['m ü l', long, { language: 'de-DE' }],
  ['a', long, { language: 'en' }],
  // Dates.
  ['on monday the', long, { grammar: 'date' }],
  ['the twelfth', long, { grammar: 'date' }],
  ['may', long, { grammar: 'date' }],
  ['may twelve', usual, { grammar: 'date' }],
  ['am zwölften', long, { grammar: 'date', language: 'de-DE' }],
  ['am zwölften mai', usual, { grammar: 'date', language: 'de-DE' }],
  // A whole answer.
  ['yes', short, { grammar: 'yesno' }],
  ['No, thanks.', short, { grammar: 'yesno' }],
  ['yes', usual],
  ['ja bitte', short, { grammar: 'yesno', language: 'de-DE' }],
  ['oui merci', short, { grammar: 'yesno', language: 'fr-FR' }],
  ['sí', short, { grammar: 'yesno', language: 'es-ES' }],
  ['जी हाँ', short, { grammar: 'yesno', language: 'hi-IN' }],
  ['Test results.', short, { phrases: ['appointment', 'test results'] }],
  ['test', usual, { phrases: ['test', 'test results'] }],
  ["seven o'clock", short, { grammar: 'time' }],
  ['um sieben Uhr', short, { grammar: 'time', language: 'de-DE' }],
  // A language without rules: only what is written the same everywhere.
  ['123456', short, { grammar: 'digits', digits: 6, language: 'cs-CZ' }],
  ['a protože', usual, { language: 'cs-CZ' }],
])('after “%s” it waits %i ms', ([words, ms, changes]) => {
  expect(wait(words, changes)).toBe(ms)
})

it('never waits less than half sentences need, nor longer than an author’s own time after whole ones', () => {
  expect(wait('my number is', {}, 4_000)).toBe(4_000)
  expect(wait('yes', { grammar: 'yesno' }, 200)).toBe(200)
  expect(wait('I called because', {}, 1_200)).toBe(long)
})
