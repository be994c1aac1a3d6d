import { describe, expect, it } from 'vitest'
import { drawFlow } from '../nodes/drawFlow.ts'
import { valuesAt } from './valuesAt.ts'

const flow = drawFlow(
  [
    ['age', 'ask', { prompt: 'How old are you?', value: 'number' }],
    ['look', 'webhook', { url: 'https://a.example' }],
    ['greet', 'say', { text: 'Hi.' }],
    ['later', 'ask', { prompt: 'And?', value: 'yesno' }],
  ],
  [
    'start.next>age',
    'age.answered>look',
    'age.noInput>greet',
    'age.invalid>greet',
    'look.ok>greet',
    'greet.next>later',
  ],
  { variables: [{ name: 'city', type: 'text', default: '', sensitive: false }] },
)

describe('values at a point of the flow', () => {
  it('are what was declared, collected before, or known of the call', () => {
    const { values, elsewhere } = valuesAt(flow, 'greet')
    const told = values.map(({ name, type, from, mayBeEmpty }) =>
      [name, type ?? '?', from.kind === 'step' ? from.step : from.kind, mayBeEmpty ? 'maybe' : '']
        .join(' ')
        .trim(),
    )
    expect(told).toEqual([
      'vars.city text variable',
      'nodes.age.value number age',
      'nodes.age.text ? age',
      'nodes.age.digits ? age',
      'nodes.age.speech ? age',
      'nodes.look.status ? look maybe',
      'nodes.look.body ? look maybe',
      'call.from text call',
      'call.to text call',
      'call.direction text call',
      'call.answeredBy text call',
      'call.sid text call',
      'now text call',
    ])
    expect(elsewhere.has('nodes.later.value')).toBe(true)
  })

  it('are none of a step that nothing leads to', () => {
    expect(valuesAt(flow, 'start').values.filter((one) => one.from.kind === 'step')).toEqual([])
  })
})
