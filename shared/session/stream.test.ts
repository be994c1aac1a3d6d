import { expect, it } from 'vitest'
import { linkFlow } from '../compile/linkFlow.ts'
import { drawFlow } from '../nodes/drawFlow.ts'
import { createSession } from './createSession.ts'
import type { CallEvent, EffectResult, Input, ModelAnswer } from './event.ts'
import type { Session } from './session.ts'
import { step } from './step.ts'

const flow = drawFlow(
  [
    [
      'a',
      'agent',
      {
        greeting: 'How can I help?',
        prompt: 'Book visits.',
        exits: [{ id: 'booked', name: 'booked', description: 'A day is agreed.', phrases: [] }],
        collect: [{ id: 'c', name: 'day', type: 'text', description: 'Day', required: true }],
      },
    ],
  ],
  ['start.next>a', 'a.booked>done', 'a.noInput>quiet', 'a.limit>long', 'a.failed>broken'],
)
const program = linkFlow(flow)
const answer = (more: Partial<ModelAnswer>): EffectResult => ({
  type: 'model',
  provider: 'test',
  answer: { say: '', collected: {}, exit: null, ...more },
})
const finished = (id: string, result: EffectResult): CallEvent => ({
  type: 'effect.finished',
  at: 3,
  id,
  result,
})
const posted = (turn: number, input: Input): CallEvent => ({
  type: 'turn.posted',
  at: 2,
  turn,
  input,
})

/** A call on an engine that streams, through these events. */
function call(...events: readonly CallEvent[]) {
  const info = { id: 'C1', from: '+1', to: '+2', direction: 'inbound', streams: true } as const
  let last = step(program, createSession(program, info), { type: 'call.started', at: 1 })
  for (const event of events) last = step(program, last.session, event)
  return last
}
const historyOf = (session: Session) => session.agents['a']?.history.map(({ text }) => text)
const tuesday = posted(2, { reason: 'speech', speech: 'On Tuesday' })

it('listens at once, while the model’s sentences are spoken as they come', () => {
  const { document, effects, session } = call(tuesday)
  expect(document?.verbs).toMatchObject([
    { type: 'gather', id: 'a', prompt: [{ type: 'say', text: '', stream: '/hooks/say/C1/2' }] },
  ])
  expect(effects).toMatchObject([{ type: 'model', id: 'e1', stream: 2 }])
  expect(session).toMatchObject({ open: false, waiting: { for: 'stream', id: 'e1' } })
})

it('keeps a whole answer for an engine that does not stream', () => {
  const info = { id: 'C1', from: '+1', to: '+2', direction: 'inbound' } as const
  const start = step(program, createSession(program, info), { type: 'call.started', at: 1 })
  const { document, effects, session } = step(program, start.session, tuesday)
  expect(document).toBeNull()
  expect(effects[0]).not.toHaveProperty('stream')
  expect(session).toMatchObject({ open: true, waiting: { for: 'effect' } })
})

it('goes on listening after the answer, which is then part of the conversation', () => {
  const { session, document } = call(
    tuesday,
    finished('e1', answer({ say: 'At which time?', collected: { day: 'Tuesday' } })),
  )
  expect(document).toBeNull()
  expect(session.waiting).toEqual({ for: 'input', op: 'a' })
  expect(historyOf(session)).toEqual(['How can I help?', 'On Tuesday', 'At which time?'])
  expect(session.nodes).toMatchObject({ a: { day: 'Tuesday' } })
})

it('leaves by an exit when all was said, without saying it again', () => {
  const leaving = finished('e1', answer({ say: 'Done.', exit: { name: 'booked', reason: 'ok' } }))
  expect(call(tuesday, leaving).session.waiting).toMatchObject({ for: 'stream', id: 'e1' })
  const { session, document } = call(tuesday, leaving, posted(3, { reason: 'stream' }))
  expect(session).toMatchObject({ status: 'ended', outcome: 'done' })
  expect(JSON.stringify(document)).not.toContain('Done.')
})

it.for([
  ['nothing', { say: '' }],
  ['a failure', null],
] as const)('takes the way out when the model answers %s', ([, more]) => {
  const failed: EffectResult = { type: 'failed', why: 'Down.', timedOut: false }
  const result = more ? answer(more) : failed
  const { session } = call(tuesday, finished('e1', result), posted(3, { reason: 'stream' }))
  expect(session).toMatchObject({ status: 'ended', outcome: 'broken' })
})

