import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Document, Verb } from './fml.ts'
import { parseFml } from './parseFml.ts'
import { toSpeech } from './parseSpeech.ts'
import { printFml, printFmlLines } from './printFml.ts'
import { plainSpeech, type SpeechPart } from './speech.ts'

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
const playDigits = fc.record(
  {
    type: fc.constant('playDigits' as const),
    digits: fc.string({ unit: fc.constantFrom('0', '9', '*', '#', 'A', 'w'), minLength: 1 }),
    id,
  },
  { requiredKeys: ['type', 'digits'] },
)
const action = fc.constant('/hooks/voice/C7/2')
const record = fc.record(
  {
    type: fc.constant('record' as const),
    action,
    id,
    maxLength: fc.constantFrom(1, 60.5, 3_600),
    timeout: fc.constantFrom(0.5, 10),
    finishOnKey: fc.constantFrom('', '*'),
    beep: fc.constant(false),
  },
  { requiredKeys: ['type', 'action'] },
)
const dial = fc.record(
  {
    type: fc.constant('dial' as const),
    action,
    targets: fc.array(
      fc.record({
        type: fc.constantFrom('number' as const, 'sip' as const),
        address: fc.constantFrom('+12025550123', 'sip:a@example.com;x=<&>'),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    id,
    sequential: fc.constant(true),
    callerId: fc.constantFrom('+12025550100', 'anonymous'),
    timeout: fc.constantFrom(5, 12.25),
    timeLimit: fc.constantFrom(60, 7_200),
    whisper: fc.constantFrom('A & B', 'Line\nbreak'),
    acceptKey: fc.constantFrom('1', '#'),
    consent: fc.constantFrom('This call is recorded.', 'A < B'),
    record: fc.constant(true),
    answerOnBridge: fc.constant(true),
  },
  { requiredKeys: ['type', 'action', 'targets'] },
)
/** Marks inside each other; two strings never stand side by side, as XML would make them one. */
const { parts } = fc.letrec<{ part: SpeechPart; parts: readonly SpeechPart[] }>((tie) => ({
  parts: fc
    .array(tie('part'), { maxLength: 3 })
    .map((list) =>
      list
        .filter((part) => part !== '')
        .filter((part, at, all) => typeof part !== 'string' || typeof all[at - 1] !== 'string'),
    ),
  part: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    text,
    fc.record(
      {
        type: fc.constant('break' as const),
        time: fc.constantFrom(0.25, 1, 10),
        strength: fc.constantFrom('weak' as const, 'x-strong' as const),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record({ type: fc.constant('sub' as const), alias: fc.constant('a & b'), text }),
    fc.record(
      {
        type: fc.constant('sayAs' as const),
        interpretAs: fc.constantFrom('digits' as const, 'date' as const),
        format: fc.constant('ymd'),
        text,
      },
      { requiredKeys: ['type', 'interpretAs', 'text'] },
    ),
    fc.record({ type: fc.constantFrom('p' as const, 's' as const), content: tie('parts') }),
    fc.record(
      {
        type: fc.constant('emphasis' as const),
        level: fc.constantFrom('strong' as const),
        content: tie('parts'),
      },
      { requiredKeys: ['type', 'content'] },
    ),
    fc.record(
      {
        type: fc.constant('prosody' as const),
        rate: fc.constantFrom('slow', '80%'),
        pitch: fc.constantFrom('+2st', '-10%'),
        volume: fc.constant('+6dB'),
        content: tie('parts'),
      },
      { requiredKeys: ['type', 'content'] },
    ),
  ),
}))
const marked = fc
  .tuple(parts, id)
  .filter(([list]) => list.some((part) => typeof part !== 'string'))
  .map(([list, of]) => ({ type: 'say' as const, id: of, text: plainSpeech(list), parts: list }))
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
      prompt: fc.array(fc.oneof(say, marked, play, pause), { maxLength: 3 }),
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
      prepare: fc.constant('/hooks/prepare/C7/2'),
    }),
  )
  .map(([fixed, rest]) => ({ ...fixed, ...rest }))
const verb: fc.Arbitrary<Verb> = fc.oneof(
  say,
  play,
  pause,
  gather,
  playDigits,
  record,
  dial,
  marked,
  fc.record({ type: fc.constant('say' as const), text: fc.constant(''), stream: action }),
  fc.record(
    { type: fc.constant('stream' as const), url, action, format: fc.constant('pcm' as const) },
    { requiredKeys: ['type', 'url', 'action'] },
  ),
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

  it('reads numeric references, and CDATA as it stands', () => {
    const xml =
      '<Response><Say voice="a&#10;b">x&#13;&#x1F600;&amp;#65;<![CDATA[&amp;]]>!</Say></Response>'
    expect(parseFml(xml)).toEqual({
      ok: true,
      value: { verbs: [{ type: 'say', voice: 'a\nb', text: 'x\r😀&#65;&amp;!' }] },
    })
  })

  it('says line and column', () => {
    const xml =
      '<Response>\r\n  <Say>Hi</Say>\n  <Gather timeout="1"\n    numDigits="many" action="/x"/>\n</Response>'
    expect(parseFml(xml)).toMatchObject({
      ok: false,
      error: [{ path: '/Response/Gather[2]/@numDigits', position: { line: 4, column: 5 } }],
    })
  })

  it('reports everything that is wrong, not only the first', () => {
    const parsed = parseFml('<Response><Dance/><Pause length="x"/><Redirect/></Response>')
    expect(parsed.ok ? [] : parsed.error.map((one) => one.code)).toEqual([
      'fml.unknownVerb',
      'fml.badAttribute',
      'fml.empty',
    ])
  })

  it('is quick about what is made to be slow', () => {
    const bombs = [
      `<Response>${'<Say>'.repeat(9_000)}`,
      `<Response>${'<s>'.repeat(5_000)}${'</s>'.repeat(5_000)}</Response>`,
      `<Response><Say>${'&amp;'.repeat(12_000)}</Say></Response>`,
      `<Response><Say ${'a="1" '.repeat(9_000)}/></Response>`,
      `<Response>${'<Dance/>'.repeat(8_000)}</Response>`,
      '<'.repeat(60_000),
      `<Response>${'<!--'.repeat(15_000)}`,
      `<Response>${'<![CDATA['.repeat(7_000)}`,
      `<Response>${'x'.repeat(10_000_000)}</Response>`,
    ]
    for (const bomb of bombs) expect(parseFml(bomb)).toHaveProperty('ok')
  })
})

describe('marks in what an author writes', () => {
  it.for([
    ['Plain & simple', { text: 'Plain & simple' }],
    [
      'One <break time="500ms"/> two',
      { text: 'One   two', parts: ['One ', { type: 'break', time: 0.5 }, ' two'] },
    ],
    ['Rock & roll<break/>', { text: 'Rock & roll ', parts: ['Rock & roll', { type: 'break' }] }],
    ['a < b and b > c', { text: 'a < b and b > c' }],
    ['never <break', { text: 'never <break' }],
    ['a <b>bold</b> <s>word</s>', { text: 'a <b>bold</b> <s>word</s>' }],
    [
      'Code <say-as interpret-as="digits">12</say-as>',
      { text: 'Code 1 2', parts: ['Code ', { type: 'sayAs', interpretAs: 'digits', text: '12' }] },
    ],
  ] as const)('%s', ([written, speech]) => expect(toSpeech(written)).toEqual(speech))

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(toSpeech(`${a}<break ${b}/>`)).toHaveProperty('text')
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})
