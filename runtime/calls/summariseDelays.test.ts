import fc from 'fast-check'
import { expect, it } from 'vitest'
import { delayPartNames } from '#shared/api/delays.ts'
import { type RowOfCall, summariseDelays } from './summariseDelays.ts'

const delay = (callId: string, model: number, more: object = {}): RowOfCall => ({
  callId,
  type: 'delay',
  data: {
    endpointing: 600,
    recognition: 40,
    turn: 10,
    network: 2,
    model,
    synthesis: 50,
    audio: 8,
    total: 710 + model,
    ...more,
  },
})

it('gives percentiles of each part, and bars that add up', () => {
  const rows = Array.from({ length: 20 }, (_, index) => delay(`c${index % 4}`, 100 * (index + 1)))
  const found = summariseDelays(rows)
  expect([found.calls, found.answers, found.total]).toEqual([4, 20, { p50: 1_710, p95: 2_610 }])
  expect(found.parts.find(({ part }) => part === 'model')).toEqual({
    part: 'model',
    p50: 1_000,
    p95: 1_900,
  })
  expect(found.parts.find(({ part }) => part === 'sentence')).toEqual({
    part: 'sentence',
    p50: 0,
    p95: 0,
  })
  for (const bar of [found.typical, found.slow]) {
    expect(delayPartNames.reduce((sum, part) => sum + bar[part], 0)).toBeCloseTo(bar.total)
  }
  expect([found.typical.total, found.slow.total]).toEqual([1_760, 2_660])
})

it('has the percentiles that counting gives: so many of a hundred waited no longer', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 60 }),
      (waits) => {
        const found = summariseDelays(waits.map((wait, index) => delay(`c${index % 7}`, wait)))
        const counted = (share: number) =>
          // The least wait that so many of all do not exceed.
          Math.min(
            ...waits.filter(
              (wait) => waits.filter((one) => one <= wait).length / waits.length >= share,
            ),
          )
        const model = found.parts.find(({ part }) => part === 'model')
        expect(model).toMatchObject({ p50: counted(0.5), p95: counted(0.95) })
        expect(found.total).toEqual({ p50: 710 + counted(0.5), p95: 710 + counted(0.95) })
        expect(found.answers).toBe(waits.length)
      },
    ),
    { seed: 3 },
  )
})

it('counts what was begun early, what it won and what it cost', () => {
  const prepared = (used: boolean) => ({
    callId: 'c1',
    type: 'prepared',
    data: { used, ms: 300, ...(used ? {} : { tokens: 250 }) },
  })
  const found = summariseDelays([
    delay('c1', 100, { saved: 240 }),
    delay('c1', 100, { saved: 260, filler: true }),
    delay('c1', 100),
    prepared(true),
    prepared(true),
    prepared(false),
  ])
  expect(found.early).toEqual({ used: 2, thrownAway: 1, saved: 240, tokens: 250 })
  expect(found.fillers).toBe(1)
})

it('is all zeros without calls, and reads rows of an older version', () => {
  const none = summariseDelays([])
  expect([none.calls, none.answers, none.total, none.typical.total]).toEqual([
    0,
    0,
    { p50: 0, p95: 0 },
    0,
  ])
  const old = { endpointing: 600, recognition: 40, turn: 90, synthesis: 50, total: 780 }
  expect(summariseDelays([{ callId: 'c', type: 'delay', data: old }]).slow).toMatchObject({
    turn: 90,
    network: 0,
    total: 780,
  })
})
