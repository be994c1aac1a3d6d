import { describe, expect, it } from 'vitest'
import { createDialerChain } from './createDialerChain.ts'
import type { Dialer, Ringing } from './dialer.ts'

const busy: Ringing = { type: 'busy', why: '486' }
const unknown: Ringing = { type: 'failed', why: '404', isUnknown: true }
const failed: Ringing = { type: 'failed', why: '503' }

/** Null: it knows nobody at once. */
function dialerOf(name: string, ending: Ringing | null | 'never', log: string[]): Dialer {
  return {
    dial: () => {
      log.push(name)
      if (ending === null) return null
      const ringing = ending === 'never' ? new Promise<Ringing>(() => {}) : Promise.resolve(ending)
      return { ringing, cancel: () => log.push(`cancel ${name}`) }
    },
  }
}

const target = { type: 'number', address: '+12025550123' } as const
const options = { callerId: '' }

describe('createDialerChain', () => {
  it.for<[string, readonly (Ringing | null)[], string, Ringing | null]>([
    ['the first who knows somebody', [busy, busy], 'a', busy],
    ['the next where nobody is known at once', [null, busy], 'ab', busy],
    ['the next where nobody turns out to be known', [unknown, null, busy], 'abc', busy],
    ['nobody after a failure of another kind', [failed, busy], 'a', failed],
    ['nobody', [null, null], 'ab', null],
    ['nobody after all', [unknown, null], 'ab', unknown],
  ])('calls by %s', async ([, endings, asked, expected]) => {
    const log: string[] = []
    const names = ['a', 'b', 'c']
    const chain = createDialerChain(
      endings.map((ending, index) => dialerOf(names[index] ?? '', ending, log)),
    )
    const call = chain.dial(target, options)
    expect((await call?.ringing) ?? null).toEqual(expected)
    expect(log.join('')).toBe(asked)
  })

  it('cancels the call that rings now', async () => {
    const log: string[] = []
    const chain = createDialerChain([dialerOf('a', unknown, log), dialerOf('b', 'never', log)])
    const call = chain.dial(target, options)
    await Promise.resolve()
    await Promise.resolve()
    call?.cancel()
    expect(log).toEqual(['a', 'b', 'cancel b'])
  })
})
