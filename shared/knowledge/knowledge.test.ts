import { expect, it } from 'vitest'
import { createPassageIndex } from './passageIndex.ts'
import { splitPassages } from './splitPassages.ts'

const text = `# Returns

You can send anything back within thirty days. Put the label on the box.

# Shipping

Shipping costs four euros. It is free above forty euros.

## Abroad

We ship to Austria and Switzerland; that takes a week.

# Öffnungszeiten

Wir haben montags bis freitags von neun bis achtzehn Uhr geöffnet.`

it('cuts at headings, and keeps each heading with its passages', () => {
  expect(splitPassages(text).map((passage) => passage.split('\n')[0])).toEqual([
    'Returns',
    'Shipping',
    'Abroad',
    'Öffnungszeiten',
  ])
})

it.for<[string, string]>([
  ['one long line', 'word '.repeat(5_000)],
  ['no spaces', 'x'.repeat(20_000)],
  ['sentences', 'This is a sentence of some words. '.repeat(1_000)],
])('makes passages of bearable length of %s, and loses nothing', ([, long]) => {
  const passages = splitPassages(long)
  expect(Math.max(...passages.map(({ length }) => length))).toBeLessThanOrEqual(1_000)
  expect(passages.join('').replace(/\s/g, '')).toBe(long.replace(/\s/g, ''))
})

it('takes a document of 2 MB', () => {
  const passages = splitPassages(`${'Many words stand here. '.repeat(45)}\n\n`.repeat(2_000))
  expect(passages.length).toBeGreaterThan(1_500)
  expect(passages.length).toBeLessThanOrEqual(5_000)
})

it.for<[string, string | null]>([
  ['how long can I send things back', 'Returns'],
  ['what does shiping cost', 'Shipping'],
  ['do you deliver to Austria', 'Abroad'],
  ['Wann habt ihr geöffnet?', 'Öffnungszeiten'],
  ['the and of you', null],
  ['quantum chromodynamics', null],
])('finds for %j: %s', async ([said, heading]) => {
  const passages = splitPassages(text).map((one, index) => ({
    document: 'faq.md',
    part: index + 1,
    text: one,
  }))
  const index = await createPassageIndex(passages)
  const [best] = index.rank(said, 3)
  expect(best === undefined ? null : passages[best]?.text.split('\n')[0]).toBe(heading)
})
