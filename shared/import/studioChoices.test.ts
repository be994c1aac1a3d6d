import { describe, expect, it } from 'vitest'
import { checkFlow } from '../compile/checkFlow.ts'
import { heardAt, tryFlow } from '../nodes/drawFlow.ts'
import type { Move } from '../session/simulate.ts'
import {
  drawStudio,
  importDrawn,
  listsOf,
  nodeOf,
  type StudioDraft,
  sayWidget,
} from './drawStudio.ts'

/** What a caller hears last. */
const call = (drafts: readonly StudioDraft[], ...moves: readonly Move[]) =>
  heardAt(tryFlow(importDrawn(drawStudio(...drafts)).flow, moves))

describe('a split', () => {
  const ask: StudioDraft = [
    'ask',
    'gather-input-on-call',
    ['keypress>', 'speech>s', 'timeout>'],
    { say: 'Well?' },
  ]
  const split = (condition: string): StudioDraft => [
    's',
    'split-based-on',
    ['noMatch>no', `${condition}>yes`],
    { input: '{{widgets.ask.SpeechResult | strip}}' },
  ]
  it.for<[string, string, string]>([
    ['equal_to sales', 'sales', 'yes'],
    ['equal_to sales', 'Sales.', 'yes'],
    ['equal_to sales', 'sales please', 'no'],
    ['not_equal_to sales', 'help', 'yes'],
    ['matches_any_of red, green', 'green', 'yes'],
    ['matches_any_of red, green', 'blue', 'no'],
    ['does_not_match_any_of red, green', 'blue', 'yes'],
    ['does_not_match_any_of red, green', 'red', 'no'],
    ['contains ALE', 'resale', 'yes'],
    ['contains ale', 'buy', 'no'],
    ['does_not_contain ale', 'buy', 'yes'],
    ['does_not_contain ale', 'resale', 'no'],
    ['starts_with My', 'my order', 'yes'],
    ['starts_with my', 'order my', 'no'],
    ['is_not_blank', 'x', 'yes'],
    ['is_blank', 'x', 'no'],
    ['less_than 5', '4', 'yes'],
    ['less_than 5', '10', 'no'],
    ['greater_than 5', '10', 'yes'],
    ['regex ^(yes|yeah)$', 'yeah', 'yes'],
    ['regex ^(yes|yeah)$', 'oh yeah', 'no'],
    ['regex ^ye(s|ah)?$', 'yeah', 'yes'],
    ['regex ^[1-3]$', '2', 'yes'],
    ['regex ^[1-3]$', '4', 'no'],
    ['regex ^\\d{4,5}$', '1234', 'yes'],
    ['regex ^\\d{4,5}$', '123', 'no'],
    ['regex .*refund.*', 'a refund please', 'yes'],
    ['equal_to it\'s 100% {ok} "so"', 'no', 'no'],
  ])('%s, when the caller says %s: %s', ([condition, speech, heard]) => {
    expect(call([ask, split(condition), sayWidget('yes'), sayWidget('no')], { speech })).toEqual([
      `This is ${heard}.`,
    ])
  })

  it('says which comparisons there are not', () => {
    const { flow, report } = importDrawn(
      drawStudio(ask, split('regex ^[0-9a-f]+$'), sayWidget('yes'), sayWidget('no')),
    )
    expect(report.notConverted).toMatchObject([
      {
        kind: 'transition',
        source: 's.match',
        why: expect.stringContaining('regular expressions'),
      },
    ])
    expect(checkFlow(flow)).toContainEqual(expect.objectContaining({ code: 'branch.emptyRule' }))
  })

  it('tests all conditions of a transition', () => {
    const definition = drawStudio(ask, split('equal_to x'), sayWidget('yes'), sayWidget('no'))
    const both = (type: string, value: string) => ({
      type,
      value,
      arguments: ['{{widgets.ask.SpeechResult}}'],
    })
    const match = definition.states[2]?.transitions[1]
    Object.assign(match ?? {}, {
      conditions: [both('matches_any_of', 'red, green'), both('not_equal_to', 'green')],
    })
    const { flow } = importDrawn(definition)
    expect(heardAt(tryFlow(flow, [{ speech: 'red' }]))).toEqual(['This is yes.'])
    expect(heardAt(tryFlow(flow, [{ speech: 'green' }]))).toEqual(['This is no.'])
  })

  it('has room for any number of ways', () => {
    const ways = Array.from(
      { length: 70 },
      (_, index) => `equal_to way ${index}>${index === 69 ? 'yes' : 'no'}`,
    )
    const wide: StudioDraft = [
      's',
      'split-based-on',
      ['noMatch>no', ...ways],
      { input: '{{widgets.ask.SpeechResult}}' },
    ]
    const drafts = [ask, wide, sayWidget('yes'), sayWidget('no')]
    expect(call(drafts, { speech: 'way 69' })).toEqual(['This is yes.'])
    expect(listsOf('s', ...drafts)).toEqual(['converted'])
  })
})

