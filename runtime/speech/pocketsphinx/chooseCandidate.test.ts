import { expect, it } from 'vitest'
import { chooseCandidate, cleanText } from './chooseCandidate.ts'

const phrases = ['Sales', 'Speak to an agent']

/** `lead`: how much better the grammar scores, over the whole utterance. */
function choose(grammar: string, lead: number, frames = 200) {
  const general = { text: 'free words', score: -5_000, logProbability: -0.8 }
  const constrained = { text: grammar, score: -5_000 + lead, logProbability: 0 }
  return chooseCandidate({ general, grammar: constrained, frames }, { phrases })
}

it.for<[string, ReturnType<typeof choose>, string, number]>([
  ['a clear phrase', choose('sales', 1_600), 'sales', 0.9],
  ['the least margin', choose('sales', 500), 'sales', 0.5],
  ['a smaller margin', choose('sales', 490), 'free words', 0.9],
  ['a phrase propped up by fillers', choose('um i need the sales', 2_000), 'free words', 0.9],
  ['a clear phrase with a filler', choose('sales please', 1_900), 'sales please', 0.87],
  [
    'a phrase that begins like a filler',
    choose('speak to an agent', 900),
    'speak to an agent',
    0.72,
  ],
  ['no path through the grammar', choose('', 9_000), 'free words', 0.9],
  ['a short phrase for long speech', choose('sales', 9_000, 600), 'free words', 0.9],
])('hears %s', ([, choice, text, confidence]) => {
  expect([choice.text, choice.confidence]).toEqual([text, confidence])
})

it('understands nothing in silence', () => {
  const silent = { text: '<sil>', score: 0, logProbability: 0 }
  expect(chooseCandidate({ general: silent, grammar: null, frames: 0 }, { phrases })).toEqual({
    text: '',
    confidence: 0,
    decoder: 'general',
  })
})

it('removes noise and variants from the words', () => {
  expect(cleanText('<s> The(2) ++NOISE++ cat [SPEECH] <sil> sat')).toBe('the cat sat')
})
