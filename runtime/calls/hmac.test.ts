import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hmacOf } from './hmac.ts'

const theirs = (key: string, text: string): string =>
  createHmac('sha256', key).update(text).digest('hex')

it('is the HMAC of Node for any key and any text', () => {
  const key = fc.oneof(
    fc.string({ maxLength: 80 }),
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.constantFrom('', 'k'.repeat(64), 'k'.repeat(65), '\u0000', 'ü', '\ud800'),
  )
  const text = fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 500 }))
  fc.assert(
    fc.property(key, text, text, (secret, first, second) => {
      expect(hmacOf(secret, first)).toBe(theirs(secret, first))
      expect(hmacOf(secret, second)).toBe(theirs(secret, second))
    }),
  )
})

// RFC 4231, test case 2.
it('is what the standard says', () => {
  expect(hmacOf('Jefe', 'what do ya want for nothing?')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
})
