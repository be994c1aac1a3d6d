import { expect, it } from 'vitest'
import { decodeMulaw, encodeMulaw } from './g711.ts'

it.for([
  [0, 0xff],
  [-1, 0x7f],
  [32_767, 0x80],
  [-32_768, 0x00],
  [1000, 0xce],
  [-1000, 0x4e],
] as const)('encodes %i as the byte of ITU-T G.711', ([sample, byte]) => {
  expect([...encodeMulaw(Int16Array.of(sample))]).toEqual([byte])
})

it('gives every byte back after decoding and encoding, but for the second zero', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
  const back = encodeMulaw(decodeMulaw(bytes))
  expect([...back].filter((byte, i) => byte !== bytes[i])).toEqual([0xff])
})

it('stays within half a step of its segment', () => {
  const pcm = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768)
  const back = decodeMulaw(encodeMulaw(pcm))
  const worst = pcm.findIndex((x, i) => {
    const clipped = Math.max(-32_635, Math.min(32_635, x))
    return Math.abs((back[i] ?? 0) - clipped) > (Math.abs(clipped) + 132) / 32
  })
  expect(worst).toBe(-1)
})
