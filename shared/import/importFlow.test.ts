import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFlow } from '../flow/createFlow.ts'
import { parseFlow } from '../nodes/parseFlow.ts'
import { drawStudio, linesOf, type StudioDraft } from './drawStudio.ts'
import { importFlow } from './importFlow.ts'

const read = (text: string, name = 'reception.json') => importFlow({ name, text })
const dollar = '$'
/** As Terraform writes one. */
const hole = `${dollar}{greeting}`
const hi: StudioDraft = ['hi', 'say-play', ['audioComplete>'], { say: 'Hello', voice: 'alice' }]
const definition = drawStudio(hi)
const plain = JSON.stringify(definition, null, 2)
const bare = plain
  .replace(/"(\w+)":/g, '$1:')
  .replace(/"/g, "'")
  .replace(/\n(\s*)\}/g, ',\n$1}')

describe('formats, told by content', () => {
  it.for<[string, string]>([
    ['alone', plain],
    ['with a byte order mark', `\uFEFF${plain}`],
    ['wrapped', JSON.stringify({ sid: 'FW1', friendly_name: 'Reception', definition })],
    ['as text in JSON', JSON.stringify({ friendly_name: 'x', definition: plain })],
    ['deep inside', JSON.stringify({ resources: [{ x: 1 }, { values: { definition } }] })],
    ['with text behind', `${plain}\n\nEOF\n`],
    ['with text before', `Flow:\n${plain}`],
    ['in a module', `// A flow\nmodule.exports = ${plain};\n`],
    ['in a module, in its spelling', `export const flow = ${bare}\nfoo({ a: 1 })`],
    [
      'in Terraform',
      `resource "x" "y" {\n  definition = jsonencode(${plain.replace(/":/g, '" =')})\n}`,
    ],
    ['with a hole for a value', plain.replace('"Hello"', hole)],
    ['with a hole in a text', plain.replace('Hello', hole)],
    ['with a placeholder', plain.replace('Hello', 'TF_GREETING')],
    ['with directives', plain.replace('"say"', '%{ if x }\n"say"')],
  ])('reads a Studio flow %s', ([, text]) => {
    const imported = read(text)
    expect(imported.ok ? imported.flow.nodes.map((node) => node.name) : imported.error).toEqual([
      'Trigger',
      'hi',
    ])
  })

  it.for([hole, 'TF_GREETING'])('reports the hole %s', (hole) => {
    const imported = read(plain.replace('Hello', hole))
    expect(imported.ok ? imported.report.notConverted : imported.error).toEqual([
      {
        kind: 'template',
        source: hole,
        path: 'states.1.properties.say',
        became: hole,
        why: `${hole} is a hole that the template around it fills in.`,
      },
    ])
  })

  it('reads a flow of ours', () => {
    const flow = createFlow('f', 'F')
    expect(read(JSON.stringify(flow))).toEqual({
      ok: true,
      flow,
      report: {
        converted: [
          {
            kind: 'widget',
            source: 'Start',
            path: 'nodes.0',
            widget: 'Start',
            type: 'start',
            node: 'start',
            became: 'Start',
          },
        ],
        approximated: [],
        notConverted: [],
      },
    })
  })

  it('finds TwiML in a program', () => {
    const imported = read("const x = '<Response><Say>Hi</Say></Response>';\nsend(x)\n", 'a.js')
    expect(imported.ok ? imported.flow.nodes.map((node) => node.name) : imported.error).toEqual([
      'Start',
      'Hi',
      'End',
    ])
    expect(imported.ok ? imported.report.notConverted : []).toMatchObject([{ kind: 'file' }])
  })

  it('imports the first of several flows and names the others', () => {
    const imported = read(JSON.stringify([{ definition }, { definition }]))
    expect(imported.ok ? imported.report.notConverted : imported.error).toMatchObject([
      { kind: 'file', path: '1.definition' },
    ])
  })

  it.for<[string, string, string]>([
    ['nothing', '  \n', 'import.empty'],
    ['words', 'Hello there', 'import.unknownFormat'],
    ['other JSON', '{"a":[1,2]}', 'import.unknownFormat'],
    ['half a flow', plain.slice(0, 200), 'import.unknownFormat'],
    [
      'a newer flow of ours',
      JSON.stringify({ ...createFlow('f', 'F'), schema: 99 }),
      'flow.newerSchema',
    ],
    [
      'too many widgets',
      JSON.stringify({ states: Array.from({ length: 2_001 }, () => ({})) }),
      'import.tooMany',
    ],
    ['too much', ' '.repeat(10_000_001), 'import.tooLong'],
    ['deep brackets', '['.repeat(200_000), 'import.unknownFormat'],
    ['deep braces', '{"a":'.repeat(200_000), 'import.unknownFormat'],
    ['other XML', '<svg></svg>', 'import.notTwiml'],
    ['broken XML', '<Response><Say>Hi</Response>', 'fml.notXml'],
    [
      'an XML bomb',
      '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><Response>&b;</Response>',
      'fml.doctype',
    ],
    ['deep XML', `<Response>${'<a>'.repeat(50)}${'</a>'.repeat(50)}</Response>`, 'fml.tooDeep'],
  ])('refuses %s', ([, text, code]) => {
    expect(read(text)).toMatchObject({ ok: false, error: [{ code, severity: 'error' }] })
  })
})

