import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pronounce } from './pronounce.ts'

const dictionary = new Map([
  ['north', 'N AO R TH'],
  ['side', 'S AY D'],
  ['book', 'B UH K'],
  ['parcel', 'P AA R S AH L'],
  ['invoice', 'IH N V OY S'],
])
const lookUp = (word: string) => dictionary.get(word) ?? null

it.for<[string, string]>([
  ['northside', 'N AO R TH S AY D'],
  ['parcels', 'P AA R S AH L Z'],
  ['books', 'B UH K S'],
  ["parcel's", 'P AA R S AH L Z'],
  ['invoicing', 'IH N V OY S IH NG'],
  ['frejun', 'F R EH JH AH N'],
  ['zentro', 'Z EH N T R OW'],
  ['blake', 'B L EY K'],
  ['quillon', 'K W IH L AA N'],
  ['physica', 'F IH S IH K AH'],
  ['knoll', 'N AA L'],
  ['nation', 'N AE SH AH N'],
  ['x', 'Z'],
  ["''", 'AH'],
])('pronounces %s', ([word, phones]) => {
  expect(pronounce(word, lookUp)).toBe(phones)
})

const known = new Set(
  'AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH'.split(
    ' ',
  ),
)

it('gives every word at least one phone that the model has', () => {
  const letters = fc.string({
    unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'),
    minLength: 1,
    maxLength: 20,
  })
  fc.assert(
    fc.property(letters, (word) => {
      expect(
        pronounce(word, () => null)
          .split(' ')
          .every((phone) => known.has(phone)),
      ).toBe(true)
    }),
    { seed: 1, numRuns: 500 },
  )
})
