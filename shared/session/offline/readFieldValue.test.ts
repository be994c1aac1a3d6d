import { expect, it } from 'vitest'
import type { ModelField } from '../../compile/program.ts'
import type { Json } from '../event.ts'
import { finders, readFieldValue } from './readFieldValue.ts'
import { wordsOf } from './words.ts'

it.for<[ModelField['type'], string, Json]>([
  ['number', 'four', 4],
  ['number', 'there will be twenty-five of us', 25],
  ['number', 'two hundred and five', 205],
  ['number', 'a thousand', 1_000],
  ['number', 'three thousand two hundred', 3_200],
  ['number', '1,250', 1_250],
  ['number', '2.5', 2.5],
  ['number', 'a couple', 2],
  ['number', 'nobody', null],
  ['date', 'tomorrow please', 'tomorrow'],
  ['date', 'the day after tomorrow', 'day after tomorrow'],
  ['date', 'this friday', 'friday'],
  ['date', 'Next Tuesday', 'next tuesday'],
  ['date', 'in two weeks', 'in 2 weeks'],
  ['date', 'may fifth', 'May 5'],
  ['date', 'the twenty first of june', 'June 21'],
  ['date', 'on the 15th', 'the 15th'],
  ['date', 'December 1st 2026', '2026-12-01'],
  ['date', 'december first twenty twenty six', '2026-12-01'],
  ['date', '2026-12-24', '2026-12-24'],
  ['date', '12/24/2026', '2026-12-24'],
  ['date', '24.12.2026', '2026-12-24'],
  ['date', '2026-02-30', null],
  ['date', 'a table for four', null],
  ['time', 'half past seven', '19:30'],
  ['time', 'quarter to eight in the morning', '07:45'],
  ['time', 'ten past nine', '09:10'],
  ['time', '7 pm', '19:00'],
  ['time', 'half seven', '19:30'],
  ['time', 'quarter past eight tonight', '20:15'],
  ['time', 'december 5 at 7 pm', '19:00'],
  ['time', '7:30 p.m.', '19:30'],
  ['time', 'seven thirty', '19:30'],
  ['time', 'nine oh five', '09:05'],
  ['time', "eight o'clock", '08:00'],
  ['time', 'eight in the evening', '20:00'],
  ['time', 'noon', '12:00'],
  ['time', 'midnight', '00:00'],
  ['time', '14:45', '14:45'],
  ['time', '07:15', '07:15'],
  ['time', '1930', '19:30'],
  ['time', '12 am', '00:00'],
  ['time', 'whenever', null],
  ['phone', '202-555-0123', '2025550123'],
  ['phone', '+1 202 555 0123', '+12025550123'],
  ['phone', 'two oh two five five five oh one double three', '2025550133'],
  ['phone', 'plus forty four twenty', '+4420'],
  ['phone', 'triple seven one two three four', '7771234'],
  ['phone', 'no number', null],
  ['yesno', 'yes please', true],
  ['yesno', "no I don't", false],
  ['yesno', "that's not right", false],
  ['yesno', "I'm not sure", null],
  ['yesno', 'perhaps', null],
  ['text', ' Anything. ', 'Anything.'],
  ['text', ' ', null],
])('reads a %s in %j: %j', ([type, text, value]) => {
  expect(readFieldValue(text, type)).toEqual(value)
})

it.for<[ModelField['type'], string, Json]>([
  ['time', 'a table for four', null],
  ['time', 'four people at eight', '08:00'],
  ['phone', 'my code is 1234', null],
  ['phone', 'call me on 555 0123', '5550123'],
  ['yesno', 'yes', null],
  ['text', 'hello', null],
])('finds a %s in %j without having asked: %j', ([type, text, value]) => {
  expect(finders[type](wordsOf(text), false)?.value ?? null).toEqual(value)
})
