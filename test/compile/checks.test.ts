import { describe, expect, it } from 'vitest'
import { check } from '#shared/compile/checkEnvironment.ts'
import { checkFlow } from '#shared/compile/checkFlow.ts'
import { fixesFor } from '#shared/compile/fixes/fixesFor.ts'
import type { Diagnostic } from '#shared/diagnostic.ts'
import { applyEdit } from '#shared/flow/edit.ts'
import type { Flow, FlowVariable } from '#shared/flow/flow.ts'
import { drawFlow, drawNode, textVariable } from '../support/drawFlow.ts'

const bye = drawNode('bye', 'end', { text: 'Bye.' })
const menu = (id: string, data = {}) =>
  drawNode(id, 'menu', {
    prompt: 'Press 1.',
    options: [{ id: 'o1', key: '1', phrases: [] }],
    ...data,
  })
const out = { noInput: 'bye', noMatch: 'bye' }
const say = (text: string, id = 'hi') => drawNode(id, 'say', { text })
const line = { start: { next: 'hi' }, hi: { next: 'bye' } }
const set = (id: string, variable: string, value: string) =>
  drawNode(id, 'set', { assign: [{ id: 'a', variable, value }] })
const test = (variable: string, comparison: string, value: string) =>
  drawNode('b', 'branch', {
    rules: [{ id: 'r', label: '', test: { type: 'compare', variable, comparison, value } }],
  })
const typed = (name: string, type: FlowVariable['type'], value = ''): FlowVariable => ({
  ...textVariable(name, value),
  type,
})
const tested = (node: ReturnType<typeof test>, variable: FlowVariable) =>
  drawFlow(
    [node, bye],
    { start: { next: 'b' }, b: { r: 'bye', else: 'bye' } },
    { variables: [variable] },
  )
const ask = drawNode('ask', 'agent', {
  prompt: 'Ask for the day.',
  collect: [{ id: 'c', name: 'day', type: 'date', description: '', required: true }],
  exits: [{ id: 'o1', name: 'Done', description: '', phrases: [] }],
})
const asked = { o1: 'hi', noInput: 'bye', limit: 'bye', failed: 'bye' }

