import { expect, it } from 'vitest'
import { heardWords } from './heard.ts'

it.for<[string, number, string]>([
  ['Press one or two.', 1, 'Press one or two.'],
  ['Press one or two.', 0, ''],
  ['Press one or two.', 0.2, ''],
  ['Press one or two.', 0.3, 'Press'],
  ['Press one or two.', 0.6, 'Press one'],
  ['Press one or two.', 0.99, 'Press one or'],
  ['Hello', 0.5, ''],
  ['', 0.5, ''],
  ['Press one', Number.NaN, ''],
])('of %j at %f %j was heard', ([text, share, heard]) => {
  expect(heardWords(text, share)).toBe(heard)
})