describe('anything', () => {
  const types = [
    'trigger say-play gather-input-on-call split-based-on set-variables make-http-request',
    'run-function connect-call-to record-voicemail run-subflow send-to-flex odd',
  ]
    .join(' ')
    .split(' ')
  const name = fc.constantFrom('a', 'b', 'c', 'Trigger', '', '__proto__', 'constructor')
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('{{widgets.a.Digits}}', '{{', '{% if %}', '1', 'x'.repeat(9_000), hole),
  )
  const state = fc.record(
    {
      name,
      type: fc.constantFrom(...types),
      transitions: fc.array(
        fc.record({
          event: fc.constantFrom(
            'incomingCall',
            'keypress',
            'speech',
            'match',
            'noMatch',
            'success',
          ),
          next: name,
          conditions: fc.array(
            fc.record({
              type: fc.constantFrom(
                'equal_to',
                'matches_any_of',
                'contains',
                'regex',
                'starts_with',
                '',
              ),
              arguments: fc.array(text, { maxLength: 2 }),
              value: text,
            }),
            { maxLength: 3 },
          ),
        }),
        { maxLength: 5 },
      ),
      properties: fc.dictionary(
        fc.constantFrom(
          'say',
          'play',
          'to',
          'url',
          'input',
          'timeout',
          'loop',
          'variables',
          'offset',
          'body',
        ),
        fc.oneof(text, fc.jsonValue()),
      ),
    },
    { requiredKeys: [] },
  )

  it('shaped like a Studio flow becomes a flow, with every widget in the report once', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(state, fc.jsonValue()), { maxLength: 12 }), (states) => {
        const imported = read(JSON.stringify({ states }))
        if (!imported.ok) throw new Error(JSON.stringify(imported.error))
        expect(parseFlow(JSON.parse(JSON.stringify(imported.flow))).ok).toBe(true)
        const named = linesOf(imported.report).flatMap((line) => line.widget ?? [])
        expect(named.length).toBe(states.length)
        expect(new Set(named).size).toBe(states.length)
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('else gives a value or a diagnostic', () => {
    const part = fc.constantFrom(
      '{',
      '}',
      '"states"',
      ':',
      '[',
      ']',
      '<Response>',
      '</Response>',
      '<Say>',
      '</Say>',
      hole,
      '/*',
      "'",
      '`',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string()), { maxLength: 30 }), (parts) => {
        const imported = read(parts.join(''))
        expect(imported.ok || imported.error.length > 0).toBe(true)
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})
