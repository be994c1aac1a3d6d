import { describe, expect, it } from 'vitest'
import { checkFlow } from '../../compile/checkFlow.ts'
import type { Flow } from '../../flow/flow.ts'
import type { EffectResult } from '../../session/event.ts'
import type { Move } from '../../session/simulate.ts'
import { drawFlow, heardAt, outcomeOf, tryFlow } from '../drawFlow.ts'
import { anywhere } from './anywhere.ts'

const count = { name: 'asked', type: 'number' as const, default: '0', sensitive: false }
/** A menu and a question; `help` says something and goes back, `boss` hangs up. */
const flow = drawFlow(
  [
    [
      'menu',
      'menu',
      {
        prompt: 'Press 1.',
        retryPrompt: 'Press 1, please.',
        options: [{ id: 'one', key: '1', phrases: [] }],
      },
    ],
    ['name', 'ask', { prompt: 'Your name?', value: 'text', retries: 1 }],
    ['help', 'anywhere', { key: '0', phrases: ['help me'], condition: '' }],
    [
      'note_it',
      'set',
      { assign: [{ id: 'a', variable: 'asked', value: '{{ vars.asked | plus: 1 }}' }] },
    ],
    ['tell', 'say', { text: 'Listen well.' }],
    ['boss', 'anywhere', { key: '', phrases: ['the boss'], condition: 'The caller is upset' }],
  ],
  [
    'start.next>menu',
    'menu.one>name',
    'menu.noInput>quiet',
    'menu.noMatch>wrong',
    'name.answered>done',
    'name.noInput>quiet',
    'name.invalid>wrong',
    'help.next>note_it',
    'note_it.next>tell',
    'boss.next>bossed',
  ],
  { variables: [count] },
)
const judge = (isUpset: boolean) => (): EffectResult => ({
  type: 'model',
  provider: 'scripted',
  answer: {
    say: '',
    collected: {},
    exit: isUpset ? { name: 'anywhere_1', reason: 'shouts' } : null,
  },
})
const calm = { answer: judge(false) }

describe('anywhere', () => {
  it.for<[string, readonly Move[], string]>([
    ['a key, and back', [{ digits: '0' }, { digits: '1' }, { speech: 'Ann' }], 'done'],
    [
      'a phrase where only words are heard',
      [{ digits: '1' }, { speech: 'help me' }, { speech: 'Ann' }],
      'done',
    ],
    [
      'a key where only words are heard',
      [{ digits: '1' }, { digits: '0' }, { speech: 'Ann' }],
      'done',
    ],
    [
      'again and again',
      [{ digits: '0' }, { digits: '0' }, { digits: '1' }, { speech: 'Ann' }],
      'done',
    ],
    ['no way back', [{ speech: 'get me the boss' }], 'bossed'],
    ['silence afterwards', [{ digits: '0' }, { silence: true }, { silence: true }], 'quiet'],
  ])('%s', ([, moves, outcome]) => {
    expect(outcomeOf(tryFlow(flow, moves, calm))).toBe(outcome)
  })

  it('says what it has to, then asks again where the caller was', () => {
    const turns = tryFlow(flow, [{ digits: '0' }])
    expect(heardAt(turns)).toEqual(['Listen well.', 'Press 1.'])
    expect(turns.at(-1)?.session).toMatchObject({ vars: { asked: 1 }, frames: [] })
  })

  it('is heard at every step', () => {
    const gather = tryFlow(flow, [{ digits: '1' }])
      .at(-1)
      ?.documents[0]?.verbs.at(-1)
    expect(gather).toMatchObject({
      input: ['dtmf', 'speech'],
      numDigits: 1,
      hints: ['help me', 'the boss'],
    })
  })

  it('asks the model about what was said, where a condition is open', () => {
    const upset = tryFlow(flow, [{ digits: '1' }, { speech: 'this is a disgrace' }], {
      answer: judge(true),
    })
    expect(outcomeOf(upset)).toBe('bossed')
    expect(upset.at(-1)?.effects).toMatchObject([
      { effect: { request: { judges: true, exits: [{ description: 'The caller is upset' }] } } },
    ])
    const failed: EffectResult = { type: 'failed', why: 'slow', timedOut: true }
    const left = tryFlow(flow, [{ digits: '1' }, { speech: 'Ann' }], { answer: () => failed })
    expect(outcomeOf(left)).toBe('done')
  })

  it('never asks the model about a key', () => {
    expect(tryFlow(flow, [{ digits: '1' }]).at(-1)?.effects).toEqual([])
  })

  it('brings an agent back to its last words', () => {
    const talk = drawFlow(
      [
        ['bot', 'agent', { prompt: 'Chat.', greeting: 'Hello there.', turns: 9 }],
        ['help', 'anywhere', { key: '0', phrases: ['help me'], condition: 'Wants help' }],
        ['tell', 'say', { text: 'Listen well.' }],
      ],
      [
        'start.next>bot',
        'bot.bot_x>x',
        'bot.noInput>x',
        'bot.limit>x',
        'bot.failed>x',
        'help.next>tell',
      ],
    )
    const said = (turns: ReturnType<typeof tryFlow>) => [
      heardAt(turns),
      turns.at(-1)?.session.agents['bot']?.turns,
    ]
    expect(said(tryFlow(talk, [{ digits: '0' }], calm))).toEqual([
      ['Listen well.', 'Hello there.'],
      0,
    ])
    const chosen = tryFlow(talk, [{ speech: 'I am lost' }], { answer: judge(true) })
    expect(heardAt(chosen)).toEqual(['Listen well.', 'Hello there.'])
  })
})

