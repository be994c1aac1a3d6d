import { expect, it } from 'vitest'
import { crc32, zip } from './zip.ts'

it('checks sums as the format does', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf4_3926)
})

it('gives the same bytes for the same files', () => {
  const files = [{ path: 'a/ü.txt', content: 'Grüße' }]
  expect(zip(files)).toEqual(zip(structuredClone(files)))
  expect([...zip([])]).toEqual([0x50, 0x4b, 5, 6, ...Array.from({ length: 18 }, () => 0)])
})
