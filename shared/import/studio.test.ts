import { describe, expect, it } from 'vitest'
import { checkFlow } from '../compile/checkFlow.ts'
import { heardAt, tryFlow } from '../nodes/drawFlow.ts'
import type { Move } from '../session/simulate.ts'
import {
  drawStudio,
  importDrawn,
  linesOf,
  listsOf,
  nodeOf,
  type StudioDraft,
  sayWidget,
} from './drawStudio.ts'

/** What a caller hears last. */
const call = (drafts: readonly StudioDraft[], ...moves: readonly Move[]) =>
  heardAt(tryFlow(importDrawn(drawStudio(...drafts)).flow, moves))

describe('each widget', () => {
  it.for<[string, StudioDraft, string, object, string]>([
    [
      'a text',
      ['w', 'say-play', ['audioComplete>'], { say: 'Hi', loop: 1 }],
      'say',
      { text: 'Hi' },
      'converted',
    ],
    [
      'a text twice',
      ['w', 'say-play', ['audioComplete>'], { say: 'Hi', loop: 2 }],
      'say',
      { text: 'Hi Hi' },
      'approximated',
    ],
    [
      'a recording',
      ['w', 'say-play', ['audioComplete>'], { play: 'https://a.example/b.mp3', loop: '3' }],
      'play',
      { url: 'https://a.example/b.mp3', loop: 3 },
      'converted',
    ],
    [
      'keys',
      ['w', 'say-play', ['audioComplete>'], { digits: '12w#' }],
      'sendDigits',
      { digits: '12w#' },
      'converted',
    ],
    [
      'keys only',
      [
        'w',
        'gather-input-on-call',
        ['keypress>w', 'speech>', 'timeout>w'],
        { say: 'PIN?', number_of_digits: 4, timeout: '7' },
      ],
      'ask',
      { value: 'digits', by: 'keys', maxLength: 4, timeout: 7, retries: 0 },
      'converted',
    ],
    [
      'words only',
      ['w', 'gather-input-on-call', ['keypress>', 'speech>w', 'timeout>'], { say: 'Why?' }],
      'ask',
      { value: 'text', by: 'speech' },
      'converted',
    ],
    [
      'keys and words',
      ['w', 'gather-input-on-call', ['keypress>w', 'speech>w', 'timeout>'], { say: 'Well?' }],
      'ask',
      { value: 'digits', by: 'both' },
      'approximated',
    ],
    [
      'variables',
      ['w', 'set-variables', ['next>'], { variables: [{ key: 'userName', value: 'Bo' }] }],
      'set',
      { assign: [{ id: 'a1', variable: 'user_name', value: 'Bo' }] },
      'converted',
    ],
    [
      'a request',
      [
        'w',
        'make-http-request',
        ['success>', 'failed>'],
        {
          method: 'POST',
          url: 'https://a.example',
          content_type: 'application/json;charset=utf-8',
          body: '{"a":1}',
        },
      ],
      'webhook',
      { method: 'POST', url: 'https://a.example', body: { type: 'json', text: '{"a":1}' } },
      'converted',
    ],
    [
      'a query',
      [
        'w',
        'make-http-request',
        ['success>'],
        {
          method: 'GET',
          url: 'https://a.example/x?y=1',
          parameters: [{ key: 'a b', value: '{{trigger.call.From}}' }],
        },
      ],
      'webhook',
      { url: 'https://a.example/x?y=1&a%20b={{call.from | url_encode }}' },
      'converted',
    ],
    [
      'a function',
      [
        'w',
        'run-function',
        ['success>', 'fail>'],
        { url: 'https://f.example/go', service_sid: 'ZS1', parameters: [{ key: 'k', value: 'v' }] },
      ],
      'webhook',
      { method: 'POST', body: { type: 'form', fields: [{ id: 'f1', name: 'k', value: 'v' }] } },
      'approximated',
    ],
    [
      'a transfer',
      [
        'w',
        'connect-call-to',
        ['callCompleted>'],
        {
          noun: 'number',
          to: '+12025550123',
          caller_id: '{{contact.channel.address}}',
          timeout: 20,
          record: true,
        },
      ],
      'transfer',
      {
        callerId: '{{call.from}}',
        ringTime: 20,
        record: true,
        targets: [{ id: 't1', type: 'number', address: '+12025550123' }],
      },
      'converted',
    ],
    [
      'several numbers',
      [
        'w',
        'connect-call-to',
        ['callCompleted>'],
        { noun: 'number-multi', to: '+12025550123, +12025550124' },
      ],
      'transfer',
      {
        order: 'atOnce',
        targets: [
          { id: 't1', type: 'number', address: '+12025550123' },
          { id: 't2', type: 'number', address: '+12025550124' },
        ],
      },
      'converted',
    ],
    [
      'a SIP address',
      [
        'w',
        'connect-call-to',
        ['callCompleted>'],
        { noun: 'sip', sip_endpoint: 'sip:a@b.example' },
      ],
      'transfer',
      { targets: [{ id: 't1', type: 'sip', address: 'sip:a@b.example' }] },
      'converted',
    ],
    [
      'a client',
      ['w', 'connect-call-to', ['callCompleted>'], { noun: 'client', to: 'bob' }],
      'transfer',
      { targets: [{ id: 't1', type: 'sip', address: 'sip:bob' }] },
      'approximated',
    ],
    [
      'a voicemail',
      [
        'w',
        'record-voicemail',
        ['recordingComplete>', 'noAudio>', 'hangup>'],
        { max_length: 30, timeout: 4, finish_on_key: '#', play_beep: 'true' },
      ],
      'voicemail',
      { maxLength: 30, silence: 4, finishOnKey: '#', beep: true },
      'converted',
    ],
    [
      'a transcribed one',
      ['w', 'record-voicemail', ['recordingComplete>'], { transcribe: true }],
      'voicemail',
      { maxLength: 3600 },
      'approximated',
    ],
    [
      'a subflow',
      [
        'w',
        'run-subflow',
        ['completed>', 'failed>'],
        { flow_sid: 'FW12', flow_revision: 'LatestPublished' },
      ],
      'subflow',
      { flow: 'FW12' },
      'approximated',
    ],
  ])('converts %s', ([, draft, type, data, list]) => {
    expect(nodeOf('w', draft)).toMatchObject({ type, data })
    expect(listsOf('w', draft)).toEqual([list])
  })

  it.for([
    'send-to-flex',
    'enqueue-call',
    'make-outgoing-call-v2',
    'capture-payments',
    'call-recording',
    'connect-virtual-agent',
    'add-twiml-redirect',
    'send-message',
    'send-and-wait-for-reply',
    'fork-stream',
    'toString',
    'never-heard-of',
  ])('leaves a note for %s and goes on', (type) => {
    const drafts: readonly StudioDraft[] = [
      [
        'w',
        type,
        ['failed>sorry', 'success>thanks'],
        { body: 'Hello {{contact.channel.address}}' },
      ],
      sayWidget('thanks'),
      sayWidget('sorry'),
    ]
    const { flow } = importDrawn(drawStudio(...drafts))
    const note = flow.nodes.find((node) => node.type === 'note')
    expect(listsOf('w', ...drafts)).toEqual(['notConverted'])
    expect(note?.data['text']).toContain('body: Hello {{contact.channel.address}}')
    expect(call(drafts)).toEqual(['This is thanks.'])
  })
})

