import type { Program } from '#shared/compile/program.ts'
import type { TalkWorld } from '#shared/session/converse.ts'
import type { Effect } from '#shared/session/effect.ts'
import type { EffectResult, Json } from '#shared/session/event.ts'
import { respondOffline } from '#shared/session/offline.ts'
import type { Kept, Mock } from './kept.ts'
import { readBody } from './sampleBody.ts'
import { passagesFor } from './simulatorDocuments.ts'

const provider = 'offline responder'

/** What answers by itself: kept replies, and the built-in responder where it is the model. */
export const worldOf = ({ mocks, model }: Pick<Kept, 'mocks' | 'model'>): TalkWorld => ({
  answer: (effect) => {
    if (effect.type === 'model') return model === 'offline' ? offlineAnswer(effect) : null
    const mock = mocks[effect.node]
    return mock ? replyOf(mock, effect.timeout) : null
  },
  cannotPlay: (node) => mocks[node]?.type === 'silent',
})

/** What a kept reply answers; null when the request is really sent. */
export function replyOf(mock: Mock, timeout: number): EffectResult | null {
  switch (mock.type) {
    case 'reply':
      return { type: 'response', status: mock.status, body: toJson(readBody(mock.body)) }
    case 'fails':
      return { type: 'failed', why: 'It failed, as the simulator was told.', timedOut: false }
    case 'late':
      return {
        type: 'failed',
        why: `It did not answer within ${timeout / 1_000} s, as the simulator was told.`,
        timedOut: true,
      }
    default:
      return null
  }
}

/** What was parsed from JSON is JSON. */
const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null))

function offlineAnswer(effect: Effect): EffectResult {
  if (effect.type !== 'model') {
    return { type: 'failed', why: 'It is no model.', timedOut: false }
  }
  const { documents = [], history, knowledge } = effect.request
  const passages = passagesFor(documents, history.at(-1)?.text ?? '')
  const known = [knowledge, ...passages.map(({ text }) => text)].join('\n').trim()
  const answer = respondOffline({ ...effect.request, knowledge: known })
  const report = passages.length > 0 ? { report: { passages } } : {}
  return { type: 'model', answer: { ...answer, ...report }, provider }
}

/** The program with the shares that were chosen: a split of which one share has all callers. */
export function withShares(program: Program, mocks: Kept['mocks']): Program {
  const chosen = Object.values(program.ops).filter(
    (op) => op.op === 'split' && mocks[op.node]?.type === 'share',
  )
  if (chosen.length === 0) return program
  const ops = Object.fromEntries(
    Object.entries(program.ops).map(([id, op]) => {
      const mock = op.op === 'split' ? mocks[op.node] : undefined
      if (op.op !== 'split' || mock?.type !== 'share') return [id, op]
      const shares = op.shares.map((one) => ({ ...one, share: one.port === mock.port ? 100 : 0 }))
      return [id, { ...op, shares }]
    }),
  )
  return { ...program, ops }
}
