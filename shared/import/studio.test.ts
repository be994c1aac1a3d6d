import { describe, expect, it } from 'vitest'
import { checkFlow } from '../compile/checkFlow.ts'
import { heardAt, tryFlow } from '../nodes/drawFlow.ts'
import type { Move } from '../session/simulate.ts'
import { drawStudio, importDrawn, type StudioDraft } from './drawStudio.ts'

const say = (name: string, next = ''): StudioDraft => [
  name,
  'say-play',
  [`audioComplete>${next}`],
  { say: `This is ${name}.` },
]
const nodeOf = (name: string, ...drafts: readonly StudioDraft[]) =>
  importDrawn(drawStudio(...drafts)).flow.nodes.find((node) => node.name === name)
const lineOf = (name: string, ...drafts: readonly StudioDraft[]) => {
  const { report } = importDrawn(drawStudio(...drafts))
  const lists = Object.entries(report).flatMap(([list, lines]) =>
    lines.filter((line: { widget?: string }) => line.widget === name).map(() => list),
  )
  return lists
}
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
      { method: 'POST', body: { type: 'fields', fields: [{ id: 'f1', name: 'k', value: 'v' }] } },
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
    expect(lineOf('w', draft)).toEqual([list])
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
      say('thanks'),
      say('sorry'),
    ]
    const { flow } = importDrawn(drawStudio(...drafts))
    const note = flow.nodes.find((node) => node.type === 'note')
    expect(lineOf('w', ...drafts)).toEqual(['notConverted'])
    expect(note?.data['text']).toContain('body: Hello {{contact.channel.address}}')
    expect(call(drafts)).toEqual(['This is thanks.'])
  })
})

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
    ['equal_to it\'s 100% {ok} "so"', 'no', 'no'],
  ])('%s, when the caller says %s: %s', ([condition, speech, heard]) => {
    expect(call([ask, split(condition), say('yes'), say('no')], { speech })).toEqual([
      `This is ${heard}.`,
    ])
  })

  it('says which comparisons there are not', () => {
    const { flow, report } = importDrawn(
      drawStudio(ask, split('regex ^[0-9]{3}$'), say('yes'), say('no')),
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
    const definition = drawStudio(ask, split('equal_to x'), say('yes'), say('no'))
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
    const drafts = [ask, wide, say('yes'), say('no')]
    expect(call(drafts, { speech: 'way 69' })).toEqual(['This is yes.'])
    expect(lineOf('s', ...drafts)).toEqual(['converted'])
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
  const rest = [say('yes'), say('no'), say('maybe')]
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
      [gather({}, 'keypress>keys'), keys, ...rest.slice(1), say('yes', 'keys')],
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
    expect(lineOf('keys', ...drafts)).toEqual(['converted'])
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
      say('end'),
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
    const definition = drawStudio(say('a', 'gone'), say('a'), say('b'))
    const { flow, report } = importDrawn({
      ...definition,
      states: [...definition.states, null, 7, { name: 'c' }, { type: 'say-play', properties: 'x' }],
    })
    const named = Object.values(report).flatMap((lines) =>
      lines.flatMap((line) => line.widget ?? []),
    )
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
    const definition = drawStudio(say('a'))
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
      say(`w${index}`, `w${(index + 1) % 128}`),
    )
    const { flow } = importDrawn(drawStudio(...ring))
    expect(flow.nodes.length).toBe(129)
    expect(checkFlow(flow)).toContainEqual(expect.objectContaining({ code: 'loop.neverWaits' }))
  })
})
