import { describe, expect, it } from 'vitest'
import { drawFlow, tryFlow } from '../drawFlow.ts'
import { sendDigits } from './sendDigits.ts'

const keysOf = (digits: string) =>
  tryFlow(
    drawFlow([['keys', 'sendDigits', { digits }]], ['start.next>keys', 'keys.next>on'], {
      variables: [{ name: 'pin', type: 'text', default: '0042', sensitive: true }],
    }),
    [],
  )[0]?.documents[0]?.verbs[0]

describe('sendDigits', () => {
  it.for([
    ['1w2', '1w2'],
    ['{{ vars.pin }}#', '0042#'],
    ['12 34 wa', '1234wA'],
  ] as const)('presses %s', ([digits, pressed]) => {
    expect(keysOf(digits)).toEqual({ type: 'playDigits', id: 'keys', digits: pressed })
  })

  it('presses nothing where nothing is left', () => {
    expect(keysOf('{{ vars.none }}')).toEqual({ type: 'hangup', id: 'on' })
  })

  it.for([
    ['', 'sendDigits.none'],
    ['call me', 'sendDigits.badKeys'],
    ['1w#', undefined],
  ] as const)('checks %s', ([digits, code]) => {
    expect(sendDigits.check({ digits })[0]?.code).toBe(code)
  })
})