it('keeps what was heard when the caller cuts in, and gives the old answer up', () => {
  const cutIn = posted(3, { reason: 'speech', speech: 'No, Friday', heard: 'Tuesday it is' })
  const { session, effects } = call(tuesday, cutIn)
  expect(historyOf(session)).toEqual([
    'How can I help?',
    'On Tuesday',
    'Tuesday it is …',
    'No, Friday',
  ])
  expect(effects).toMatchObject([{ id: 'e2', stream: 3 }])
  const late = call(tuesday, cutIn, finished('e1', answer({ say: 'Tuesday it is, at nine.' })))
  expect(late.effects).toEqual([])
  expect(historyOf(late.session)).toHaveLength(4)
})

it('keeps nothing of an answer that was cut before its first word', () => {
  const cutIn = posted(3, { reason: 'speech', speech: 'Wait', heard: '' })
  expect(historyOf(call(tuesday, cutIn).session)).toEqual(['How can I help?', 'On Tuesday', 'Wait'])
})

it('does not leave when the caller objects to the last words', () => {
  const { session } = call(
    tuesday,
    finished('e1', answer({ say: 'Booked. Goodbye.', exit: { name: 'booked', reason: '' } })),
    posted(3, { reason: 'speech', speech: 'No, wait', heard: 'Booked.' }),
  )
  expect(session).toMatchObject({ status: 'active', waiting: { for: 'stream', id: 'e2' } })
  expect(historyOf(session)?.slice(-2)).toEqual(['Booked. …', 'No, wait'])
})

it('waits for the whole answer when the stream broke', () => {
  const broken = [tuesday, posted(3, { reason: 'stream' })] as const
  expect(call(...broken).session).toMatchObject({ open: true, waiting: { for: 'effect' } })
  const { document } = call(...broken, finished('e1', answer({ say: 'At which time?' })))
  expect(document?.verbs).toMatchObject([{ type: 'gather', prompt: [{ text: 'At which time?' }] }])
})

it('says what has come, sentence by sentence, to an engine that takes whole documents', () => {
  const info = { id: 'C1', from: '+1', to: '+2', direction: 'inbound' } as const
  const said = (text: string): CallEvent => ({ type: 'effect.said', at: 3, id: 'e1', text })
  let last = step(program, createSession(program, info), { type: 'call.started', at: 1 })
  const take = (event: CallEvent) => {
    last = step(program, last.session, event)
    return last.document?.verbs
  }
  take(tuesday)
  const next = { type: 'redirect', url: '/hooks/voice/C1/3' }
  expect(take(said('Of course.'))).toMatchObject([{ type: 'say', text: 'Of course.' }, next])
  // Nobody waits for a document now: it stays with the runtime.
  expect(take(said('Which time?'))).toBeUndefined()
  expect(take(posted(3, { reason: 'redirect' }))).toBeUndefined()
  expect(take(said('Which time?'))).toMatchObject([{ text: 'Which time?' }, { type: 'redirect' }])
  take(posted(4, { reason: 'redirect' }))
  const whole = answer({ say: 'Of course. Which time? Morning?' })
  expect(take(finished('e1', whole))).toMatchObject([
    { type: 'gather', prompt: [{ text: 'Morning?' }] },
  ])
  expect(historyOf(last.session)?.at(-1)).toBe('Of course. Which time? Morning?')
  // What earlier documents said was heard to its end, wherever the caller cuts in later.
  take(posted(5, { reason: 'speech', speech: 'At nine', heard: 'Mor' }))
  expect(historyOf(last.session)?.slice(-2)).toEqual(['Of course. Which time? Mor …', 'At nine'])
})

it('keeps the question when only the reminder after it was cut short', () => {
  const { session } = call(
    posted(2, { reason: 'timeout' }),
    posted(3, { reason: 'speech', speech: 'On Tuesday', heard: 'Sorry, I' }),
  )
  expect(historyOf(session)).toEqual(['How can I help?', 'On Tuesday'])
})

it('tells the engine where likely words go, unless the agent waits for certainty', () => {
  expect(call().document?.verbs).toMatchObject([{ prepare: '/hooks/prepare/C1/2' }])
  expect(call(tuesday).document?.verbs).toMatchObject([{ prepare: '/hooks/prepare/C1/3' }])
})