describe('a menu', () => {
  const gather = (properties: object, ...ways: readonly string[]): StudioDraft => [
    'menu',
    'gather-input-on-call',
    [...ways, 'timeout>menu'],
    { say: 'Press 1 or say sales.', number_of_digits: 1, finish_on_key: '', ...properties },
  ]
  const keys: StudioDraft = [
    'keys',
    'split-based-on',
    ['noMatch>no', 'equal_to 1>yes', 'matches_any_of 2, 3>maybe'],
    { input: '{{widgets.menu.Digits}}' },
  ]
  const words: StudioDraft = [
    'words',
    'split-based-on',
    ['noMatch>no', 'contains sales>yes'],
    { input: '{{widgets.menu.SpeechResult}}' },
  ]
  const rest = [sayWidget('yes'), sayWidget('no'), sayWidget('maybe')]
  const whole = [gather({}, 'keypress>keys', 'speech>words'), keys, words, ...rest]

  it.for<[Move, string]>([
    [{ digits: '1' }, 'yes'],
    [{ digits: '3' }, 'maybe'],
    [{ digits: '9' }, 'no'],
    [{ speech: 'the sales team' }, 'yes'],
    [{ speech: 'nonsense' }, 'no'],
  ])('takes the splits behind it in: %o leads to %s', ([move, heard]) => {
    expect(call(whole, move)).toEqual([`This is ${heard}.`])
  })

  it('stands for all three widgets', () => {
    const { flow, report } = importDrawn(drawStudio(...whole))
    expect(flow.nodes.map((node) => node.type).sort()).toEqual([
      'menu',
      'say',
      'say',
      'say',
      'start',
    ])
    const lines = [...report.converted, ...report.approximated].filter(
      (line) => line.node === 'menu',
    )
    expect(lines.flatMap((line) => line.widget ?? []).sort()).toEqual(['keys', 'menu', 'words'])
  })

  it('takes keys that stand on its own transitions', () => {
    const definition = drawStudio(gather({}), sayWidget('yes'), sayWidget('no'))
    const key = (value: string, next: string) => ({
      event: 'keypress',
      next,
      conditions: [{ friendly_name: `Pressed ${value}`, arguments: [value] }],
    })
    Object.assign(definition.states[1] ?? {}, { transitions: [key('1', 'yes'), key('2', 'no')] })
    const { flow } = importDrawn(definition)
    expect(heardAt(tryFlow(flow, [{ digits: '2' }]))).toEqual(['This is no.'])
  })

  it('keeps the loop on silence', () => {
    expect(call(whole, { silence: true }, { silence: true }, { digits: '1' })).toEqual([
      'This is yes.',
    ])
  })

  it.for<[string, readonly StudioDraft[]]>([
    [
      'a number of several digits',
      [
        gather({}, 'keypress>keys'),
        [
          'keys',
          'split-based-on',
          ['noMatch>no', 'equal_to 12>yes'],
          { input: '{{widgets.menu.Digits}}' },
        ],
        ...rest,
      ],
    ],
    [
      'a split that others use',
      [gather({}, 'keypress>keys'), keys, ...rest.slice(1), sayWidget('yes', 'keys')],
    ],
    [
      'words that are read later',
      [
        gather({}, 'keypress>keys', 'speech>words'),
        keys,
        words,
        ['yes', 'say-play', [], { say: '{{widgets.menu.SpeechResult}}' }],
        ...rest.slice(1),
      ],
    ],
    [
      'another comparison',
      [
        gather({}, 'keypress>keys'),
        [
          'keys',
          'split-based-on',
          ['noMatch>no', 'less_than 3>yes'],
          { input: '{{widgets.menu.Digits}}' },
        ],
        ...rest,
      ],
    ],
  ])('stays a question before %s', ([, drafts]) => {
    expect(nodeOf('menu', ...drafts)?.type).toBe('ask')
    expect(listsOf('keys', ...drafts)).toEqual(['converted'])
  })
})

