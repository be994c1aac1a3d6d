import { expect, it } from 'vitest'
import { createAudioCache } from './audioCache.ts'

const samples = (count: number) => new Int16Array(count)

it('drops what was unused longest when it is full', () => {
  const cache = createAudioCache(800)
  for (const key of ['a', 'b', 'c', 'd']) cache.set(key, samples(100))
  cache.get('a')
  cache.set('e', samples(100))
  expect(['a', 'b', 'c', 'd', 'e'].map((key) => cache.get(key)?.length)).toEqual([
    100,
    undefined,
    100,
    100,
    100,
  ])
  expect(cache.bytes()).toBe(800)
})

it('counts a replaced piece once', () => {
  const cache = createAudioCache(800)
  cache.set('a', samples(100))
  cache.set('a', samples(50))
  expect(cache.bytes()).toBe(100)
})

it('does not keep a piece that would empty it', () => {
  const cache = createAudioCache(800)
  cache.set('a', samples(100))
  cache.set('long', samples(300))
  expect([cache.get('a')?.length, cache.get('long')]).toEqual([100, undefined])
})
