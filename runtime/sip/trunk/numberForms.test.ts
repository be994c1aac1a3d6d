import { describe, expect, it } from 'vitest'
import type { NumberRules } from '#shared/api/trunks.ts'
import { bareNumber, readCaller, readNumber, writeNumber, writeShown } from './numberForms.ts'

const germany: NumberRules = { country: 'DE', sends: 'e164', prefix: '' }
const none: NumberRules = { country: '', sends: 'e164', prefix: '' }
const america: NumberRules = { country: 'US', sends: 'e164', prefix: '9' }
const india: NumberRules = { country: 'IN', sends: 'national', prefix: '' }

describe('numbers that a trunk writes in its own way', () => {
  it.each([
    ['+4930123456', germany, ['+4930123456']],
    ['%2B4930123456', germany, ['+4930123456']],
    ['+49 (30) 123-456', germany, ['+4930123456']],
    ['+4930123456;npdi', germany, ['+4930123456']],
    ['004930123456', germany, ['+4930123456']],
    ['030123456', germany, ['+4930123456']],
    ['004930123456', none, ['+4930123456']],
    ['030123456', none, []],
    ['2025550100', america, ['+12025550100']],
    ['12025550100', america, ['+12025550100']],
    ['92025550100', america, ['+12025550100']],
    ['0114930123456', america, ['+4930123456']],
    ['08040001234', india, ['+918040001234']],
    ['reception', germany, []],
    ['12', germany, []],
    ['%zz', germany, []],
    ['1'.repeat(40), germany, []],
    ['', germany, []],
  ] as const)('%s may be %j: %j', (written, rules, expected) => {
    // Others may stand beside it: which one is meant, the numbers that are there decide.
    const [wanted = null] = expected
    const read = readNumber(written, rules)
    expect(read.find((each) => each === wanted) ?? read[0] ?? null).toBe(wanted)
  })

  it('without a plus may start with its country, or be one at home', () => {
    expect(readNumber('4930123456', germany)[0]).toBe('+4930123456')
    expect(readNumber('30123456', germany)).toContain('+4930123456')
  })
})

it.for([
  ['+1 (202) 555-0123', '+12025550123'],
  ['tel:+1-202-555-0123', '+12025550123'],
  ['030 123456', '030123456'],
  ['100', '100'],
  ['*98', '*98'],
  ['', null],
  ['Ann', null],
  ['+0123456789', null],
  ['+123', null],
  ['+1234567890123456', null],
  ['+1202555;x=1', null],
] as const)('%s is the bare number %s', ([written, bare]) => {
  expect(bareNumber(written)).toBe(bare)
})

describe('numbers as a trunk wants them', () => {
  it.each([
    ['e164', '', '+4930123456'],
    ['plain', '', '4930123456'],
    ['international', '', '004930123456'],
    ['national', '', '030123456'],
    ['national', '0', '0030123456'],
    ['e164', '9', '94930123456'],
  ] as const)('%s after “%s”: %s', (sends, prefix, expected) => {
    expect(writeNumber('+4930123456', { country: 'DE', sends, prefix })).toBe(expected)
  })

  it('of another country are never written as if they were at home', () => {
    const rules: NumberRules = { country: 'DE', sends: 'national', prefix: '' }
    expect(writeNumber('+12025550100', rules)).toBe('0012025550100')
  })

  it.each([
    ['2025550100', none, '2025550100'],
    ['2025550100', { ...america, sends: 'national' }, '+12025550100'],
    ['030123456', germany, '+4930123456'],
    ['004930123456', none, '+4930123456'],
    ['anonymous', germany, 'anonymous'],
  ] as const)('of a caller, %s, are read only without doubt', (written, rules, expected) => {
    expect(readCaller(written, rules)).toBe(expected)
  })

  it('are shown without the prefix, and what is no number stays as it is', () => {
    expect(writeShown('+4930123456', { country: 'DE', sends: 'plain', prefix: '9' })).toBe(
      '4930123456',
    )
    expect(writeNumber('reception', germany)).toBe('reception')
  })

  it('come back as they were, whatever the form', () => {
    for (const sends of ['e164', 'plain', 'international', 'national'] as const) {
      for (const [country, number] of [
        ['DE', '+4930123456'],
        ['US', '+12025550100'],
        ['IN', '+918040001234'],
        ['IT', '+390612345678'],
      ] as const) {
        const rules: NumberRules = { country, sends, prefix: '' }
        expect(readNumber(writeNumber(number, rules), rules)).toContain(number)
      }
    }
  })
})
