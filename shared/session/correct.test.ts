import { describe, expect, it } from 'vitest'
import type { Flow } from '../flow/flow.ts'
import { type Draft, drawFlow, heardAt, tryFlow } from '../nodes/drawFlow.ts'
import { correctionIn } from './correct.ts'
import type { Move } from './simulate.ts'

const ask = (id: string, value: string, more: Draft[2] = {}): Draft => [
  id,
  'ask',
  { prompt: `${id}?`, value, confirm: false, retries: 1, retryPrompts: [], ...more },
]

/** Points, something in between, and whether they come again. */
const survey = (
  points = '{{ nodes.points.value }}',
  between: Draft = ['mid', 'say', { text: 'Fine.' }],
  sensitive = false,
): Flow =>
  drawFlow(
    [
      ask('points', 'number', { min: '1', max: '5' }),
      ['keep', 'set', { assign: [{ id: 'a', variable: 'points', value: points }] }],
      between,
      ask('again', 'yesno'),
      ['bye', 'end', { text: 'Thanks for {{ vars.points }}.', outcome: 'done' }],
    ],
    [
      ...['start.next>points', 'points.answered>keep', 'points.noInput>quiet'],
      ...['points.invalid>quiet', 'keep.next>mid', 'mid.next>again', 'mid.ok>again'],
      ...['mid.failed>again', 'mid.timeout>again', 'again.answered>bye', 'again.noInput>quiet'],
      'again.invalid>quiet',
    ],
    { variables: [{ name: 'points', type: 'number', default: '0', sensitive }] },
  )

const talk = (flow: Flow, ...said: readonly string[]): string => {
  const moves = said.map((speech): Move => ({ speech }))
  return moves
    .map((_, index) => heardAt(tryFlow(flow, moves.slice(0, index + 1))).join(' '))
    .join(' | ')
}

describe('an answer that the caller takes back at the next question', () => {
  it.for<[string, string, string]>([
    ['is corrected, and said', 'sorry, five', '5. Fine. again? | Thanks for 5.'],
    ['is corrected by “make it”', 'no wait, make it two', '2. Fine. again? | Thanks for 2.'],
    ['stays when the new one will not do', 'sorry, nine', 'again? | Thanks for 4.'],
    ['stays when nothing is corrected', 'five', 'again? | Thanks for 4.'],
    [
      'stays when there is only some number in it',
      'sorry can you say that one more time please',
      'again? | Thanks for 4.',
    ],
  ])('%s', ([, said, heard]) => {
    expect(talk(survey(), 'four', said, 'yes')).toBe(`Fine. again? | ${heard}`)
  })

  it('stays where what followed would be done twice', () => {
    const counted = survey('{{ vars.points | plus: nodes.points.value }}')
    expect(talk(counted, 'four', 'sorry, five', 'yes')).toContain('Thanks for 4.')
    const sent = survey(undefined, ['mid', 'webhook', { url: 'https://a.example' }])
    expect(talk(sent, 'four', 'sorry, five', 'yes')).toContain('Thanks for 4.')
  })
})

it('is not taken back elsewhere when it is sensitive: what is said there is written down', () => {
  const flow = survey(undefined, undefined, true)
  expect(talk(flow, 'four', 'sorry, five', 'yes')).toContain('Thanks for 4.')
})

it('takes another value for an answer to whether the first was right', () => {
  const flow = drawFlow(
    [
      [
        'order',
        'ask',
        { prompt: 'Which order?', value: 'digits', confirm: true, retries: 2, minLength: 4 },
      ],
      ['bye', 'end', { text: 'It is {{ nodes.order.value }}.', outcome: 'done' }],
    ],
    ['start.next>order', 'order.answered>bye', 'order.noInput>quiet', 'order.invalid>quiet'],
  )
  const heard = talk(flow, 'four seven one one', 'sorry, four seven one two', 'yes')
  expect(heard).toMatch(/I have 4 7 1 1\..*\| I have 4 7 1 2\..*\| It is 4712\.$/)
})

it.for<[string, string, string | null]>([
  ['en-US', 'Sorry, five.', 'five'],
  ['en-GB', 'No wait, make it Monday', 'monday'],
  ['en-US', 'oh sorry I meant half past three', 'half past three'],
  ['en-US', 'sorry', null],
  ['en-US', 'no', null],
  ['de-DE', 'Entschuldigung, ich meinte fünf', 'fünf'],
  ['de-DE', 'nein Moment, drei', 'drei'],
  ['fr-FR', 'sorry, five', null],
])('in %s “%s” corrects to %s', ([language, said, rest]) => {
  expect(correctionIn(said, language)).toBe(rest)
})
