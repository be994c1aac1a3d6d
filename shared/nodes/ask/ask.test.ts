import { describe, expect, it } from 'vitest'
import type { ValueType } from '../../compile/program.ts'
import type { Move } from '../../session/simulate.ts'
import { drawFlow, heardAt, outcomeOf, tryFlow } from '../drawFlow.ts'
import { type AskData, ask } from './ask.ts'

const flowOf = (data: Partial<AskData>, language = 'en-US') => {
  const flow = drawFlow(
    [['q', 'ask', { prompt: 'Well?', ...data }]],
    ['start.next>q', 'q.answered>done', 'q.noInput>quiet', 'q.invalid>wrong'],
  )
  return { ...flow, settings: { ...flow.settings, language, timezone: 'America/New_York' } }
}
/** A Wednesday evening in New York, already Thursday in UTC. */
const at = Date.parse('2026-11-26T02:00:00Z')
const answerOf = (value: ValueType, move: Move, more: Partial<AskData> = {}, language?: string) => {
  const turns = tryFlow(flowOf({ value, retries: 0, ...more }, language), [move], { at })
  const kept = turns.at(-1)?.session.nodes['q']
  return outcomeOf(turns) === 'done' && typeof kept === 'object' && kept !== null
    ? Reflect.get(kept, 'value')
    : outcomeOf(turns)
}

describe('ask by voice', () => {
  it.for<[ValueType, string, unknown]>([
    ['digits', 'four seven one one', '4711'],
    ['digits', 'oh oh seven', '007'],
    ['digits', 'five', '5'],
    ['digits', '0047', '0047'],
    ['digits', 'my cat', 'wrong'],
    ['number', 'forty two', 42],
    ['number', 'three thousand and five', 3_005],
    ['number', 'minus five', -5],
    ['number', 'three point five', 3.5],
    ['number', 'many', 'wrong'],
    ['amount', '12.50', 12.5],
    ['amount', 'twelve dollars and fifty cents', 12.5],
    ['amount', 'twelve fifty', 12.5],
    ['amount', 'one thousand two hundred dollars', 1_200],
    ['amount', '$1,250.75 please', 1_250.75],
    ['amount', 'ninety nine cents', 0.99],
    ['date', 'today', '2026-11-25'],
    ['date', 'tomorrow please', '2026-11-26'],
    ['date', 'next friday', '2026-12-04'],
    ['date', 'on friday', '2026-11-27'],
    ['date', 'wednesday', '2026-12-02'],
    ['date', 'the fifth of may', '2027-05-05'],
    ['date', 'december first', '2026-12-01'],
    ['date', 'in three days', '2026-11-28'],
    ['date', 'in two weeks', '2026-12-09'],
    ['date', 'next month', '2026-12-25'],
    ['date', 'the 31st', '2026-12-31'],
    ['date', 'february 29', '2028-02-29'],
    ['date', '2026-12-24', '2026-12-24'],
    ['date', 'whenever', 'wrong'],
    ['time', 'half past seven in the evening', '19:30'],
    ['time', 'noon', '12:00'],
    ['time', 'nine am', '09:00'],
    ['time', 'later', 'wrong'],
    ['yesno', 'yes please', true],
    ['yesno', 'that is not right', false],
    ['yesno', 'maybe', 'wrong'],
    ['phone', 'plus one two oh two five five five oh one double two', '+12025550122'],
    ['phone', 'two', 'wrong'],
    ['text', '  A blue car. ', 'A blue car.'],
  ])('%s: “%s”', ([value, speech, expected]) => {
    expect(answerOf(value, { speech })).toBe(expected)
  })
})

describe('ask by key', () => {
  it.for<[ValueType, string, unknown, string?]>([
    ['digits', '0047', '0047'],
    ['number', '42', 42],
    ['number', '3*5', 3.5],
    ['amount', '12*50', 12.5],
    ['amount', '12*505', 'wrong'],
    ['date', '12242026', '2026-12-24'],
    ['date', '24122026', '2026-12-24', 'de-DE'],
    ['date', '24122026', '2026-12-24', 'en-GB'],
    ['date', '1224', '2026-12-24'],
    ['date', '02302026', 'wrong'],
    ['time', '0930', '09:30'],
    ['time', '2460', 'wrong'],
    ['yesno', '1', true],
    ['yesno', '2', false],
    ['yesno', '3', 'wrong'],
    ['phone', '2025550122', '2025550122'],
    ['phone', '**12025550122', '+12025550122'],
  ])('%s: %s', ([value, digits, expected, language]) => {
    expect(answerOf(value, { digits }, {}, language)).toBe(expected)
  })
})

