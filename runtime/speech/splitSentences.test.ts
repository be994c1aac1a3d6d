import { expect, it } from 'vitest'
import { splitSentences } from './splitSentences.ts'

it.for<[string, string[]]>([
  ['', []],
  ['   \n ', []],
  ['Hello', ['Hello']],
  ['Hello there. How can I help?', ['Hello there.', 'How can I help?']],
  ['Wait! Really?! Yes.', ['Wait!', 'Really?!', 'Yes.']],
  ['Dr. Smith is in. Please hold.', ['Dr. Smith is in.', 'Please hold.']],
  ['It costs $5.99 today. Shall I book it?', ['It costs $5.99 today.', 'Shall I book it?']],
  ['Version 2.5 is out. It is 3.14.', ['Version 2.5 is out.', 'It is 3.14.']],
  ['We open at 9 a.m. on Monday.', ['We open at 9 a.m. on Monday.']],
  ['We close at 5 p.m. Call again tomorrow.', ['We close at 5 p.m.', 'Call again tomorrow.']],
  ['Bring water, food, etc. and a coat.', ['Bring water, food, etc. and a coat.']],
  ['Ask J. Smith. He knows.', ['Ask J. Smith.', 'He knows.']],
  ['Choose plan B. then wait', ['Choose plan B.', 'then wait']],
  ['See www.acme.com/help for more. Bye.', ['See www.acme.com/help for more.', 'Bye.']],
  ['He said “no.” She left.', ['He said “no.”', 'She left.']],
  ['Take bus No. 5 home.', ['Take bus No. 5 home.']],
  ['One moment... I am looking.', ['One moment...', 'I am looking.']],
  ['First line\nSecond line', ['First line', 'Second line']],
  ['Your number is 020. 7946. 0958', ['Your number is 020.', '7946.', '0958']],
])('splits %j', ([text, sentences]) => {
  expect(splitSentences(text)).toEqual(sentences)
})

it('cuts a sentence without an end at commas and spaces, and loses nothing', () => {
  const text = `${'one two three, four five six '.repeat(40)}`.trim()
  const pieces = splitSentences(text)
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(300)
  expect(pieces.join(' ')).toBe(text)
  expect(splitSentences('x'.repeat(700)).map((piece) => piece.length)).toEqual([300, 300, 100])
})
