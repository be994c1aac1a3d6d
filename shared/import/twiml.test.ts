import { describe, expect, it } from 'vitest'
import { heardAt, outcomeOf, tryFlow } from '../nodes/drawFlow.ts'
import type { Move } from '../session/simulate.ts'
import { linesOf } from './drawStudio.ts'
import { importFlow } from './importFlow.ts'

const draw = (verbs: string) => {
  const imported = importFlow({ name: 'a.xml', text: `<Response>${verbs}</Response>` })
  if (!imported.ok) throw new Error(JSON.stringify(imported.error))
  return imported
}
const call = (verbs: string, ...moves: readonly Move[]) => tryFlow(draw(verbs).flow, moves)
const listsOf = (path: string, verbs: string) =>
  linesOf(draw(verbs).report).flatMap((line) => (line.path === path ? [line.list] : []))

describe('each verb', () => {
  it.for<[string, string, object]>([
    ['Say', '<Say>Hello</Say>', { type: 'say', data: { text: 'Hello' } }],
    ['Say twice', '<Say loop="2">Hello</Say>', { data: { text: 'Hello Hello' } }],
    [
      'Say with marks',
      '<Say>Hi <break time="1s"/><w>you &amp; me</w></Say>',
      { data: { text: 'Hi <break time="1s"/>you &amp; me' } },
    ],
    [
      'Play',
      '<Play loop="2">https://a.example/b.mp3</Play>',
      { type: 'play', data: { url: 'https://a.example/b.mp3', loop: 2 } },
    ],
    ['Play keys', '<Play digits="ww12"/>', { type: 'sendDigits', data: { digits: 'ww12' } }],
    ['Pause', '<Pause length="3"/>', { type: 'pause', data: { seconds: 3 } }],
    [
      'Gather keys',
      '<Gather numDigits="4" timeout="9"><Say>PIN?</Say></Gather>',
      {
        type: 'ask',
        data: { value: 'digits', by: 'keys', maxLength: 4, timeout: 9, prompt: 'PIN?' },
      },
    ],
    [
      'Gather words',
      '<Gather input="speech"><Say>Why?</Say></Gather>',
      { type: 'ask', data: { value: 'text', by: 'speech' } },
    ],
    [
      'Gather both',
      '<Gather input="dtmf speech"><Say>Well?</Say></Gather>',
      { type: 'ask', data: { value: 'digits', by: 'both' } },
    ],
    [
      'Gather with a silence',
      '<Gather><Say>A</Say><Pause length="2"/><Say>B</Say></Gather>',
      { data: { prompt: 'A <break time="2s"/> B' } },
    ],
    [
      'Record',
      '<Record maxLength="20" finishOnKey="*" playBeep="false"/>',
      { type: 'voicemail', data: { maxLength: 20, finishOnKey: '*', beep: false } },
    ],
    [
      'Dial',
      '<Dial timeout="20" callerId="+12025550100">202-555-0123</Dial>',
      {
        type: 'transfer',
        data: {
          ringTime: 20,
          callerId: '+12025550100',
          targets: [{ id: 't1', type: 'number', address: '202-555-0123' }],
        },
      },
    ],
    [
      'Dial several',
      '<Dial><Number>+12025550123</Number><Sip>sip:a@b.example</Sip></Dial>',
      {
        data: {
          order: 'atOnce',
          targets: [{ type: 'number' }, { type: 'sip', address: 'sip:a@b.example' }],
        },
      },
    ],
    [
      'Dial in turn (FML)',
      '<Dial sequential="true" whisper="A call"><Number>+12025550123</Number></Dial>',
      { data: { order: 'inTurn', whisper: 'A call' } },
    ],
    ['Hangup', '<Hangup/>', { type: 'end', data: { outcome: 'completed' } }],
    ['Reject', '<Reject reason="busy"/>', { type: 'end', data: { outcome: 'busy' } }],
  ])('%s', ([, verbs, node]) => {
    expect(draw(verbs).flow.nodes[1]).toMatchObject(node)
    expect(listsOf(`/Response/${verbs.match(/\w+/)?.[0]}[1]`, verbs)).not.toEqual(['notConverted'])
  })

  it.for([
    '<Enqueue>support</Enqueue>',
    '<Leave/>',
    '<Refer><Sip>sip:a@b.example</Sip></Refer>',
    '<Connect><Stream url="wss://a.example"/></Connect>',
    '<Start><Stream url="wss://a.example"/></Start>',
    '<Pay/>',
    '<Sms>Hi</Sms>',
    '<Dial><Conference>room</Conference></Dial>',
    '<Dial><Queue>support</Queue></Dial>',
    '<Redirect>/next</Redirect>',
    '<Banana ripe="true"/>',
  ])('leaves a note for %s', (verb) => {
    const name = verb.match(/\w+/)?.[0] ?? ''
    const { flow } = draw(verb)
    expect(listsOf(`/Response/${name}[1]`, verb)).toEqual(['notConverted'])
    expect(flow.nodes.find((node) => node.type === 'note')?.data['text']).toContain(
      `Not imported: ${name}.`,
    )
  })
})

describe('a document', () => {
  it('runs in order and ends', () => {
    const turns = call('<Say>One</Say><Sms>Hi</Sms><Say>Two</Say>')
    expect([heardAt(turns), outcomeOf(turns)]).toEqual([['One', 'Two'], 'completed'])
  })

  it('goes on behind a Gather that heard nothing', () => {
    const turns = call('<Gather action="/a"><Say>PIN?</Say></Gather><Say>Bye</Say>', {
      silence: true,
    })
    expect([heardAt(turns), outcomeOf(turns)]).toEqual([['Bye'], 'completed'])
  })

  it('goes on behind a Dial without an action', () => {
    const turns = call('<Dial>+12025550123</Dial><Say>Bye</Say>', { dial: 'busy' })
    expect(heardAt(turns)).toEqual(['Bye'])
  })

  it('does not go on behind a Hangup, and says so', () => {
    const verbs = '<Hangup/><Say>Never</Say>'
    expect(heardAt(call(verbs))).toEqual([])
    expect(listsOf('/Response/Say[2]', verbs)).toEqual(['approximated'])
  })

  it('names attributes that mean nothing here', () => {
    const { report } = draw('<Dial ringTone="us" method="GET">+12025550123</Dial>')
    expect(report.notConverted).toMatchObject([
      { kind: 'attribute', path: '/Response/Dial[1]/@ringTone' },
    ])
  })

  it('keeps the voice and the language that most verbs speak', () => {
    const verbs =
      '<Say voice="alice" language="fr-FR">A</Say><Say voice="alice" language="fr-FR">B</Say><Say voice="man">C</Say>'
    const { flow, report } = draw(verbs)
    expect(flow.settings).toMatchObject({ voice: 'alice', language: 'fr-FR' })
    expect(report.approximated).toEqual([])
    expect(flow.nodes.map((node) => node.data['voice'])).toEqual([
      ...[undefined, undefined, undefined, 'man'],
      undefined,
    ])
  })

  it('may be empty', () => {
    expect(draw('').flow.nodes.map((node) => node.type)).toEqual(['start', 'end'])
  })

  it('may be one of several', () => {
    const text =
      '<?xml version="1.0"?>\n<Response><Say>A</Say></Response>\n<?xml version="1.0"?>\n<Response><Say>B</Say></Response>\n'
    const imported = importFlow({ name: 'a.xml', text })
    expect(imported.ok ? imported.flow.nodes.map((node) => node.name) : imported.error).toEqual([
      'Start',
      'A',
      'End',
      'B',
      'End 2',
    ])
  })
})
