import type { CallRow } from '#shared/api/api.ts'
import type { TalkMove } from '#shared/session/converse.ts'
import { dialStatuses, type EffectResult, type Json } from '#shared/session/event.ts'

/** What can be played again of a call, and whether some of it was masked or not written down. */
export interface ReadCall {
  readonly moves: readonly TalkMove[]
  readonly isWhole: boolean
}

const mask = '•••'

/** Reads the moves of a call from what was written down about it: what the caller did, and what was answered. */
export function movesOfCall(rows: readonly CallRow[]): ReadCall {
  const moves: TalkMove[] = []
  let isWhole = true
  rows.forEach((row, index) => {
    const move = moveOf(row, rows, index)
    if (move === 'unreadable') isWhole = false
    else if (move) {
      moves.push(move)
      if (JSON.stringify(move).includes(mask)) isWhole = false
    }
  })
  return { moves, isWhole }
}

type Read = TalkMove | 'unreadable' | null

function moveOf(row: CallRow, rows: readonly CallRow[], index: number): Read {
  if (row.type === 'input.received') return callerMove(row, valuesAfter(rows, index))
  if (row.type === 'effect.finished') {
    const asked = rows
      .slice(0, index)
      .findLast(
        ({ type, data }) => type === 'effect.requested' && data['node'] === row.data['node'],
      )
    const node = textOf(row, 'node')
    const answer =
      asked?.data['effect'] === 'model'
        ? modelAnswer(row, rows, index)
        : requestAnswer(row, rows, index)
    return answer ? { answer, node } : 'unreadable'
  }
  return row.type === 'call.ended' && /hung up/i.test(textOf(row, 'reason'))
    ? { hangup: true }
    : null
}

function callerMove(row: CallRow, values: Readonly<Record<string, Json>>): Read {
  switch (row.data['reason']) {
    case 'digits':
      return { digits: textOf(row, 'digits') }
    case 'speech':
      return { speech: textOf(row, 'speech') }
    case 'timeout':
      return { silence: true }
    case 'recording':
      return {
        recording: String(values['recordingUrl'] ?? ''),
        seconds: Number(values['duration'] ?? 0) || 0,
      }
    case 'dial': {
      const status = dialStatuses.find((one) => one === values['status'])
      if (!status) return 'unreadable'
      return { dial: status, seconds: Number(values['duration'] ?? 0) || 0 }
    }
    default:
      return null
  }
}

function requestAnswer(row: CallRow, rows: readonly CallRow[], index: number): EffectResult | null {
  // The values of an answer are kept before it is noted.
  const values = { ...valuesBefore(rows, index), ...valuesAfter(rows, index) }
  const [, status] = /^answered (\d{3})$/.exec(textOf(row, 'summary')) ?? []
  if (status !== undefined) {
    return { type: 'response', status: Number(status), body: values['body'] ?? null }
  }
  const left = rows.slice(index).find(({ type }) => type === 'port.taken')
  return {
    type: 'failed',
    why: textOf(row, 'summary') || 'It failed.',
    timedOut: left?.data['port'] === 'timeout',
  }
}

/** A model's turn, as far as it was written down: what it collected, the exit it took, and what was said next. */
function modelAnswer(row: CallRow, rows: readonly CallRow[], index: number): EffectResult | null {
  const summary = textOf(row, 'summary')
  if (row.data['ok'] !== true) return { type: 'failed', why: summary, timedOut: false }
  const { exit, choice, reason, ...collected } = {
    ...valuesBefore(rows, index),
    ...valuesAfter(rows, index),
  }
  const name = exit ?? choice
  return {
    type: 'model',
    provider: summary.replace(/ (answered|chose .*)$/, ''),
    answer: {
      say: saidAfter(rows, index),
      collected,
      exit:
        typeof name === 'string' && name !== ''
          ? { name, reason: typeof reason === 'string' ? reason : '' }
          : null,
    },
  }
}

/** What was spoken from here to the caller's next doing. */
function saidAfter(rows: readonly CallRow[], index: number): string {
  const node = rows[index]?.data['node']
  const rest = rows.slice(index + 1)
  const end = rest.findIndex(({ type }) => type === 'input.received' || type === 'effect.requested')
  return (end === -1 ? rest : rest.slice(0, end))
    .filter((row) => row.type === 'verb.started' && row.data['node'] === node)
    .map((row) => textOf(row, 'text'))
    .filter(Boolean)
    .join(' ')
}

/** Values that a step kept right after a row, by name. */
function valuesAfter(rows: readonly CallRow[], index: number): Readonly<Record<string, Json>> {
  return collect(rows.slice(index + 1), isEdge)
}

function valuesBefore(rows: readonly CallRow[], index: number): Readonly<Record<string, Json>> {
  return collect(rows.slice(0, index).reverse(), isEdge)
}

const isEdge = ({ type }: CallRow): boolean =>
  ['input.received', 'effect.finished', 'effect.requested', 'port.taken', 'call.ended'].includes(
    type,
  )

function collect(
  rows: readonly CallRow[],
  isOver: (row: CallRow) => boolean,
): Readonly<Record<string, Json>> {
  const end = rows.findIndex(isOver)
  const near = end === -1 ? rows : rows.slice(0, end)
  return Object.fromEntries(
    near.flatMap((row) => {
      const [, , name] = /^nodes\.([^.]+)\.(.+)$/.exec(textOf(row, 'name')) ?? []
      return row.type === 'value.set' && name !== undefined
        ? [[name, row.data['value'] ?? null] as const]
        : []
    }),
  )
}

const textOf = (row: CallRow, key: string): string => {
  const value = row.data[key]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
