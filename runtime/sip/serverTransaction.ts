/**
 * Server transactions as pure machines (RFC 3261 section 17.2, with the accepted state of RFC 6026): a
 * state and an input give the next state and what to do.
 */

/** RFC 3261 table 4, milliseconds. */
export const t1 = 500
export const t2 = 4000
export const t4 = 5000

type TimerName = 'G' | 'H' | 'I' | 'J' | 'L'

export interface ServerTransaction {
  readonly kind: 'invite' | 'other'
  readonly isReliable: boolean
  readonly state: 'trying' | 'proceeding' | 'completed' | 'confirmed' | 'accepted' | 'terminated'
  /** The last response, to be sent again; null before there is one. */
  readonly last: string | null
  /** The next wait of timer G. */
  readonly resendAfter: number
}

export type ServerInput =
  | { readonly type: 'respond'; readonly status: number; readonly text: string }
  | { readonly type: 'request.again' }
  | { readonly type: 'ack' }
  | { readonly type: 'timer'; readonly name: TimerName }

type ServerOutput =
  | { readonly type: 'send'; readonly text: string }
  | { readonly type: 'timer'; readonly name: TimerName; readonly after: number }

type Step = readonly [ServerTransaction, readonly ServerOutput[]]

export const openServerTransaction = (
  kind: 'invite' | 'other',
  isReliable: boolean,
): ServerTransaction => ({
  kind,
  isReliable,
  state: kind === 'invite' ? 'proceeding' : 'trying',
  last: null,
  resendAfter: t1,
})

/** The next state and the outputs. An input without meaning in a state changes nothing. */
export function stepServer(transaction: ServerTransaction, input: ServerInput): Step {
  if (transaction.state === 'terminated') return [transaction, []]
  if (input.type === 'respond') return respond(transaction, input.status, input.text)
  if (input.type === 'request.again') return [transaction, repeat(transaction)]
  if (input.type === 'ack') return acknowledge(transaction)
  return expire(transaction, input.name)
}

function respond(transaction: ServerTransaction, status: number, text: string): Step {
  const { kind, state, isReliable } = transaction
  const send: ServerOutput = { type: 'send', text }
  // The user agent repeats a 2xx until it is acknowledged (RFC 3261 section 13.3.1.4).
  if (state === 'accepted') return [transaction, status >= 200 && status < 300 ? [send] : []]
  if (state !== 'trying' && state !== 'proceeding') return [transaction, []]
  if (status < 200) return [{ ...transaction, state: 'proceeding', last: text }, [send]]
  if (kind === 'other') {
    if (isReliable) return [{ ...transaction, state: 'terminated', last: text }, [send]]
    const completed: ServerTransaction = { ...transaction, state: 'completed', last: text }
    return [completed, [send, { type: 'timer', name: 'J', after: 64 * t1 }]]
  }
  if (status < 300)
    return [
      { ...transaction, state: 'accepted', last: null },
      [send, { type: 'timer', name: 'L', after: 64 * t1 }],
    ]
  const outputs: ServerOutput[] = [send, { type: 'timer', name: 'H', after: 64 * t1 }]
  if (!isReliable) outputs.push({ type: 'timer', name: 'G', after: t1 })
  return [{ ...transaction, state: 'completed', last: text }, outputs]
}

function repeat(transaction: ServerTransaction): ServerOutput[] {
  const { state, last } = transaction
  if (last === null || state === 'confirmed' || state === 'accepted') return []
  return [{ type: 'send', text: last }]
}

function acknowledge(transaction: ServerTransaction): Step {
  if (transaction.kind !== 'invite' || transaction.state !== 'completed') return [transaction, []]
  if (transaction.isReliable) return [{ ...transaction, state: 'terminated' }, []]
  return [{ ...transaction, state: 'confirmed' }, [{ type: 'timer', name: 'I', after: t4 }]]
}

function expire(transaction: ServerTransaction, name: TimerName): Step {
  const { state, last } = transaction
  if (name === 'G') {
    if (state !== 'completed' || last === null) return [transaction, []]
    const resendAfter = Math.min(transaction.resendAfter * 2, t2)
    return [
      { ...transaction, resendAfter },
      [
        { type: 'send', text: last },
        { type: 'timer', name: 'G', after: resendAfter },
      ],
    ]
  }
  const ends: Readonly<Record<Exclude<TimerName, 'G'>, ServerTransaction['state']>> = {
    H: 'completed',
    I: 'confirmed',
    J: 'completed',
    L: 'accepted',
  }
  return ends[name] === state ? [{ ...transaction, state: 'terminated' }, []] : [transaction, []]
}
