import { describe, expect, it } from 'vitest'
import type { NodeScope, ValueAt } from '#shared/compile/valuesAt.ts'
import { templateParts, valueAtCaret } from './templateParts.ts'

const value = (name: string): ValueAt => ({
  name,
  type: 'text',
  from: { kind: 'variable' },
  mayBeEmpty: false,
})
const scope: NodeScope = {
  values: [value('vars.city'), value('nodes.look_up.body')],
  elsewhere: new Set(['nodes.look_up.body', 'nodes.later.value']),
}

describe('the parts of a template', () => {
  it.for([
    ['Hello.', ['text:Hello.']],
    ['Hi {{ vars.city }}.', ['text:Hi ', 'known:{{ vars.city }}', 'text:.']],
    ['{{vars.citi}}', ['unknown:{{vars.citi}}']],
    ['{{ nodes.later.value }}', ['late:{{ nodes.later.value }}']],
    ['{{ nodes.look_up.body.a.b | upcase }}', ['known:{{ nodes.look_up.body.a.b | upcase }}']],
    ['{{ nodes.nobody.body }}', ['unknown:{{ nodes.nobody.body }}']],
    ['{{ call.from }}{{ item }}', ['known:{{ call.from }}', 'known:{{ item }}']],
    ['{{ input.speech }} {{ vars', ['known:{{ input.speech }}', 'text: {{ vars']],
    ['{{ }}', ['known:{{ }}']],
  ] as const)('%s', ([source, parts]) => {
    const told = templateParts(source, scope).map((part) => `${part.state}:${part.text}`)
    expect(told).toEqual(parts)
    expect(
      templateParts(source, scope)
        .map((part) => part.text)
        .join(''),
    ).toBe(source)
  })

  it.for([
    ['a {{ vars.city }} b', 8, 'vars.city'],
    ['a {{ vars.city }} b', 1, null],
    ['a {{ vars.city }} b', 2, null],
    ['{{ nodes.look_up.body.name }}', 10, 'nodes.look_up.body'],
    ['{{ call.from }}', 5, null],
  ] as const)('%s at %i', ([source, caret, name]) => {
    expect(valueAtCaret(source, caret)).toBe(name)
  })
})
