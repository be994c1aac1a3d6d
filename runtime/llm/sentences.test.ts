import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSentences } from './sentences.ts'

/** What is said while the pieces come, and at the end. */
function speak(pieces: readonly string[]) {
  const said: string[] = []
  const sentences = createSentences((sentence) => said.push(sentence))
  for (const piece of pieces) sentences.add(piece)
  const early = said.length
  sentences.end()
  return { said, early }
}

it.for<[string, readonly string[]]>([
  ['Hello there. How are you? Fine.', ['Hello there.', 'How are you?', 'Fine.']],
  ['That is $5.50 for Dr. Smith. Right?', ['That is $5.50 for Dr. Smith.', 'Right?']],
  ['1. Milk\n2. Bread', ['1. Milk', '2. Bread']],
  ['**Yes.** It _works_.', ['Yes.', 'It works.']],
  ['<think>What now. Hm.</think>Certainly. Bye.', ['Certainly.', 'Bye.']],
  ['Look: ```js\nlet a = 1. b\n``` done. Bye.', ['Look: done.', 'Bye.']],
  ['It is the 42. And', ['It is the 42.', 'And']],
  ['', []],
])('%s', ([text, expected]) => {
  expect(speak(Array.from(text)).said).toEqual(expected)
  expect(speak([text]).said).toEqual(expected)
})

it('says a sentence when the next one begins', () => {
  expect(speak(Array.from('One. Two. Thr')).early).toBe(2)
})

it('forgets what was not said when the model is asked again', () => {
  const said: string[] = []
  const sentences = createSentences((sentence) => said.push(sentence))
  sentences.add('Half a sen')
  sentences.reset()
  sentences.add('A whole one.')
  sentences.end()
  expect(said).toEqual(['A whole one.'])
  expect(sentences.spoken()).toBe('A whole one.')
})

it('never says more than a caller would listen to', () => {
  const { said } = speak(Array.from({ length: 500 }, () => 'Blah blah blah. '))
  expect(said.join(' ').length).toBeLessThanOrEqual(1_000)
})

it('says the same however the text is cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('Hello. ', 'It is 5.50. ', 'Dr. Who? ', '1. ', 'a', '\n', '**b** ')),
      fc.array(fc.nat(6), { minLength: 1 }),
      (parts, cuts) => {
        const text = parts.join('')
        const pieces: string[] = []
        for (let at = 0, index = 0; at < text.length; index++) {
          const length = 1 + (cuts[index % cuts.length] ?? 0)
          pieces.push(text.slice(at, at + length))
          at += length
        }
        expect(speak(pieces).said.join(' ')).toEqual(speak([text]).said.join(' '))
      },
    ),
  )
})
