import { describe, expect, it } from 'vitest'
import { drawFlow, outcomeOf, tryFlow } from '../drawFlow.ts'
import { hours } from './hours.ts'

const day = (...spans: readonly (readonly [string, string])[]) =>
  spans.map(([from, to]) => ({ from, to }))
const flow = drawFlow(
  [
    [
      'shop',
      'hours',
      {
        timezone: 'America/New_York',
        week: {
          mon: day(['09:00', '12:00'], ['13:00', '17:00']),
          tue: day(['09:00', '17:00']),
          wed: day(['00:00', '24:00']),
          thu: day(['20:00', '02:00']),
          fri: day(['20:00', '02:00']),
          sat: [],
          sun: day(['01:30', '02:30']),
        },
        holidays: [
          { id: 'x', name: 'Christmas', date: '2020-12-25', yearly: true },
          { id: 'y', name: 'Inventory', date: '2026-11-24', yearly: false },
        ],
      },
    ],
  ],
  ['start.next>shop', 'shop.open>open', 'shop.closed>closed', 'shop.holiday>holiday'],
)
const at = (iso: string, where = flow) => outcomeOf(tryFlow(where, [], { at: Date.parse(iso) }))

describe('hours', () => {
  it.for([
    ['2026-11-23T08:59:59-05:00', 'closed', 'before opening'],
    ['2026-11-23T09:00:00-05:00', 'open', 'at opening'],
    ['2026-11-23T12:00:00-05:00', 'closed', 'at lunch'],
    ['2026-11-23T13:00:00-05:00', 'open', 'after lunch'],
    ['2026-11-23T17:00:00-05:00', 'closed', 'at closing'],
    ['2026-11-24T10:00:00-05:00', 'holiday', 'on a day off'],
    ['2027-11-23T10:00:00-05:00', 'open', 'on that day a year later'],
    ['2026-11-25T00:00:00-05:00', 'open', 'all day, at its start'],
    ['2026-11-25T23:59:59-05:00', 'open', 'all day, at its end'],
    ['2026-11-27T01:59:00-05:00', 'open', 'past midnight'],
    ['2026-11-27T02:00:00-05:00', 'closed', 'after the night'],
    ['2026-11-28T01:00:00-05:00', 'open', 'past midnight into a closed day'],
    ['2026-12-25T01:00:00-05:00', 'open', 'past midnight into a holiday'],
    ['2026-12-25T21:00:00-05:00', 'holiday', 'in the hours of a holiday'],
    ['2026-12-26T01:00:00-05:00', 'closed', 'after the night of a holiday'],
    ['2030-12-25T21:00:00-05:00', 'holiday', 'on a yearly holiday'],
  ] as const)('%s is %s: %s', ([iso, outcome]) => expect(at(iso)).toBe(outcome))

  it.for([
    ['2026-06-22T13:00:00Z', 'open', 'nine o’clock in summer'],
    ['2026-11-23T13:00:00Z', 'closed', 'eight o’clock in winter'],
    ['2026-11-01T05:45:00Z', 'open', 'the first half past one when clocks go back'],
    ['2026-11-01T06:45:00Z', 'open', 'the second one'],
    ['2026-03-08T06:45:00Z', 'open', 'a quarter to two when clocks go forward'],
    ['2026-03-08T07:00:00Z', 'closed', 'three o’clock, as two o’clock never comes'],
  ] as const)('%s is %s: %s', ([iso, outcome]) => expect(at(iso)).toBe(outcome))

  it('takes the flow’s time zone where it has none', () => {
    const tokyo = drawFlow(
      [['shop', 'hours']],
      ['start.next>shop', 'shop.open>open', 'shop.closed>closed'],
      { settings: { ...flow.settings, timezone: 'Asia/Tokyo' } },
    )
    expect(at('2026-11-23T00:30:00Z', tokyo)).toBe('open')
    expect(at('2026-11-23T09:30:00Z', tokyo)).toBe('closed')
  })

  it('goes by Closed on a holiday that has no way of its own', () => {
    const wires = flow.edges.filter((edge) => edge.sourceHandle !== 'holiday')
    expect(at('2026-12-25T21:00:00-05:00', { ...flow, edges: wires })).toBe('closed')
  })

  it.for([
    ['timezone', { timezone: 'Mars/Olympus' }, 'hours.badTimezone'],
    [
      'date',
      { holidays: [{ id: 'x', name: '', date: '2026-02-30', yearly: false }] },
      'hours.badDate',
    ],
    [
      'leap day',
      { holidays: [{ id: 'x', name: '', date: '2026-02-29', yearly: true }] },
      undefined,
    ],
  ] as const)('checks the %s', ([, change, code]) => {
    const data = { ...hours.defaults(() => 'x'), ...change }
    expect(hours.check(hours.data.parse(data))[0]?.code).toBe(code)
  })

  it('describes equal days together', () => {
    expect(hours.describe(hours.defaults(() => 'x'))).toBe('Mon to Fri 09:00–17:00')
  })
})