describe('anywhere and subflows', () => {
  const inner: Flow = {
    ...drawFlow(
      [
        ['ask', 'ask', { prompt: 'In here?', value: 'text', retries: 1 }],
        ['own', 'anywhere', { key: '9', phrases: [], condition: '' }],
        ['hint', 'say', { text: 'Inside.' }],
      ],
      ['start.next>ask', 'ask.answered>ok', 'ask.noInput>no', 'ask.invalid>no', 'own.next>hint'],
    ),
    id: 'inner',
  }
  const outer = drawFlow(
    [
      [
        'run',
        'subflow',
        {
          flow: 'inner',
          outcomes: [
            { id: 'ok', outcome: 'ok' },
            { id: 'no', outcome: 'no' },
          ],
        },
      ],
      ['help', 'anywhere', { key: '0', phrases: [], condition: '' }],
      [
        'note_it',
        'set',
        { assign: [{ id: 'a', variable: 'asked', value: '{{ vars.asked | plus: 1 }}' }] },
      ],
      ['tell', 'say', { text: 'Outside {{ vars.asked }}.' }],
      ['menu', 'menu', { prompt: 'Press 5.', options: [{ id: 'five', key: '5', phrases: [] }] }],
    ],
    [
      'start.next>menu',
      'menu.five>run',
      'menu.noInput>x',
      'menu.noMatch>x',
      'run.ok>fine',
      'run.no>bad',
      'run.failed>broken',
      'help.next>note_it',
      'note_it.next>tell',
    ],
    { variables: [count] },
  )
  const flows = [inner]
  const press = (digits: string): Move => ({ digits })

  it('reaches into a subflow and back, with the values of the flow around it', () => {
    const turns = tryFlow(outer, [press('5'), press('0')], { flows })
    expect(heardAt(turns)).toEqual(['Outside 1.', 'In here?'])
    expect(turns.at(-1)?.session).toMatchObject({
      vars: {},
      frames: [{ type: 'call', vars: { asked: 1 } }],
    })
    const on = tryFlow(outer, [press('5'), press('0'), press('0'), { speech: 'yes' }], { flows })
    expect(outcomeOf(on)).toBe('fine')
    expect(on.at(-1)?.session.vars).toEqual({ asked: 2 })
  })

  it('keeps the inner one to the subflow', () => {
    expect(heardAt(tryFlow(outer, [press('9')], { flows }))).toEqual(['Press 5.'])
    expect(heardAt(tryFlow(outer, [press('5'), press('9')], { flows }))).toEqual([
      'Inside.',
      'In here?',
    ])
  })
})

describe('checks', () => {
  it('finds nothing wrong with ways that lead back', () => {
    expect(checkFlow(flow)).toEqual([])
  })

  it.for([
    [{ key: '#' }, 'anywhere.badKey'],
    [{ key: '' }, 'anywhere.nothing'],
    [{ key: '', phrases: [' '] }, 'anywhere.nothing'],
    [{ key: '', phrases: ['help'] }, undefined],
    [{ key: '', condition: 'is angry' }, undefined],
  ] as const)('%j', ([data, code]) => {
    const whole = anywhere.data.parse({ ...anywhere.defaults(() => 'x'), ...data })
    expect(anywhere.check(whole)[0]?.code).toBe(code)
  })
})
