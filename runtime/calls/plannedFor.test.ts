import { describe, expect, it } from 'vitest'
import { isHidden, plannedFor, shareOf } from './plannedFor.ts'

const own = { flowId: 'f', version: 1 }
const split = { version: 2, share: 30 }
const next = { flowId: 'g', version: 9, at: 100 }

describe('a number with a plan', () => {
  it.each([
    ['no plan', { next: null, split: null }, own, 50, 0, null],
    ['a caller in the share', { next: null, split }, own, 50, 29.9, { flowId: 'f', version: 2 }],
    ['a caller outside of it', { next: null, split }, own, 50, 30, null],
    ['a share of nothing', { next: null, split }, null, 50, 0, null],
    ['a time to come', { next, split: null }, own, 99, 0, null],
    ['a time that has come', { next, split: null }, own, 100, 0, { flowId: 'g', version: 9 }],
    ['a time that ends a share', { next, split }, own, 100, 0, { flowId: 'g', version: 9 }],
    ['a time on a free number', { next, split: null }, null, 101, 0, { flowId: 'g', version: 9 }],
  ])('%s', (_, plan, answer, now, share, expected) => {
    expect(plannedFor(plan, answer, now, share)).toEqual(expected)
  })

  it('gives one caller the same share each time, and many callers all shares alike', () => {
    const callers = Array.from({ length: 10_000 }, (_, index) => `+1202555${1_000 + index}`)
    const shares = callers.map((caller) => shareOf('+12025550100', caller))
    expect(callers.map((caller) => shareOf('+12025550100', caller))).toEqual(shares)
    for (const share of [10, 50, 90]) {
      const part = shares.filter((one) => one < share).length / shares.length
      expect(part).toBeCloseTo(share / 100, 1)
    }
    expect(shareOf('+12025550101', callers[0] ?? '')).not.toBe(shares[0])
  })

  it.each([
    ['', true],
    ['anonymous', true],
    ['+12025550199', false],
  ])('“%s” hides its number: %s', (from, expected) => {
    expect(isHidden(from)).toBe(expected)
  })
})
