import { describe, expect, it } from 'vitest'
import { createLineLimits } from './lineLimits.ts'

const soon = () => new Promise((resolve) => setImmediate(resolve))

const setUp = (...live: readonly string[]) => {
  const kept = new Set(live)
  const limits = createLineLimits({
    liveCallsTo: async () => {
      await soon()
      return [...kept]
    },
  })
  const call = (callId: string, most: number | null, begin = async () => 'begun') =>
    limits.within({ number: '+1', most, callId }, async () => {
      const answer = await begin()
      kept.add(callId)
      return answer
    })
  return { kept, call }
}

describe('calls at once to a number', () => {
  it.for([
    [[], 1, 'begun'],
    [['a'], 1, null],
    [['a'], 2, 'begun'],
    [['a', 'b', 'c'], null, 'begun'],
    [['a', 'b', 'c'], 2, null],
  ] as const)('%j go on, %s may: %s', async ([live, most, expected]) => {
    expect(await setUp(...live).call('new', most)).toBe(expected)
  })

  it('are counted also when they come at the same time', async () => {
    const { call, kept } = setUp()
    const begun = await Promise.all(['a', 'b', 'c'].map((id) => call(id, 2)))
    expect(begun).toEqual(['begun', 'begun', null])
    expect(kept.size).toBe(2)
  })

  it('do not wait for one whose first turn takes its time', async () => {
    const { call } = setUp()
    const slow = Promise.withResolvers<string>()
    const first = call('a', 2, () => slow.promise)
    expect(await call('b', 2)).toBe('begun')
    expect(await call('c', 2)).toBe(null)
    slow.resolve('begun')
    expect(await first).toBe('begun')
  })

  it('let the next one in when one could not begin', async () => {
    const { call } = setUp()
    const broken = call('a', 1, () => Promise.reject(new Error('full')))
    await expect(broken).rejects.toThrow('full')
    expect(await call('b', 1)).toBe('begun')
  })
})
