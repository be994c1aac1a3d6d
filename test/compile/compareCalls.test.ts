import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareCalls } from '#shared/compare/compareCalls.ts'
import { heardOf } from '#shared/compare/heard.ts'
import { linkFlow } from '#shared/compile/linkFlow.ts'
import { applyEdit, type Edit } from '#shared/flow/edit.ts'
import { anyFlow } from '../support/anyFlow.ts'
import { makeFlow } from '../support/makeFlow.ts'

const flow = makeFlow(
  'f',
  [
    [
      'menu',
      'menu',
      {
        ...{ prompt: 'Press 1 or 2.', retryPrompt: '', retries: 1 },
        options: [
          { id: 'o1', key: '1', phrases: ['opening hours'] },
          { id: 'o2', key: '2', phrases: [] },
        ],
      },
    ],
    ['hours', 'say', { text: 'We open at nine.' }],
    ['mail', 'voicemail', { prompt: 'Leave a message.' }],
    ['bye', 'end', { text: 'Goodbye.' }],
  ],
  [
    ...['start.next>menu', 'menu.o1>hours', 'hours.next>bye', 'menu.o2>mail', 'mail.recorded>bye'],
    ...['menu.noInput>bye', 'menu.noMatch>bye', 'mail.silent>bye'],
  ],
)
const compared = (...edits: readonly Edit[]) =>
  compareCalls(linkFlow(flow), linkFlow(edits.reduce(applyEdit, flow)))
const dataOf = (id: string) => flow.nodes.find((node) => node.id === id)?.data ?? {}
const say = (text: string): Edit => ({ type: 'node.data', id: 'hours', data: { text } })
const lead = (source: string, sourceHandle: string, target: string): Edit => ({
  type: 'edge.connect',
  edge: { id: 'x', source, sourceHandle, target },
})
const words = ({ differences }: ReturnType<typeof compared>) =>
  differences.map(({ moves, before, after, node }) => ({
    moves,
    before: before.map((heard) => ('text' in heard ? heard.text : heard.type)).join(' | '),
    after: after.map((heard) => ('text' in heard ? heard.text : heard.type)).join(' | '),
    node,
  }))

describe('comparing the calls of two programs', () => {
  it('finds a sentence behind a key, by the shortest way, once', () => {
    expect(words(compared(say('We open at ten.')))).toEqual([
      {
        moves: [{ digits: '1' }],
        before: 'We open at nine. Goodbye. | ends',
        after: 'We open at ten. Goodbye. | ends',
        node: null,
      },
    ])
  })

  it('finds where a silent caller gets', () => {
    expect(words(compared(lead('menu', 'noInput', 'mail')))).toEqual([
      {
        moves: [{ silence: true }, { silence: true }],
        before: 'Goodbye. | ends',
        after: 'Leave a message. | records',
        node: 'mail',
      },
    ])
  })

  it('goes on behind a sentence that changed, but not once the calls are at different steps', () => {
    const menu: Edit = {
      type: 'node.data',
      id: 'menu',
      data: { ...dataOf('menu'), prompt: 'Press 1, 2 or 3.' },
    }
    const found = words(compared(menu, lead('menu', 'o1', 'mail')))
    expect(found.map(({ moves }) => moves)).toEqual([[], [{ digits: '1' }]])
  })

  it('hears no difference in a moved step, two steps that say one sentence, or a way of thinking', () => {
    const split: readonly Edit[] = [
      say('We open'),
      {
        type: 'node.add',
        node: {
          ...{ id: 's2', type: 'say', name: 'S2' },
          data: { text: 'at nine.' },
          position: { x: 1, y: 1 },
        },
      },
      lead('hours', 'next', 's2'),
      {
        type: 'edge.connect',
        edge: { id: 'y', source: 's2', sourceHandle: 'next', target: 'bye' },
      },
    ]
    expect(compared(...split)).toMatchObject({ differences: [], isComplete: true })
    const renamed: Edit = { type: 'node.rename', id: 'menu', name: 'Other' }
    expect(compared(renamed)).toMatchObject({ differences: [], isComplete: true })
  })

  it('tries the times at which opening hours answer differently', () => {
    const week = (to: string) => ({
      week: { mon: [{ from: '09:00', to }], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
    })
    const at = (to: string) => {
      const made = makeFlow(
        'h',
        [
          ['hours', 'hours', { ...week(to) }],
          ['open', 'end', { text: 'Open.' }],
          ['closed', 'end', { text: 'Closed.' }],
        ],
        ['start.next>hours', 'hours.open>open', 'hours.closed>closed', 'hours.holiday>closed'],
      )
      return linkFlow(made)
    }
    const { differences } = compareCalls(at('17:00'), at('16:00'))
    expect(differences).toHaveLength(1)
    const [difference] = differences
    expect(new Date(difference?.world.at ?? 0).toISOString()).toBe('2026-01-05T16:00:00.000Z')
    expect(difference?.before[0]).toMatchObject({ text: 'Open.' })
    expect(difference?.after[0]).toMatchObject({ text: 'Closed.' })
  })

  it('says when it could not walk every way', () => {
    const { isComplete } = compareCalls(linkFlow(flow), linkFlow(applyEdit(flow, say('Ten.'))), {
      calls: 3,
    })
    expect(isComplete).toBe(false)
  })

  it('finds nothing between any flow and itself', () => {
    fc.assert(
      fc.property(anyFlow, (one) => {
        const program = linkFlow(one)
        const other = { ...program, hash: 'sha256:other' }
        expect(compareCalls(program, other, { calls: 60 }).differences).toEqual([])
      }),
      { seed: 4, numRuns: 40 },
    )
  })
})

describe('what a caller notices', () => {
  it('joins sentences and leaves out what only the engine sees', () => {
    expect(
      heardOf([
        {
          verbs: [
            { type: 'say', id: 'a', text: 'One. ' },
            { type: 'redirect', url: '/next' },
          ],
        },
        {
          verbs: [
            { type: 'say', id: 'b', text: 'Two.' },
            {
              ...{ type: 'gather', action: '/x', input: ['dtmf'], hints: ['x'], timeout: 3 },
              prompt: [{ type: 'say', text: 'Three.' }],
            },
          ],
        },
      ]),
    ).toEqual([
      { type: 'says', text: 'One. Two. Three.', voice: '', language: '' },
      { type: 'listens', keys: true, speech: false, timeout: 3 },
    ])
  })
})