describe('ask within limits', () => {
  it.for<[Partial<AskData>, Move, unknown]>([
    [{ value: 'digits', minLength: 4, maxLength: 4 }, { digits: '123' }, 'wrong'],
    [{ value: 'digits', minLength: 4, maxLength: 4 }, { digits: '1234' }, '1234'],
    [{ value: 'number', min: '1', max: '10' }, { digits: '10' }, 10],
    [{ value: 'number', min: '1', max: '10' }, { speech: 'eleven' }, 'wrong'],
    [{ value: 'number', max: '{{ call.to | size }}' }, { digits: '13' }, 'wrong'],
    [{ value: 'amount', min: '5' }, { digits: '4*99' }, 'wrong'],
    [{ value: 'date', min: 'today' }, { digits: '11242026' }, 'wrong'],
    [{ value: 'date', min: 'today' }, { digits: '11252026' }, '2026-11-25'],
    [{ value: 'date', max: '2026-12-31' }, { digits: '01012027' }, 'wrong'],
    [{ value: 'time', min: '09:00', max: '17:00' }, { digits: '1730' }, 'wrong'],
    [{ value: 'time', min: '09:00', max: '17:00' }, { speech: '5 pm' }, '17:00'],
  ])('%j', ([data, move, expected]) => {
    expect(answerOf(data.value ?? 'digits', move, data)).toBe(expected)
  })
})

describe('asking again', () => {
  const data: Partial<AskData> = {
    value: 'number',
    retries: 3,
    retryPrompts: ['Once more?', 'As a figure, please.'],
  }

  it('says it in other words each time, the last ones again', () => {
    const wrong: Move = { speech: 'hm' }
    const flow = flowOf(data)
    const heard = [1, 2, 3].map((count) => heardAt(tryFlow(flow, Array(count).fill(wrong)))[0])
    expect(heard).toEqual(['Once more?', 'As a figure, please.', 'As a figure, please.'])
  })

  it.for<[readonly Move[], string]>([
    [[{ silence: true }, { silence: true }, { silence: true }, { silence: true }], 'quiet'],
    [[{ silence: true }, { digits: '*' }, { silence: true }, { speech: '' }], 'wrong'],
    [[{ silence: true }, { silence: true }, { silence: true }, { digits: '7' }], 'done'],
  ])('%j', ([moves, outcome]) => expect(outcomeOf(tryFlow(flowOf(data), moves))).toBe(outcome))
})

describe('reading back', () => {
  const confirmed: Partial<AskData> = { value: 'date', confirm: true, retries: 1 }
  const flow = flowOf(confirmed)
  const date: Move = { speech: 'tomorrow' }

  it('says the value and asks', () => {
    expect(heardAt(tryFlow(flow, [date], { at }))).toEqual([
      'I have November 26, 2026. If that is right, press 1 or say yes. If not, press 2 or say no.',
    ])
  })

  it('says it in the author’s words', () => {
    const own = flowOf({ ...confirmed, confirmText: 'Am {{ answer }}?' })
    expect(heardAt(tryFlow(own, [date], { at }))).toEqual(['Am November 26, 2026?'])
  })

  it.for<[string, readonly Move[], string]>([
    ['yes', [date, { speech: 'yes' }], 'done'],
    ['1', [date, { digits: '1' }], 'done'],
    [
      'no, then another',
      [date, { digits: '2' }, { speech: 'friday' }, { speech: 'right' }],
      'done',
    ],
    ['no, once too often', [date, { speech: 'no' }, date, { speech: 'no' }], 'wrong'],
    ['unclear, then yes', [date, { speech: 'hm' }, { speech: 'yes' }], 'done'],
    ['silence throughout', [date, { silence: true }, { silence: true }], 'quiet'],
    ['never clear', [date, { speech: 'hm' }, { speech: 'eh' }], 'wrong'],
  ])('%s', ([, moves, outcome]) => {
    expect(outcomeOf(tryFlow(flow, moves, { at }))).toBe(outcome)
  })

  it('keeps the value, how it is said, and what came in', () => {
    const turns = tryFlow(flow, [date, { speech: 'yes' }], { at })
    expect(turns.at(-1)?.session.nodes['q']).toEqual({
      value: '2026-11-26',
      text: 'November 26, 2026',
      digits: '',
      speech: 'tomorrow',
    })
  })
})

describe('listening', () => {
  it.for<[Partial<AskData>, object]>([
    [
      { value: 'digits', maxLength: 5 },
      { input: ['dtmf', 'speech'], numDigits: 5, finishOnKey: '#', grammar: 'digits' },
    ],
    [
      { value: 'yesno', by: 'keys' },
      { input: ['dtmf'], numDigits: 1, finishOnKey: '' },
    ],
    [
      { value: 'date', by: 'speech' },
      { input: ['speech'], grammar: 'date' },
    ],
    [
      { value: 'text', by: 'both' },
      { input: ['speech'], speechTimeout: 1.2 },
    ],
  ])('%j', ([data, expected]) => {
    expect(tryFlow(flowOf(data), [])[0]?.documents[0]?.verbs[0]).toMatchObject(expected)
  })
})

it.for<[Partial<AskData>, string | undefined]>([
  [{}, undefined],
  [{ prompt: '' }, 'text.empty'],
  [{ value: 'text', by: 'keys' }, 'ask.textByKey'],
  [{ value: 'number', min: 'ten' }, 'ask.badLimit'],
  [{ value: 'date', max: 'today' }, undefined],
  [{ value: 'time', max: '{{ vars.latest }}' }, undefined],
  [{ minLength: 5, maxLength: 4 }, 'ask.crossedLimits'],
  [{ confirm: true, confirmText: 'Right?' }, 'ask.nothingConfirmed'],
])('checks %j', ([data, code]) => {
  const whole = { ...ask.defaults(() => 'x'), prompt: 'Well?', ...data }
  expect(ask.check(whole)[0]?.code).toBe(code)
})