describe('times and dates', () => {
  const at = (condition: string, input: string): StudioDraft => [
    's',
    'split-based-on',
    ['noMatch>no', `${condition}>yes`],
    { input },
  ]
  const ends = [sayWidget('yes'), sayWidget('no')]
  const now = Date.UTC(2026, 10, 23, 16, 30)
  it.for<[string, string, string]>([
    ['is_before_time 17:00', '{{ "now" | date: "%H:%M" }}', 'yes'],
    ['is_before_time 5:00 PM', '{{ now }}', 'yes'],
    ['is_before_time 16:00', '{{ now }}', 'no'],
    ['is_after_time 17:00', '{{ "now" | timezone: "Europe/Berlin" | date: "%H:%M" }}', 'yes'],
    ['is_after_time 9', '{{ now }}', 'yes'],
    ['is_before_date 2026-12-01', '{{ now }}', 'yes'],
    ['is_after_date 12/01/2026', '{{ now }}', 'no'],
  ])('%s of %s: %s', ([condition, input, heard]) => {
    const { flow } = importDrawn(drawStudio(at(condition, input), ...ends))
    expect(heardAt(tryFlow(flow, [], { at: now }))).toEqual([`This is ${heard}.`])
  })

  it('that cannot be read are told', () => {
    expect(listsOf('s', at('is_before_time soon', '{{ now }}'), ...ends)).toEqual(['approximated'])
  })
})

describe('a step in another language', () => {
  it('keeps its voice, its language and its hints', () => {
    const spanish = { voice: 'Polly.Lupe', language: 'es-MX' }
    const es: StudioDraft = ['es', 'say-play', ['audioComplete>why'], { say: 'Hola', ...spanish }]
    const why: StudioDraft = [
      'why',
      'gather-input-on-call',
      ['keypress>', 'speech>es', 'timeout>'],
      { say: '¿Qué?', ...spanish, gather_language: 'es-MX', hints: 'uno, dos' },
    ]
    const drafts = [sayWidget('a', 'es'), sayWidget('b'), es, why]
    const english = { voice: 'alice', language: 'en-US' }
    const [a, b, c] = ['a', 'b', 'c'].map(
      (name): StudioDraft => [name, 'say-play', ['audioComplete>es'], { say: name, ...english }],
    )
    if (!a || !b || !c) throw new Error('There are three.')
    const all = [a, b, c, ...drafts.slice(2)]
    expect(nodeOf('es', ...all)?.data).toEqual({ text: 'Hola', ...spanish })
    expect(nodeOf('why', ...all)?.data).toMatchObject({ ...spanish, hints: ['uno', 'dos'] })
    expect(listsOf('why', ...all)).toEqual(['converted'])
  })
})
