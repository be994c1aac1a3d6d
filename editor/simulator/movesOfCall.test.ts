import { expect, it } from 'vitest'
import type { CallRow } from '#shared/api/api.ts'
import { linkFlow } from '#shared/compile/linkFlow.ts'
import { drawFlow } from '#shared/nodes/drawFlow.ts'
import {
  converse,
  heardVerbs,
  pathOf,
  type Talk,
  type TalkMove,
  type TalkSetup,
} from '#shared/session/converse.ts'
import { respondOffline } from '#shared/session/offline.ts'
import { movesOfCall } from './movesOfCall.ts'

const setup: TalkSetup = { vars: {}, from: '+12025550123', to: '+12025550100', at: 0 }
const program = linkFlow(
  drawFlow(
    [
      [
        'menu',
        'menu',
        {
          prompt: 'Press 1, 2 or 3.',
          options: ['1', '2', '3'].map((key) => ({ id: `o${key}`, key, phrases: [] })),
        },
      ],
      ['look', 'webhook', { url: 'https://shop.example' }],
      ['desk', 'transfer', { targets: [{ id: 't', type: 'sip', address: 'sip:desk' }] }],
      ['mail', 'voicemail', { prompt: 'Leave a message.' }],
      [
        'agent',
        'agent',
        {
          prompt: 'Find out the name.',
          greeting: 'What is your name?',
          collect: [
            { id: 'c', name: 'name', type: 'text', description: 'your name', required: true },
          ],
          exits: [{ id: 'done', name: 'Done', description: 'The name is known.', phrases: [] }],
        },
      ],
    ],
    [
      'start.next>menu',
      'menu.o1>look',
      'menu.o2>desk',
      'menu.o3>agent',
      'menu.noInput>silent',
      'menu.noMatch>lost',
      'look.ok>told',
      'look.failed>broken',
      'look.timeout>late',
      'desk.completed>talked',
      'desk.noAnswer>mail',
      'desk.busy>mail',
      'desk.failed>broken',
      'mail.recorded>left',
      'mail.silent>nothing',
      'agent.done>met',
      'agent.noInput>silent',
      'agent.limit>lost',
      'agent.failed>broken',
    ],
  ),
)

/** What would be written down of a tried-out call, had it been a real one. */
function rowsOf({ turns }: Talk): readonly CallRow[] {
  const rows = turns
    .flatMap((turn) => turn.items)
    .flatMap((item): readonly Omit<CallRow, 'seq'>[] => {
      if (item.type === 'asked') return []
      if (item.type === 'document') {
        return heardVerbs(item.document).flatMap((verb) =>
          verb.type === 'say'
            ? [{ at: 0, type: 'verb.started', data: { node: verb.id ?? '', text: verb.text } }]
            : [],
        )
      }
      const { type, at, ...data } = item.entry
      return [{ at, type, data: JSON.parse(JSON.stringify(data)) }]
    })
  return rows.map((row, index) => ({ ...row, seq: index + 1 }))
}

const play = (moves: readonly TalkMove[], isOffline: boolean) =>
  converse(program, setup, moves, {
    answer: (effect) =>
      effect.type === 'model' && isOffline
        ? { type: 'model', answer: respondOffline(effect.request), provider: 'offline' }
        : null,
    cannotPlay: () => false,
  })

const ok = { type: 'response', status: 200, body: { state: 'sent' } } as const
const late = { type: 'failed', why: 'It did not answer in time.', timedOut: true } as const

it.for<[string, readonly TalkMove[]]>([
  ['a reply', [{ digits: '1' }, { answer: ok, node: 'look' }]],
  ['a refusal', [{ digits: '1' }, { answer: { ...ok, status: 503 }, node: 'look' }]],
  ['no reply', [{ digits: '1' }, { answer: late, node: 'look' }]],
  ['a talk', [{ digits: '2' }, { dial: 'completed', seconds: 9 }]],
  [
    'a message',
    [{ digits: '2' }, { dial: 'busy' }, { recording: '/api/recordings/r', seconds: 4 }],
  ],
  ['nothing said', [{ digits: '2' }, { dial: 'no-answer' }, { silence: true }]],
  ['silence', [{ silence: true }, { silence: true }]],
  ['an agent', [{ digits: '3' }, { speech: 'Ann Miller' }]],
  ['a hang-up', [{ digits: '2' }, { hangup: true }]],
])('plays a call again from what was written down: %s', ([, moves]) => {
  const called = play(moves, true)
  const read = movesOfCall(rowsOf(called))
  expect(read.isWhole).toBe(true)
  const again = play(read.moves, false)
  expect(again.left).toEqual([])
  expect(pathOf(again)).toEqual(pathOf(called))
  expect(again.turns.at(-1)?.session.nodes).toEqual(called.turns.at(-1)?.session.nodes)
})

it('says when something was masked', () => {
  const rows = [
    {
      seq: 1,
      at: 0,
      type: 'input.received',
      data: { node: 'menu', reason: 'digits', digits: '•••' },
    },
  ]
  expect(movesOfCall(rows)).toEqual({ moves: [{ digits: '•••' }], isWhole: false })
})
