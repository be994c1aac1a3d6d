import { describe, expect, it } from 'vitest'
import {
  checkTemplate,
  evaluateCondition,
  evaluateTemplate,
  renderTemplate,
  variablesOf,
} from './liquid.ts'

const scope = {
  now: '2026-11-22T10:00:00.000Z',
  call: { from: '+12025550123' },
  vars: { name: 'Ann', age: 42, code: '007', ready: true, none: null, blank: ' ' },
  input: { speech: 'An appointment, please.', digits: '1' },
  nodes: { look_up: { body: { items: [{ price: 3 }] } } },
}

describe('templates', () => {
  it.for([
    ['Hello {{ vars.name }}.', 'Hello Ann.'],
    ['{{ vars.unknown }}', ''],
    ['{{ nodes.look_up.body.items[0].price | plus: 1 }}', '4'],
    ["{{ 'now' | date: '%Y-%m-%d' }}", '2026-11-22'],
    ['{% if vars.age > 18 %}adult{% endif %}', 'adult'],
    ['No holes', 'No holes'],
  ])('renders %s', ([source, text]) => {
    expect(renderTemplate(source ?? '', scope)).toEqual({ ok: true, value: text })
  })

  it('keeps the type of a value that stands alone', () => {
    expect(evaluateTemplate('{{ vars.age }}', scope)).toEqual({ ok: true, value: 42 })
    expect(evaluateTemplate(' {{ nodes.look_up.body.items }} ', scope)).toEqual({
      ok: true,
      value: [{ price: 3 }],
    })
    expect(evaluateTemplate('{{ vars.age }} years', scope)).toEqual({ ok: true, value: '42 years' })
    expect(evaluateTemplate('{{ nil }}', scope)).toEqual({ ok: true, value: null })
  })

  it('bounds what a template may cost', () => {
    expect(renderTemplate('{% for i in (1..100000000) %}x{% endfor %}', scope).ok).toBe(false)
  })

  it.for([
    ['loops in loops', '{% for i in (1..9999) %}{% for j in (1..9999) %}{% endfor %}{% endfor %}'],
    [
      'a text that doubles',
      `{% assign a = 'x' %}${'{% assign a = a | append: a %}'.repeat(40)}{{ a }}`,
    ],
    [
      'a loop that doubles',
      `{% assign a = 'x' %}{% for i in (1..40) %}{% assign a = a | append: a %}{% endfor %}{{ a }}`,
    ],
    [
      'much text replaced',
      `{% assign a = 'x' %}${'{% assign a = a | append: a %}'.repeat(22)}{{ a | replace: 'x', 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy' }}`,
    ],
    ['itself', `${'{% if true %}'.repeat(3_000)}${'{% endif %}'.repeat(3_000)}`],
  ] as const)('does not wait for %s', ([, template]) => {
    const started = performance.now()
    const rendered = renderTemplate(template, scope)
    expect(performance.now() - started).toBeLessThan(1_500)
    if (rendered.ok) expect(rendered.value.length).toBeLessThan(10_000_000)
  })
})

describe('conditions', () => {
  it.for([
    ["input.digits == '1'", true],
    ['input.digits == 1', true],
    ["input.digits == '2' or input.speech mentions 'appointment'", true],
    ["input.speech mentions 'point'", false],
    ["input.speech is 'an APPOINTMENT please'", true],
    ["vars.name == 'ann'", true],
    ["vars.code == '7'", false],
    ['vars.code == 7', true],
    ['vars.age >= 42', true],
    ["vars.age < '100'", true],
    ['vars.unknown > 3', false],
    ['vars.unknown == blank', true],
    ['vars.blank != blank', false],
    ["vars.ready == 'true'", true],
    ['vars.none == nil', true],
    ['vars.name == blank', false],
    ['vars.name != blank', true],
    ['vars.age != empty', true],
    ['vars.name == nil', false],
  ] as const)('%s is %s', ([source, value]) => {
    expect(evaluateCondition(source, scope)).toEqual({ ok: true, value })
  })
})

describe('checkTemplate', () => {
  it.for([
    ['{{ vars.name', 'template', 0],
    ['Hi {{ vars.name | shout }}', 'template', 3],
    ['{% include "secrets" %}', 'template', 0],
    ['vars.age >', 'condition', 10],
    ['vars.age %} {{ x', 'condition', 9],
  ] as const)('refuses %s', ([source, kind, position]) => {
    expect(checkTemplate(source, kind)).toMatchObject({ position })
  })

  it('accepts what renders', () => {
    expect(
      checkTemplate('{% if vars.age > 3 %}{{ vars.name | upcase }}{% endif %}', 'template'),
    ).toBe(null)
  })
})

describe('variablesOf', () => {
  it('lists what a text reads, without its own assignments', () => {
    expect(
      variablesOf(
        '{% assign q = vars.a %}{{ q }}{{ nodes.x.body[vars.i].name }}',
        'template',
      ).toSorted(),
    ).toEqual(['nodes.x.body', 'vars.a', 'vars.i'])
    expect(variablesOf("vars.a == 'x' and nodes.b.c mentions 'y'", 'condition')).toEqual([
      'vars.a',
      'nodes.b.c',
    ])
  })
})
