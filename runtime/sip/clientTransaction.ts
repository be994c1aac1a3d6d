import { t1, t2, t4 } from './serverTransaction.ts'

/** Our own request that is no INVITE (RFC 3261 section 17.1.2), as a pure machine. */
export interface ClientTransaction {
  readonly isReliable: boolean
  readonly state: 'trying' | 'proceeding' | 'completed' | 'terminated'
  readonly text: string
  /** The next wait of timer E. */
  readonly resendAfter: number
}

export type ClientInput =
  | { readonly type: 'response'; readonly status: number }
  | { readonly type: 'timer'; readonly name: 'E' | 'F' | 'K' }
  /** The transport could not deliver it (section 17.1.4). */
  | { readonly type: 'failed' }

export type ClientOutput =
  | { readonly type: 'send'; readonly text: string }
  | { readonly type: 'timer'; readonly name: 'E' | 'F' | 'K'; readonly after: number }
  | { readonly type: 'final'; readonly status: number }

type Step = readonly [ClientTransaction, readonly ClientOutput[]]

/** Sends the request and starts its timers. */
export function openClientTransaction(text: string, isReliable: boolean): Step {
  const outputs: ClientOutput[] = [
    { type: 'send', text },
    { type: 'timer', name: 'F', after: 64 * t1 },
  ]
  if (!isReliable) outputs.push({ type: 'timer', name: 'E', after: t1 })
  return [{ isReliable, state: 'trying', text, resendAfter: t1 }, outputs]
}

/** The next state and the outputs. No answer in 32 seconds counts as 408, a broken transport as 503. */
export function stepClient(transaction: ClientTransaction, input: ClientInput): Step {
  const { state } = transaction
  const isWaiting = state === 'trying' || state === 'proceeding'
  if (input.type === 'response') {
    if (!isWaiting) return [transaction, []]
    if (input.status < 200) return [{ ...transaction, state: 'proceeding' }, []]
    const final: ClientOutput = { type: 'final', status: input.status }
    if (transaction.isReliable) return [{ ...transaction, state: 'terminated' }, [final]]
    const keep: ClientOutput = { type: 'timer', name: 'K', after: t4 }
    return [{ ...transaction, state: 'completed' }, [final, keep]]
  }
  if (input.type === 'failed') {
    const failed: ClientOutput = { type: 'final', status: 503 }
    return isWaiting ? [{ ...transaction, state: 'terminated' }, [failed]] : [transaction, []]
  }
  if (input.name === 'F' && isWaiting)
    return [{ ...transaction, state: 'terminated' }, [{ type: 'final', status: 408 }]]
  if (input.name === 'K' && state === 'completed')
    return [{ ...transaction, state: 'terminated' }, []]
  if (input.name !== 'E' || !isWaiting) return [transaction, []]
  const resendAfter = state === 'proceeding' ? t2 : Math.min(transaction.resendAfter * 2, t2)
  return [
    { ...transaction, resendAfter },
    [
      { type: 'send', text: transaction.text },
      { type: 'timer', name: 'E', after: resendAfter },
    ],
  ]
}
