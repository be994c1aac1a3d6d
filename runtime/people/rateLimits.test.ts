import { expect, it } from 'vitest'
import { createRateLimits } from './rateLimits.ts'

const limit = { most: 2, within: 1_000 }

it('lets so many through in a window, each for themselves', () => {
  let now = 0
  const rates = createRateLimits(() => now)
  expect([1, 2, 3].map(() => rates.take('a', limit))).toEqual([0, 0, 1_000])
  expect(rates.take('b', limit)).toBe(0)
  now = 400
  expect(rates.take('a', limit)).toBe(600)
  now = 1_000
  expect(rates.take('a', limit)).toBe(0)
})

it('forgets whoever began longest ago when there are too many', () => {
  const rates = createRateLimits(() => 0)
  for (const _ of [1, 2, 3]) rates.take('first', limit)
  for (let count = 0; count < 10_000; count += 1) rates.take(`other ${count}`, limit)
  expect(rates.take('first', limit)).toBe(0)
  for (const _ of [1, 2]) rates.take('other 9999', limit)
  expect(rates.take('other 9999', limit)).toBeGreaterThan(0)
})
