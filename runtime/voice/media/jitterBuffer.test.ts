import fc from 'fast-check'
import { expect, it } from 'vitest'
import { JitterBuffer } from './jitterBuffer.ts'

/** Numbers put packets in; `t` takes one, written as its number, `-` for lost, `.` for nothing. */
const run = (buffer: JitterBuffer, script: string): string =>
  script
    .split(' ')
    .map((word) => {
      if (word !== 't') {
        buffer.put(Number(word) & 0xffff, Uint8Array.of(Number(word) & 0xff))
        return ''
      }
      const due = buffer.take()
      return due.type === 'payload' ? String(due.payload[0]) : due.type === 'lost' ? '-' : '.'
    })
    .join('')

it.for([
  ['waits for two packets', '1 t 2 t t t', '.12.'],
  ['puts packets back in order', '2 1 t 4 t 3 t t', '1234'],
  ['ignores a copy', '1 1 2 2 t t t', '12.'],
  ['leaves a hole where one is lost', '1 2 t t 4 t 5 t t t', '12-45.'],
  ['runs over the end of the numbers', '65535 65536 t t', '2550'],
  ['waits again after running dry', '1 2 t t t 3 t 4 t t', '12..34'],
  ['takes a jump as a new stream', '1 2 t 5000 5001 t t', '1136137'],
] as const)('%s', ([, script, taken]) => {
  expect(run(new JitterBuffer(), script)).toBe(taken)
})

it('grows deeper with late packets and shallow again when they stop', () => {
  const buffer = new JitterBuffer()
  expect(run(buffer, '1 3 t 4 t t t 2')).toBe('1-34')
  expect(buffer.depth).toBe(3)
  for (let i = 5; i < 300; i++) {
    buffer.put(i, Uint8Array.of(i & 0xff))
    buffer.take()
  }
  expect(buffer.depth).toBe(2)
})

it('asks to catch up when packets came in a heap, and loses none', () => {
  const buffer = new JitterBuffer()
  expect(run(buffer, '1 2 3 4 5 6 7 8')).toBe('')
  expect(buffer.isBehind).toBe(true)
  expect(run(buffer, 't t t t t t t t')).toBe('12345678')
})

it('holds a bounded number of packets whatever arrives', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 65_535 }), { maxLength: 500 }), (numbers) => {
      const buffer = new JitterBuffer()
      for (const number of numbers) buffer.put(number, new Uint8Array(1))
      let takes = 0
      while (buffer.take().type !== 'empty') takes++
      expect(takes).toBeLessThan(300)
    }),
    { seed: 1 },
  )
})