describe('values', () => {
  it('keeps counters', () => {
    const drafts: readonly StudioDraft[] = [
      ['ask', 'gather-input-on-call', ['keypress>', 'timeout>count'], { say: 'PIN?' }],
      [
        'count',
        'set-variables',
        ['next>often'],
        { variables: [{ key: 'tries', value: '{{flow.variables.tries | plus: 1}}' }] },
      ],
      [
        'often',
        'split-based-on',
        ['noMatch>ask', 'greater_than 2>end'],
        { input: '{{flow.variables.tries}}' },
      ],
      sayWidget('end'),
    ]
    const silent: Move = { silence: true }
    expect(call(drafts, silent, silent)).toEqual(['PIN?'])
    expect(call(drafts, silent, silent, silent)).toEqual(['This is end.'])
  })

  it.for<[string, string]>([
    ['{{widgets.ask.Digits}}', '{{nodes.ask.digits}}'],
    ['{{ widgets["ask"].Digits | size }}', '{{ nodes.ask.digits | size }}'],
    ['{{widgets.http.parsed.items[0].name}}', '{{nodes.http.body.items[0].name}}'],
    ['{{widgets.http.status_code}}', '{{nodes.http.status}}'],
    ['{{flow.variables.userId}}', '{{vars.user_id}}'],
    ['{{trigger.call.From}} {{trigger.call.To}}', '{{call.from}} {{call.to}}'],
    ['{{contact.channel.address}}', '{{call.from}}'],
    ['{{flow.channel.address}}', '{{call.to}}'],
    ['{{trigger.parent.parameters.lang}}', '{{vars.lang}}'],
    [
      "{% if flow.variables.a == 'widgets.x' %}b{% endif %}",
      "{% if vars.a == 'widgets.x' %}b{% endif %}",
    ],
    ['{{widgets.http.parsed | to_json}}', '{{nodes.http.body | json}}'],
    ['{{trigger.call.CallerName}}', '{{trigger.call.CallerName}}'],
  ])('moves %s', ([source, text]) => {
    const drafts: readonly StudioDraft[] = [
      ['ask', 'gather-input-on-call', ['keypress>http', 'timeout>'], { say: 'PIN?' }],
      ['http', 'make-http-request', ['success>w'], { url: 'https://a.example' }],
      ['w', 'say-play', [], { say: source }],
    ]
    expect(nodeOf('w', ...drafts)?.data['text']).toBe(text)
  })
})

