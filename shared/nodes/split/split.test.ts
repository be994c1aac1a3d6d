import { describe, expect, it } from 'vitest'
import { drawFlow, outcomeOf, tryFlow } from '../drawFlow.ts'
import { split } from './split.ts'

const flowOf = (a: number) =>
  drawFlow(
    [
      [
        'trial',
        'split',
        {
          shares: [
            { id: 'a', label: 'A', percent: a },
            { id: 'b', label: 'B', percent: 100 - a },
          ],
        },
      ],
    ],
    ['start.next>trial', 'trial.a>old', 'trial.b>new'],
  )
const callers = Array.from(
  { length: 2_000 },
  (_, index) => `+1202555${String(index).padStart(4, '0')}`,
)
const wayOf = (from: string, a = 50) => outcomeOf(tryFlow(flowOf(a), [], { from }))

describe('split', () => {
  it('shares callers out by percentage', () => {
    const flow = flowOf(20)
    const old = callers.filter((from) => outcomeOf(tryFlow(flow, [], { from })) === 'old').length
    expect(Math.abs(old / callers.length - 0.2)).toBeLessThan(0.03)
  })

  it('takes a caller the same way every time', () => {
    for (const from of callers.slice(0, 50)) expect(wayOf(from)).toBe(wayOf(from))
  })

  it.for([
    [0, 'new'],
    [100, 'old'],
  ] as const)('sends everybody one way at %i %', ([percent, way]) => {
    expect(new Set(callers.slice(0, 200).map((from) => wayOf(from, percent)))).toEqual(
      new Set([way]),
    )
  })

  it('spreads callers without a number by call', () => {
    expect(outcomeOf(tryFlow(flowOf(50), [], { from: 'anonymous' }))).toMatch(/old|new/)
  })

  it.for([
    [[50, 50], undefined],
    [[33.33, 33.33, 33.34], undefined],
    [[50, 40], 'split.notAll'],
    [[], 'split.notAll'],
  ] as const)('checks the sum of %j', ([percents, code]) => {
    const shares = percents.map((percent, index) => ({ id: `s${index}`, label: '', percent }))
    expect(split.check({ shares })[0]?.code).toBe(code)
  })
})
