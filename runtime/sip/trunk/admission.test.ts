import { expect, it } from 'vitest'
import { type Bucket, isNetwork, isWithin, parseNetworks, takeFrom } from './admission.ts'

it.for([
  ['192.0.2.7', ['192.0.2.7'], true],
  ['192.0.2.7', ['192.0.2.0/29'], true],
  ['192.0.2.9', ['192.0.2.0/29'], false],
  ['::ffff:192.0.2.7', ['192.0.2.7'], true],
  ['2001:db8::5', ['192.0.2.0/24', '2001:db8::/32'], true],
  ['192.0.2.7', ['::/0', 'nonsense', '7', ''], false],
  ['nonsense', ['0.0.0.0/0'], false],
] as const)('%s among %j: %s', ([address, networks, expected]) => {
  expect(isWithin(address, parseNetworks(networks))).toBe(expected)
})

it('knows networks from other words', () => {
  const words = ['10.0.0.0/8', '10.0.0.1', '::1', '10.0.0.0/33', 'pbx', '5', '']
  expect(words.map(isNetwork)).toEqual([true, true, true, false, false, false, false])
})

it('lets through a burst and then so many a second', () => {
  let bucket: Bucket | null = null
  const taken = [0, 0, 0, 0, 0, 100, 500, 600, 2000, 2000, 2000, 2000, 2000].map((at) => {
    const next = takeFrom(bucket, 2, at)
    bucket = next ?? bucket
    return next ? 1 : 0
  })
  expect(taken.join('')).toBe('1111001011100')
})