describe('what is broken', () => {
  it('reports widgets that are none, names that repeat and ways to nowhere', () => {
    const definition = drawStudio(sayWidget('a', 'gone'), sayWidget('a'), sayWidget('b'))
    const { flow, report } = importDrawn({
      ...definition,
      states: [...definition.states, null, 7, { name: 'c' }, { type: 'say-play', properties: 'x' }],
    })
    const named = linesOf(report).flatMap((line) => line.widget ?? [])
    expect(named.sort()).toEqual([
      'Trigger',
      'Widget 5',
      'Widget 6',
      'Widget 8',
      'a',
      'a (2)',
      'b',
      'c',
    ])
    expect(report.notConverted).toContainEqual(
      expect.objectContaining({ source: 'a.audioComplete', why: 'There is no widget gone.' }),
    )
    expect(new Set(flow.nodes.map((node) => node.id)).size).toBe(flow.nodes.length)
  })

  it('begins where a call can, and says so', () => {
    const definition = drawStudio(sayWidget('a'))
    Object.assign(definition.states[0] ?? {}, {
      transitions: [
        { event: 'incomingMessage', next: 'x' },
        { event: 'incomingRequest', next: 'a' },
      ],
    })
    const { flow, report } = importDrawn(definition)
    expect(heardAt(tryFlow(flow, []))).toEqual(['This is a.'])
    expect(report.approximated[0]).toMatchObject({ widget: 'Trigger' })
  })

  it('takes 129 widgets, also in a ring', () => {
    const ring = Array.from({ length: 128 }, (_, index) =>
      sayWidget(`w${index}`, `w${(index + 1) % 128}`),
    )
    const { flow } = importDrawn(drawStudio(...ring))
    expect(flow.nodes.length).toBe(129)
    expect(checkFlow(flow)).toContainEqual(expect.objectContaining({ code: 'loop.neverWaits' }))
  })
})
