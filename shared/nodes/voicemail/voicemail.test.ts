import { describe, expect, it } from 'vitest'
import { printFml } from '../../fml/printFml.ts'
import type { Move } from '../../session/simulate.ts'
import { drawFlow, outcomeOf, tryFlow } from '../drawFlow.ts'

const flow = drawFlow(
  [['mail', 'voicemail', { prompt: 'After the tone.', maxLength: 60 }]],
  ['start.next>mail', 'mail.recorded>kept', 'mail.silent>nothing'],
)

describe('voicemail', () => {
  it('asks, then records', () => {
    expect(tryFlow(flow, [])[0]?.documents.map(printFml).join()).toContain(
      '<Response><Say id="mail">After the tone.</Say>' +
        '<Record id="mail" maxLength="60" action="/hooks/voice/C1/2"/></Response>',
    )
  })

  it.for<[string, Move, string]>([
    ['a message', { recording: '/recordings/r1', seconds: 7 }, 'kept'],
    ['no message', { recording: '' }, 'nothing'],
    ['a message of no length', { recording: '/recordings/r1', seconds: 0 }, 'nothing'],
    ['an engine that reports nothing', { silence: true }, 'nothing'],
  ])('takes %s', ([, move, outcome]) => {
    expect(outcomeOf(tryFlow(flow, [move]))).toBe(outcome)
  })

  it('keeps where the message is and how long', () => {
    const turns = tryFlow(flow, [{ recording: '/recordings/r1', seconds: 7 }])
    expect(turns.at(-1)?.session.nodes).toEqual({
      mail: { recordingUrl: '/recordings/r1', duration: 7 },
    })
  })
})
