import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateCondition, renderTemplate } from './liquid.ts'
import { compilePlainCondition } from './plainCondition.ts'
import { plainWords } from './words.ts'

const value = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    '1',
    '2',
    'Yes, please!',
    'yes please',
    '007',
    7,
    0,
    -1.5,
    true,
    null,
  ),
  fc.constantFrom<unknown>(undefined, [], ['a'], [7], {}, { a: 1, size: 3 }, 'ÄRGER', ' '),
)
const scope = fc.record({
  input: fc.record({ digits: value, speech: value }),
  vars: fc.dictionary(fc.constantFrom('a', 'b', 'size', 'first'), value),
  'odd name': value,
})
const path = fc.constantFrom(
  ...['input.digits', 'input.speech', 'input', 'vars.a', 'vars.b', 'vars.a.a', 'vars.none.deeper'],
  ...[
    'vars["b"]',
    'vars[0]',
    'vars.a[0]',
    'vars[input.digits]',
    '["odd name"]',
    'unknown',
    'vars.size',
  ],
  ...[
    'vars.a.size',
    'vars.a.first',
    'vars.a.length',
    'constructor',
    'vars.__proto__',
    'vars.toString',
  ],
)
const literal = fc.constantFrom(
  ...[
    '"1"',
    "'yes please'",
    '""',
    '1',
    '7.0',
    '-1.5',
    'true',
    'false',
    'nil',
    'blank',
    'empty',
    '(1..3)',
  ],
)
const operator = fc.constantFrom('==', '!=', 'is', 'mentions', 'contains', '<', '>', '<=', '>=')
const side = fc.oneof(path, literal)
const comparison = fc
  .tuple(side, operator, side)
  .map(([left, sign, right]) => `${left} ${sign} ${right}`)
const condition = fc.oneof(
  comparison,
  fc.array(comparison, { minLength: 1, maxLength: 4 }).map((all) => all.join(' and ')),
  fc.array(comparison, { minLength: 1, maxLength: 4 }).map((all) => all.join(' or ')),
  fc.tuple(comparison, comparison, comparison).map(([a, b, c]) => `${a} or ${b} and ${c}`),
  comparison.map((one) => `not ${one}`),
  side,
)

describe('conditions', () => {
  it('hold exactly when Liquid’s own `if` says so', () => {
    fc.assert(
      fc.property(condition, scope, (source, values) => {
        const asTag = renderTemplate(`{% if ${source} %}yes{% endif %}`, values)
        const expected = asTag.ok ? { ok: true, value: asTag.value === 'yes' } : asTag
        expect(evaluateCondition(source, values)).toEqual(expected)
      }),
      { seed: 1, numRuns: 5_000 },
    )
  })

  const equal = { '==': (left: unknown, right: unknown) => left === right }
  it.for(['input.digits == "1"', 'a.b == 2 and "x" == c', 'a == 1 or b == 2 or c == 3'])(
    'take the short way: %s',
    (source) => {
      expect(compilePlainCondition(source, equal, { '==': () => true, ...joints })).not.toBeNull()
    },
  )
  it.for([
    ...[
      'a',
      'a ==',
      '== a',
      'a == b c',
      'a == b | upcase',
      'a == b and c',
      'a == b and c == d or e == f',
    ],
    ...['a.size == 1', 'a[b] == 1', 'a == nil', 'a == (1..2)', 'a contains b', ''],
  ])('are left to Liquid: %s', (source) => {
    expect(compilePlainCondition(source, equal, { '==': () => true, ...joints })).toBeNull()
  })
})

const joints = { and: () => true, or: () => true, contains: () => true }

describe('words', () => {
  it('that are plain already stay as they are', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]*$/), (text) => {
        expect(plainWords(text)).toBe(text)
        expect(plainWords(`${text}!`)).toBe(text)
      }),
      { seed: 1 },
    )
  })
})
