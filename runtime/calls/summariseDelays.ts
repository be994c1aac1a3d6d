import type { CallRow } from '#shared/api/api.ts'
import { type Delay, delayPartNames, delaySchema, type FlowDelays } from '#shared/api/delays.ts'

/** A row of one of several calls. */
export interface RowOfCall {
  readonly callId: string
  readonly type: string
  readonly data: CallRow['data']
}

/** Says how long callers waited, and where that time went, from rows of the types `delay` and `prepared`. */
export function summariseDelays(rows: readonly RowOfCall[]): FlowDelays {
  const answers = rows.filter(({ type }) => type === 'delay')
  const delays = answers
    .map(({ data }) => delaySchema.parse(data))
    .toSorted((one, other) => one.total - other.total)
  const prepared = rows.filter(({ type }) => type === 'prepared')
  const used = prepared.filter(({ data }) => data['used'] === true)
  const saved = delays.map((delay) => delay.saved).filter((value) => value > 0)
  return {
    calls: new Set(answers.map(({ callId }) => callId)).size,
    answers: delays.length,
    total: percentiles(delays.map(({ total }) => total)),
    parts: delayPartNames.map((part) => ({
      part,
      ...percentiles(delays.map((delay) => delay[part])),
    })),
    typical: mean(between(delays, 0.4, 0.6)),
    slow: mean(between(delays, 0.9, 1)),
    early: {
      used: used.length,
      thrownAway: prepared.length - used.length,
      saved: percentiles(saved).p50,
      tokens: prepared.reduce((sum, { data }) => sum + tokensIn(data), 0),
    },
    fillers: answers.filter(({ data }) => data['filler'] === true).length,
  }
}

const tokensIn = (data: CallRow['data']): number => {
  const tokens = data['tokens']
  return typeof tokens === 'number' ? tokens : 0
}

const percentiles = (values: readonly number[]) => {
  const sorted = values.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
  return { p50: at(0.5), p95: at(0.95) }
}

/** At least one of them, where there are any. */
const between = (sorted: readonly Delay[], from: number, to: number): readonly Delay[] => {
  const start = Math.min(Math.floor(from * sorted.length), sorted.length - 1)
  return sorted.slice(Math.max(0, start), Math.max(start + 1, Math.ceil(to * sorted.length)))
}

function mean(delays: readonly Delay[]): Delay {
  const of = (key: keyof Delay) =>
    delays.reduce((sum, delay) => sum + delay[key], 0) / Math.max(1, delays.length)
  return {
    endpointing: of('endpointing'),
    recognition: of('recognition'),
    turn: of('turn'),
    network: of('network'),
    model: of('model'),
    sentence: of('sentence'),
    synthesis: of('synthesis'),
    audio: of('audio'),
    total: of('total'),
    saved: of('saved'),
  }
}