type Case = readonly [string, Flow, Partial<Diagnostic>]
const cases: readonly Case[] = [
  [
    'a port that leaves the caller in silence',
    drawFlow([menu('m', { retries: 0 }), bye], {
      start: { next: 'm' },
      m: { o1: 'bye', noMatch: 'bye' },
    }),
    { code: 'port.unwired', severity: 'error', port: 'noInput' },
  ],
  [
    'a loop that a silent caller goes round for ever',
    drawFlow([menu('m'), bye], {
      start: { next: 'm' },
      m: { o1: 'bye', noInput: 'm', noMatch: 'bye' },
    }),
    { code: 'loop.uncounted', severity: 'warning', nodeId: 'm', port: 'noInput' },
  ],
  [
    'a webhook asked again and again',
    drawFlow([drawNode('w', 'webhook', { url: 'https://x.org' }), bye], {
      start: { next: 'w' },
      w: { ok: 'bye', failed: 'w', timeout: 'bye' },
    }),
    { code: 'loop.uncounted', nodeId: 'w', port: 'failed' },
  ],
  [
    'a value that no way there sets',
    drawFlow([say('On {{ nodes.ask.day }}.'), ask, bye], {
      start: { next: 'hi' },
      hi: { next: 'ask' },
      ask: { ...asked, o1: 'bye' },
    }),
    {
      code: 'variable.neverSet',
      nodeId: 'hi',
      path: 'text',
      message: '“hi” reads nodes.ask.day, which no way there sets: “start” → “hi”.'.replace(
        'start',
        'Start',
      ),
    },
  ],
  [
    'a value that one way there does not set',
    drawFlow([menu('m'), ask, say('On {{ nodes.ask.day }}.'), bye], {
      start: { next: 'm' },
      m: { o1: 'ask', noInput: 'hi', noMatch: 'bye' },
      ask: asked,
      hi: { next: 'bye' },
    }),
    {
      code: 'variable.unsetOnWay',
      severity: 'warning',
      nodeId: 'hi',
      path: 'text',
      message: '“hi” reads nodes.ask.day, which nothing has set on the way “Start” → “m” → “hi”.',
    },
  ],
  [
    'a variable read before the step that assigns it',
    drawFlow(
      [say('In {{ vars.city }}.'), set('s', 'city', 'Rome'), bye],
      { start: { next: 'hi' }, hi: { next: 's' }, s: { next: 'bye' } },
      { variables: [textVariable('city')] },
    ),
    { code: 'variable.neverSet', nodeId: 'hi' },
  ],
  [
    'a prompt that may say nothing',
    drawFlow(
      [drawNode('w', 'webhook', { url: 'https://x.org' }), say('{{ nodes.w.body.text }}'), bye],
      { start: { next: 'w' }, w: { ok: 'hi', failed: 'bye', timeout: 'bye' }, hi: { next: 'bye' } },
    ),
    { code: 'template.mayBeEmpty', severity: 'warning', nodeId: 'hi', path: 'text' },
  ],
  [
    'a number compared with a word',
    tested(test('vars.age', 'is', 'old'), typed('age', 'number', '0')),
    { code: 'type.mismatch', severity: 'error', nodeId: 'b', path: 'rules.0.test.variable' },
  ],
  [
    'a date compared with a word',
    tested(test('vars.day', 'below', 'soon'), typed('day', 'date', '2026-01-01')),
    { code: 'type.mismatch', nodeId: 'b' },
  ],
  [
    'a date compared inside a text',
    drawFlow([ask, say('{% if nodes.ask.day == "soon" %}Hm.{% endif %} Hello.'), bye], {
      start: { next: 'ask' },
      ask: asked,
      hi: { next: 'bye' },
    }),
    { code: 'type.mismatch', nodeId: 'hi', path: 'text' },
  ],
  [
    'a word kept as a number',
    drawFlow([set('hi', 'age', 'old'), bye], line, { variables: [typed('age', 'number', '0')] }),
    { code: 'type.badValue', severity: 'error', nodeId: 'hi', path: 'assign.0.value' },
  ],
  [
    'a prompt that nobody can interrupt and that takes more than 30 seconds',
    drawFlow([menu('m', { prompt: 'Word '.repeat(100), interruptible: false }), bye], {
      start: { next: 'm' },
      m: { o1: 'bye', ...out },
    }),
    { code: 'prompt.tooLong', severity: 'warning', nodeId: 'm' },
  ],
  [
    'several steps that speak too long together',
    drawFlow([say('Word '.repeat(60)), say('Word '.repeat(60), 'ho'), bye], {
      start: { next: 'hi' },
      hi: { next: 'ho' },
      ho: { next: 'bye' },
    }),
    { code: 'prompt.tooLong', nodeId: 'hi' },
  ],
  [
    'a menu of six options',
    drawFlow(
      [
        menu('m', {
          options: [1, 2, 3, 4, 5, 6].map((key) => ({
            id: `k${key}`,
            key: String(key),
            phrases: [],
          })),
        }),
        bye,
      ],
      {
        start: { next: 'm' },
        m: { k1: 'bye', k2: 'bye', k3: 'bye', k4: 'bye', k5: 'bye', k6: 'bye', ...out },
      },
    ),
    { code: 'menu.manyOptions', severity: 'warning', nodeId: 'm' },
  ],
  [
    'a variable that nobody declared',
    drawFlow([say('In {{ vars.town }}.'), bye], line),
    { code: 'variable.unknown', nodeId: 'hi', path: 'text' },
  ],
  [
    'a name in the wrong place',
    drawFlow([say('In {{ call.city }}.'), bye], line, {
      variables: [textVariable('city', 'Rome')],
    }),
    { code: 'variable.unknown', hint: 'Did you mean vars.city?' },
  ],
  [
    'an assignment to nothing',
    drawFlow([set('hi', 'town', 'Rome'), bye], line),
    { code: 'variable.unknown', path: 'assign' },
  ],
  [
    'a wire on a port that is gone',
    drawFlow([say('Hello.'), bye], { ...line, hi: { next: 'bye', old: 'bye' } }),
    { code: 'edge.noPort', port: 'old' },
  ],
  [
    'a step that no call gets to',
    drawFlow([say('Hello.'), say('Lost.', 'x'), bye], line),
    { code: 'node.unreachable', nodeId: 'x' },
  ],
  [
    'two steps of one name',
    drawFlow([menu('m'), { ...menu('m2'), name: 'm' }, bye], {
      start: { next: 'm' },
      m: { o1: 'm2', ...out },
      m2: { o1: 'bye', ...out },
    }),
    { code: 'node.sameName', nodeId: 'm2' },
  ],
]
/** Nothing but the author's own words mends these. */
const withoutFix = ['variable.neverSet', 'type.mismatch', 'type.badValue', 'menu.manyOptions']

const same = (a: Diagnostic, b: Diagnostic) =>
  a.code === b.code && a.nodeId === b.nodeId && a.port === b.port && a.path === b.path

