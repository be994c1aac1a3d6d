import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { linkFlows } from '#shared/compile/linkFlow.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { drawFlow } from '#shared/nodes/drawFlow.ts'
import { definitions } from '#shared/nodes/index.ts'
import type { EffectResult } from '#shared/session/event.ts'
import { respondOffline } from '#shared/session/offline.ts'
import { type Move, simulate } from '#shared/session/simulate.ts'
import { transcript } from './transcript.ts'

interface Call {
  readonly flow: Flow
  readonly moves: readonly Move[]
  readonly flows?: readonly Flow[]
}

const survey = drawFlow(
  [
    ['thanks', 'say', { text: 'Thank you for the note.' }],
    ['done', 'end', { text: '', outcome: 'noted' }],
  ],
  ['start.next>thanks', 'thanks.next>done'],
  { id: 'survey', name: 'Survey' },
)

/** Calls through the types that no example flow has; each is read as a text beside this file. */
const calls: Readonly<Record<string, Call>> = {
  play: {
    flow: drawFlow(
      [['jingle', 'play', { url: 'https://example.com/jingle.wav', loop: 2 }]],
      ['start.next>jingle', 'jingle.next>heard', 'jingle.failed>silent'],
    ),
    moves: [],
  },
  pause: {
    flow: drawFlow([['wait', 'pause', { seconds: 2.5 }]], ['start.next>wait', 'wait.next>bye']),
    moves: [],
  },
  sendDigits: {
    flow: drawFlow(
      [['extension', 'sendDigits', { digits: 'ww42#' }]],
      ['start.next>extension', 'extension.next>bye'],
    ),
    moves: [],
  },
  split: {
    flow: drawFlow(
      [
        [
          'trial',
          'split',
          {
            shares: [
              { id: 'a', label: 'Old greeting', percent: 50 },
              { id: 'b', label: 'New greeting', percent: 50 },
            ],
          },
        ],
      ],
      ['start.next>trial', 'trial.a>old', 'trial.b>new'],
    ),
    moves: [],
  },
  decide: {
    flow: drawFlow(
      [
        [
          'team',
          'decide',
          {
            prompt: 'What is the call about?',
            choices: [
              {
                id: 'c1',
                name: 'Billing',
                description: 'Invoices and payments.',
                phrases: ['invoice', 'bill'],
                when: '',
              },
              {
                id: 'c2',
                name: 'Repairs',
                description: 'Something is broken.',
                phrases: ['broken'],
                when: '',
              },
            ],
          },
        ],
        ['ask', 'ask', { prompt: 'How can we help?', value: 'text', by: 'speech' }],
      ],
      [
        'start.next>ask',
        'ask.answered>team',
        'ask.noInput>nobody',
        'ask.invalid>nobody',
        'team.c1>billing',
        'team.c2>repairs',
        'team.else>frontDesk',
        'team.failed>frontDesk',
      ],
    ),
    moves: [{ speech: 'my heating is broken' }],
  },
  subflow: {
    flow: drawFlow(
      [['ask', 'subflow', { flow: 'survey', outcomes: [{ id: 'noted', outcome: 'noted' }] }]],
      ['start.next>ask', 'ask.noted>bye', 'ask.failed>broken'],
    ),
    moves: [],
    flows: [survey],
  },
}

const answer = (effect: Parameters<Parameters<typeof simulate>[2]['answer']>[0]): EffectResult => {
  if (effect.type !== 'model') throw new Error('no request expected')
  return { type: 'model', answer: respondOffline(effect.request), provider: 'offline' }
}

describe('calls through a type', () => {
  it.for(Object.keys(calls))('%s', async (type) => {
    const { flow, moves, flows = [] } = calls[type] ?? { flow: survey, moves: [] }
    const program = linkFlows(flow, { flows: new Map(flows.map((one) => [one.id, one])) })
    const turns = simulate(program, moves, { answer, at: Date.UTC(2026, 10, 23, 15) })
    await expect(transcript(program, turns)).toMatchFileSnapshot(
      join(import.meta.dirname, `types/${type}.txt`),
    )
  })

  it('leaves no type without a golden call', () => {
    const root = join(import.meta.dirname, '../..')
    const drawn = globSync('flows/*.flow.json', { cwd: root }).flatMap((file) => {
      const { nodes }: Flow = JSON.parse(readFileSync(join(root, file), 'utf8'))
      return nodes.map((node) => node.type)
    })
    const covered = new Set([...drawn, ...Object.keys(calls)])
    expect(definitions.map((one) => one.type).filter((type) => !covered.has(type))).toEqual([])
  })
})
