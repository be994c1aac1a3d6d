import { expect, it } from 'vitest'
import type { Gather } from '#shared/fml/fml.ts'
import { isBackchannel } from './backchannels.ts'
import { isHoldOn } from './holdOn.ts'
import { mannersOf } from './mannersOf.ts'

const gather: Gather = { type: 'gather', input: ['speech'], action: '/a', prompt: [] }

it.for<[string, string, boolean]>([
  ['uh-huh', 'en-US', true],
  ['Yeah.', 'en-GB', true],
  ['ok ok', 'en', true],
  ['mhm, right', 'en', true],
  ['yeah but no', 'en', false],
  ['no', 'en', false],
  ['an appointment', 'en', false],
  ['', 'en', false],
  ['ja, genau', 'de-AT', true],
  ['nein', 'de-DE', false],
  ['d’accord', 'fr-FR', true],
  ['vale', 'es-ES', true],
  ['ho capito', 'it-IT', true],
  ['oké', 'nl-NL', true],
  ['tá bom', 'pt-BR', true],
  ['ठीक है', 'hi-IN', true],
  ['mhm', 'cs-CZ', true],
  ['ano', 'cs-CZ', false],
])('takes “%s” in %s for a sound of listening: %s', ([words, language, expected]) => {
  expect(isBackchannel(words, language)).toBe(expected)
})

it.for<[string, string, boolean]>([
  ['One moment, please.', 'en-US', true],
  ['hold on', 'en-US', true],
  ['um hold on a second', 'en-US', true],
  ['ok let me look for the letter', 'en-US', true],
  ['just a minute', 'en-US', true],
  ['give me a second please', 'en-US', true],
  ['hold on to my booking and cancel the other', 'en-US', false],
  ['the moment of truth', 'en-US', false],
  ['Einen Moment bitte', 'de-DE', true],
  ['äh Moment ich schaue mal nach', 'de-DE', true],
  ['warten Sie kurz', 'de-DE', true],
  ['ich möchte einen Termin', 'de-DE', false],
  ['un instant', 'fr-FR', true],
  ['un momento por favor', 'es-ES', true],
  ['un attimo', 'it-IT', true],
  ['momentje', 'nl-NL', true],
  ['só um momento', 'pt-BR', true],
  ['एक मिनट', 'hi-IN', true],
  ['moment', 'cs-CZ', false],
])('takes “%s” in %s for a wish to be waited for: %s', ([words, language, expected]) => {
  expect(isHoldOn(words, language)).toBe(expected)
})

it('takes what is listened for as an answer, whatever else it means', () => {
  const { isBackchannel, isHoldOn } = mannersOf({ ...gather, hints: ['OK', 'hold on'] }, 'en-US')
  expect([isBackchannel('ok', false), isBackchannel('yeah', false)]).toEqual([false, true])
  expect([isHoldOn('hold on'), isHoldOn('one moment')]).toEqual([false, true])
})

it('takes every yes for an answer where a yes or a no is expected', () => {
  expect(mannersOf({ ...gather, grammar: 'yesno' }, 'en').isBackchannel('yeah', false)).toBe(false)
  expect(mannersOf(gather, 'en').isBackchannel('yeah', true)).toBe(false)
  expect(mannersOf(gather, 'en').isBackchannel('yeah', false)).toBe(true)
})
