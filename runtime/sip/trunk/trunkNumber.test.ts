import { expect, it } from 'vitest'
import { e164Form, type NumberForm, toTrunkNumber } from './trunkNumber.ts'

const plain: NumberForm = { international: '', home: null, prefix: '' }
const german: NumberForm = {
  ...{ international: '00', home: { countryCode: '49', prefix: '0' }, prefix: '' },
}
const american: NumberForm = {
  ...{ international: '011', home: { countryCode: '1', prefix: '1' }, prefix: '' },
}
const outside: NumberForm = { ...german, prefix: '9' }

it.for<[string, NumberForm, string | null]>([
  ['+12025550123', e164Form, '+12025550123'],
  ['+1 (202) 555-0123', e164Form, '+12025550123'],
  ['tel:+1-202-555-0123', e164Form, '+12025550123'],
  ['+12025550123', plain, '12025550123'],
  ['+4930123456', german, '030123456'],
  ['+12025550123', german, '0012025550123'],
  ['+12025550123', american, '12025550123'],
  ['+4930123456', american, '0114930123456'],
  ['+4930123456', outside, '9030123456'],
  // What is no E.164 was written for this trunk.
  ['100', german, '100'],
  ['*98', outside, '*98'],
  ['030 123456', german, '030123456'],
  ['', e164Form, null],
  ['Ann', e164Form, null],
  ['+0123456789', e164Form, null],
  ['+123', e164Form, null],
  ['+1234567890123456', e164Form, null],
  ['+1202555;x=1', e164Form, null],
])('writes %s by %o as %s', ([number, form, written]) => {
  expect(toTrunkNumber(number, form)).toBe(written)
})
