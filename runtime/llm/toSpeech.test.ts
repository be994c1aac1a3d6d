import { expect, it } from 'vitest'
import { longestAnswer, toSpeech } from './toSpeech.ts'

it.for<[string, string]>([
  ['Hello there.', 'Hello there.'],
  ['**Sure!** It is `open`.', 'Sure! It is open.'],
  ['# Title\n- one\n- two', 'Title one two'],
  ['1. First\n2. Second', '1. First 2. Second'],
  ['See [our site](https://a.example/x).', 'See our site.'],
  ['It is *really* good, _yes_.', 'It is really good, yes.'],
  ['2 * 3 * 4', '2 * 3 * 4'],
  ['snake_case_name stays', 'snake_case_name stays'],
  ['Great 🎉 news ☎️!', 'Great news!'],
  ['Press # or * now.', 'Press # or * now.'],
  ['<think>Hm, they want…</think>Of course.', 'Of course.'],
  ['<think>cut off', ''],
  ['Before ```js\ncode()``` after', 'Before after'],
  ['  \n ', ''],
])('makes %j fit to be spoken', ([text, speech]) => {
  expect(toSpeech(text)).toBe(speech)
})

it('cuts at a sentence, else at a word', () => {
  expect(toSpeech('One sentence here. '.repeat(200))).toMatch(/here\.$/)
  const words = toSpeech('word '.repeat(500))
  expect(words.length).toBeLessThanOrEqual(longestAnswer)
  expect(words.endsWith('word')).toBe(true)
})
