import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Comparison,
  type ConditionWords,
  comparisons,
  needsValue,
  parseCondition,
  printCondition,
} from './conditionRows.ts'
import { checkTemplate, evaluateCondition } from './liquid.ts'

const row = (left: string, comparison: Comparison, value = '') => ({ left, comparison, value })

describe('a condition in words', () => {
  it.for<[string, ConditionWords | null]>([
    ['vars.age >= 18', { join: 'and', rows: [row('vars.age', 'atLeast', '18')] }],
    ["vars.city == 'New York'", { join: 'and', rows: [row('vars.city', 'is', 'New York')] }],
    [
      `vars.city == "Cote d'Ivoire" or nodes.a.b != 3`,
      {
        join: 'or',
        rows: [row('vars.city', 'is', "Cote d'Ivoire"), row('nodes.a.b', 'isNot', '3')],
      },
    ],
    ['vars.city == blank', { join: 'and', rows: [row('vars.city', 'isEmpty')] }],
    [
      "vars.a != blank and input.speech mentions 'cancel' and vars.n < 2",
      {
        join: 'and',
        rows: [
          row('vars.a', 'isNotEmpty'),
          row('input.speech', 'mentions', 'cancel'),
          row('vars.n', 'below', '2'),
        ],
      },
    ],
    [
      'nodes.look.body.items[0].id == 4',
      { join: 'and', rows: [row('nodes.look.body.items[0].id', 'is', '4')] },
    ],
    ['vars.ok == true', { join: 'and', rows: [row('vars.ok', 'is', 'true')] }],
    ["vars.pin == '7'", null],
    ['vars.a == vars.b', null],
    ["vars.a == 'x' and vars.b == 'y' or vars.c == 'z'", null],
    ['vars.flag', null],
    ['vars.a > blank', null],
    ['3 < vars.a', null],
    ['vars.a | size > 3', null],
    ["vars.a == 'x' and", null],
    ['', null],
  ])('%s', ([source, words]) => {
    expect(parseCondition(source)).toEqual(words)
  })

  const words: fc.Arbitrary<ConditionWords> = fc.record({
    join: fc.constantFrom('and' as const, 'or' as const),
    rows: fc.array(
      fc
        .record({
          left: fc.constantFrom('vars.city', 'nodes.look_up.body.items[2].a-b', 'call.from'),
          comparison: fc.constantFrom(...(Object.keys(comparisons) as Comparison[])), // keys of a table
          value: fc.oneof(
            fc.constantFrom('3', '-0.5', '007', 'true', '', ' 3', "it's", 'and', 'a == b', 'blank'),
            fc.string({ maxLength: 12 }).map((text) => text.replace(/["%{}]/g, '')),
          ),
        })
        .map((one) => ({
          ...one,
          value: needsValue(one.comparison) ? numberOr(one.value) : '',
        })),
      { minLength: 1, maxLength: 5 },
    ),
  })
  /** Spaces around a number say nothing. */
  const numberOr = (value: string) => (/^\s*-?\d/.test(value) ? value.trim() : value)

  it('comes back the same from the Liquid it is printed as', () => {
    fc.assert(
      fc.property(words, (said) => {
        const source = printCondition(said)
        expect(checkTemplate(source, 'condition')).toBeNull()
        expect(evaluateCondition(source, { vars: { city: 'Bonn' } }).ok).toBe(true)
        const join = said.rows.length === 1 ? 'and' : said.join
        expect(parseCondition(source)).toEqual({ ...said, join })
      }),
      { seed: 7, numRuns: 500 },
    )
  })
})
