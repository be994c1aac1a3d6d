import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Document, Verb } from './fml.ts'
import { parseFml } from './parseFml.ts'
import { printFml, printFmlLines } from './printFml.ts'

const optional = <Value extends object>(
  model: { [Key in keyof Value]: fc.Arbitrary<Value[Key]> },
) => fc.record(model, { requiredKeys: [] })
/** What a document can carry: no control characters but tab, line feed and return, no lone surrogates. */
const text = fc
  .string({ unit: 'binary', maxLength: 40 })
  .map((raw) => raw.replace(/[[\p{Cc}\p{Cs}\uFFFE\uFFFF]--[\t\n\r]]/gv, ''))
const url = fc.webUrl()
const id = fc.string({ unit: fc.constantFrom('a', 'b', '1', '_'), minLength: 1, maxLength: 8 })
const loop = fc.constantFrom(2, 3)
const say = fc.record(
  { type: fc.constant('say' as const), text, id, loop },
  { requiredKeys: ['type', 'text'] },
)
const play = fc.record(
  { type: fc.constant('play' as const), url, id, loop },
  { requiredKeys: ['type', 'url'] },
)
const pause = fc.record(
  { type: fc.constant('pause' as const), id, length: fc.constantFrom(0.5, 2, 30) },
  { requiredKeys: ['type'] },
)
const gather = fc
  .tuple(
    fc.record({
      type: fc.constant('gather' as const),
      input: fc.constantFrom(
        ['dtmf' as const],
        ['speech' as const],
        ['dtmf' as const, 'speech' as const],
      ),
      action: fc.constantFrom('/hooks/voice/C7/2'),
      prompt: fc.array(fc.oneof(say, play, pause), { maxLength: 3 }),
    }),
    optional<object>({
      id,
      numDigits: fc.integer({ min: 1, max: 20 }),
      finishOnKey: fc.constantFrom('', '*', '0'),
      timeout: fc.constantFrom(1, 2.5, 60),
      interDigitTimeout: fc.constantFrom(1, 2),
      speechTimeout: fc.constantFrom(1, 2),
      hints: fc.constantFrom(['a b'], ['yes', 'no & maybe']),
      grammar: fc.constantFrom('digits', 'yesno'),
      language: fc.constant('de-DE'),
      bargeIn: fc.constantFrom('none', 'dtmf', 'speech'),
      minBargeInWords: fc.integer({ min: 0, max: 3 }),
    }),
  )
  .map(([fixed, rest]) => ({ ...fixed, ...rest }))
const verb: fc.Arbitrary<Verb> = fc.oneof(
  say,
  play,
  pause,
  gather,
  fc.record({ type: fc.constant('redirect' as const), url }),
  fc.record(
    { type: fc.constant('reject' as const), reason: fc.constant('busy' as const) },
    { requiredKeys: ['type'] },
  ),
  fc.record({ type: fc.constant('hangup' as const) }),
)
const documents: fc.Arbitrary<Document> = fc.record({ verbs: fc.array(verb, { maxLength: 5 }) })

describe('FML', () => {
  it('prints on one line what a call needs', () => {
    expect(
      printFml({
        verbs: [
          { type: 'say', id: 'n1', text: 'Rock & roll' },
          {
            type: 'gather',
            id: 'n3',
            input: ['dtmf', 'speech'],
            numDigits: 1,
            timeout: 5,
            hints: ['appointment', 'results'],
            action: '/hooks/voice/C7/3',
            prompt: [{ type: 'say', text: 'Press 1' }],
          },
          { type: 'hangup' },
        ],
      }),
    ).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Say id="n1">Rock &amp; roll</Say>' +
        '<Gather id="n3" input="dtmf speech" numDigits="1" hints="appointment, results" action="/hooks/voice/C7/3">' +
        '<Say>Press 1</Say></Gather><Hangup/></Response>',
    )
  })

  it('gives each line its node', () => {
    const gather: Verb = {
      type: 'gather',
      id: 'n3',
      input: ['dtmf'],
      action: 'a',
      prompt: [{ type: 'say', text: 'Hi' }],
    }
    expect(printFmlLines({ verbs: [gather] }).map((line) => line.node)).toEqual([
      null,
      'n3',
      'n3',
      'n3',
      null,
    ])
  })

  it('parses back what it printed', () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(parseFml(printFml(document))).toEqual({ ok: true, value: document })
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(parseFml(`${a}<Response>${b}</Response>`)).toHaveProperty('ok')
        expect(parseFml(a)).toHaveProperty('ok')
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it.for([
    ['<Response><Dance/></Response>', 'fml.unknownVerb', '/Response/Dance[1]'],
    ['<Answer/>', 'fml.root', '/'],
    ['<Response><Say>', 'fml.notXml', '1:1'],
    ['<Response><Gather/></Response>', 'fml.badAttribute', '/Response/Gather[1]/@action'],
    [
      '<Response><Pause length="long"/></Response>',
      'fml.badAttribute',
      '/Response/Pause[1]/@length',
    ],
    ['<Response><Say loud="yes">x</Say></Response>', 'fml.badAttribute', '/Response/Say[1]/@loud'],
    ['<Response><Redirect></Redirect></Response>', 'fml.empty', '/Response/Redirect[1]'],
    ['<!DOCTYPE x [<!ENTITY a "b">]><Response/>', 'fml.doctype', '/'],
  ])('names the place of %s', ([xml, code, path]) => {
    const parsed = parseFml(xml ?? '')
    expect(parsed).toMatchObject({ ok: false, error: [{ code, path }] })
  })
})
