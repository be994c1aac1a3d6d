import { describe, expect, it } from 'vitest'
import type { EffectResult } from '../../session/event.ts'
import { drawFlow, heardAt, outcomeOf, tryFlow } from '../drawFlow.ts'

const flow = drawFlow(
  [
    ['why', 'ask', { prompt: 'What is it about?', value: 'text', by: 'speech' }],
    [
      'sort',
      'decide',
      {
        prompt: 'A clinic.',
        choices: [
          { id: 'urgent', name: 'Urgent', description: 'In pain', phrases: ['it hurts'], when: '' },
          {
            id: 'vip',
            name: 'Known',
            description: 'A known caller',
            phrases: [],
            when: "call.from == '+19'",
          },
        ],
      },
    ],
  ],
  [
    'start.next>why',
    'why.answered>sort',
    'why.noInput>gone',
    'why.invalid>gone',
    'sort.urgent>now',
    'sort.vip>vip',
    'sort.else>later',
    'sort.failed>broken',
  ],
)
const chose = (name: string | null): EffectResult => ({
  type: 'model',
  provider: 'scripted',
  answer: { say: 'Hm.', collected: {}, exit: name === null ? null : { name, reason: 'so' } },
})
const never = (): EffectResult => {
  throw new Error('no model expected')
}

describe('decide', () => {
  it('takes a phrase without the model', () => {
    const turns = tryFlow(flow, [{ speech: 'well, it hurts here' }], { answer: never })
    expect(outcomeOf(turns)).toBe('now')
    expect(turns.at(-1)?.session.nodes['sort']).toEqual({ choice: 'urgent' })
  })

  it('takes a rule without the model', () => {
    expect(outcomeOf(tryFlow(flow, [{ speech: 'hi' }], { from: '+19', answer: never }))).toBe('vip')
  })

  it.for<[string, EffectResult, string]>([
    ['a choice', chose('urgent'), 'now'],
    ['none', chose(null), 'later'],
    ['a choice that is not there', chose('lunch'), 'later'],
    ['a failure', { type: 'failed', why: 'slow', timedOut: true }, 'broken'],
  ])('asks the model, which answers %s', ([, result, outcome]) => {
    expect(outcomeOf(tryFlow(flow, [{ speech: 'my arm' }], { answer: () => result }))).toBe(outcome)
  })

  it.for([
    ['that is urgent indeed', 'now'],
    ['no thanks', 'later'],
    ['what are your hours', 'later'],
  ] as const)('without a model goes by names and phrases: %s', ([speech, outcome]) => {
    expect(outcomeOf(tryFlow(flow, [{ speech }]))).toBe(outcome)
  })

  it('asks once, about what was said, and says nothing of its own', () => {
    const turns = tryFlow(flow, [{ speech: 'my arm' }], { answer: () => chose('urgent') })
    expect(turns.at(-1)?.effects.map(({ effect }) => effect)).toMatchObject([
      {
        type: 'model',
        request: {
          judges: true,
          history: [{ role: 'caller', text: 'my arm' }],
          exits: [{ name: 'urgent' }, { name: 'known' }],
        },
      },
    ])
    expect(heardAt(turns)).toEqual([])
    expect(turns.at(-1)?.session.nodes['sort']).toEqual({ choice: 'urgent', reason: 'so' })
  })
})
