import { expect, it } from 'vitest'
import { findText } from './findText.ts'

it.for<[string, string, number[]]>([
  ['<Say>Hello</Say>', 'say', [1, 12]],
  ['Press 1. PRESS 2.', 'press', [0, 9]],
  ['aaaa', 'aa', [0, 2]],
  ['nothing', 'x', []],
  ['anything', '  ', []],
  ['İ then Say', 'Say', [7]],
])('findText(%j, %j)', ([text, words, places]) => {
  expect(findText(text, words).map(({ from }) => from)).toEqual(places)
})

it('stops counting where nobody would go on', () => {
  expect(findText('x'.repeat(5_000), 'x')).toHaveLength(2_000)
})