describe.for(cases)('%s', ([, flow, expected]) => {
  const found = checkFlow(flow).find((one) => one.code === expected.code)

  it('is named with its place and a remedy', () => {
    expect(found).toMatchObject(expected)
    expect(found?.message).toMatch(/\.$/)
    expect(found?.hint).toMatch(/[.?]$/)
  })

  it('is gone after any of its quick fixes', () => {
    if (!found) throw new Error('no diagnostic')
    const fixes = fixesFor(flow, found)
    if (!withoutFix.includes(found.code) && flow.nodes[1]?.type !== 'say') {
      expect(fixes).not.toEqual([])
    }
    for (const fix of fixes) {
      const mended = checkFlow(applyEdit(flow, fix.edit))
      expect(mended.filter((one) => same(one, found))).toEqual([])
      expect(mended.filter((one) => one.severity === 'error').length).toBeLessThanOrEqual(
        checkFlow(flow).filter((one) => one.severity === 'error').length,
      )
    }
  })
})

it('offers retries before the error path', () => {
  const [, flow] = cases[0] ?? []
  const [found] = flow ? checkFlow(flow) : []
  expect(flow && found && fixesFor(flow, found).map((fix) => fix.title)).toEqual([
    'Wire it to the error path',
    'Add 2 retries, then the error path',
  ])
})

describe('what is fine', () => {
  it.for<[string, Flow]>([
    [
      'a number compared with the digits that write it',
      tested(test('vars.age', 'is', '18'), typed('age', 'number', '0')),
    ],
    [
      'a number compared with a quoted number',
      tested(
        drawNode('b', 'branch', {
          rules: [{ id: 'r', label: '', test: { type: 'liquid', when: 'vars.age == "1"' } }],
        }),
        typed('age', 'number', '0'),
      ),
    ],
    [
      'a date compared with a date',
      tested(test('vars.day', 'below', '2026-12-24'), typed('day', 'date', '2026-01-01')),
    ],
    [
      'a loop with a counter',
      drawFlow(
        [
          menu('m'),
          set('c', 'tries', '{{ vars.tries | plus: 1 }}'),
          test('vars.tries', 'above', '2'),
          bye,
        ],
        {
          start: { next: 'm' },
          m: { o1: 'bye', noInput: 'c', noMatch: 'bye' },
          c: { next: 'b' },
          b: { r: 'bye', else: 'm' },
        },
        { variables: [typed('tries', 'number', '0')] },
      ),
    ],
    [
      'a value with a default on every way',
      drawFlow([menu('m'), ask, say('{{ nodes.ask.day | default: "soon" }}'), bye], {
        start: { next: 'm' },
        m: { o1: 'ask', noInput: 'hi', noMatch: 'bye' },
        ask: asked,
        hi: { next: 'bye' },
      }),
    ],
    [
      'a long prompt that can be interrupted',
      drawFlow([menu('m', { prompt: 'Word '.repeat(200) }), bye], {
        start: { next: 'm' },
        m: { o1: 'bye', ...out },
      }),
    ],
  ])('%s', ([, flow]) => expect(checkFlow(flow)).toEqual([]))
})

describe('check against an environment', () => {
  const flow = drawFlow(
    [menu('m', { options: [{ id: 'o1', key: '', phrases: ['results', 'xyzzy'] }] }), bye],
    { start: { next: 'm' }, m: { o1: 'bye', ...out } },
  )
  const environment = {
    voices: ['Amy'],
    languages: ['en'],
    canHear: (phrase: string) => phrase !== 'xyzzy',
  }

  it('names a phrase that the recogniser cannot know', () => {
    expect(check(flow, environment)).toMatchObject([
      { code: 'environment.unknownPhrase', nodeId: 'm', severity: 'warning' },
    ])
  })

  it('says once that nobody understands the language', () => {
    const settings = { ...flow.settings, language: 'de-DE' }
    const spoken = { ...environment, languages: null, heard: ['en'] }
    expect(check({ ...flow, settings }, spoken)).toMatchObject([
      { code: 'environment.notHeard', nodeId: 'm', severity: 'warning' },
    ])
  })

  it('mends an unknown voice', () => {
    const settings = { ...flow.settings, voice: 'Zoe' }
    const [found] = check({ ...flow, settings }, environment)
    expect(found && fixesFor({ ...flow, settings }, found)).toMatchObject([
      { edit: { type: 'settings', settings: { voice: '' } } },
    ])
  })

  it('names a voice and a language that no engine has', () => {
    const settings = { ...flow.settings, voice: 'Zoe', language: 'de-DE' }
    expect(check({ ...flow, settings }, environment)).toMatchObject([
      { code: 'environment.noVoice', path: 'settings.voice' },
      { code: 'environment.noLanguage', path: 'settings.language' },
      { code: 'environment.unknownPhrase' },
    ])
  })
})
