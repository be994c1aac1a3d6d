import { t1 } from './serverTransaction.ts'

/** Our own INVITE (RFC 3261 section 17.1.1), as a pure machine. */
export interface ClientInvite {
  readonly isReliable: boolean
  readonly state: 'calling' | 'proceeding' | 'completed' | 'terminated'
  readonly text: string
  /** The next wait of timer A. */
  readonly resendAfter: number
}

type TimerName = 'A' | 'B' | 'D'

export type ClientInviteInput =
  | { readonly type: 'response'; readonly status: number }
  | { readonly type: 'timer'; readonly name: TimerName }
  /** The transport could not deliver it (section 17.1.4). */
  | { readonly type: 'failed' }

export type ClientInviteOutput =
  | { readonly type: 'send'; readonly text: string }
  /** Acknowledge the refusal (section 17.1.1.3). */
  | { readonly type: 'ack' }
  | { readonly type: 'timer'; readonly name: TimerName; readonly after: number }
  /** Hand the response on. */
  | { readonly type: 'pass' }
  /** Nobody answered the request at all. */
  | { readonly type: 'timeout' }

type Step = readonly [ClientInvite, readonly ClientInviteOutput[]]

/** How long a refusal may be repeated over datagrams. */
const timerD = 32_000

/** Sends the INVITE and starts its timers. */
export function openClientInvite(text: string, isReliable: boolean): Step {
  const outputs: ClientInviteOutput[] = [
    { type: 'send', text },
    { type: 'timer', name: 'B', after: 64 * t1 },
  ]
  if (!isReliable) outputs.push({ type: 'timer', name: 'A', after: t1 })
  return [{ isReliable, state: 'calling', text, resendAfter: t1 }, outputs]
}

/** The next state and the outputs. */
export function stepClientInvite(invite: ClientInvite, input: ClientInviteInput): Step {
  if (input.type === 'failed') return fail(invite)
  return input.type === 'response' ? takeResponse(invite, input.status) : ring(invite, input.name)
}

/** What fails later than the INVITE itself is an ACK, and costs nothing. */
function fail(invite: ClientInvite): Step {
  if (invite.state !== 'calling') return [invite, []]
  return [{ ...invite, state: 'terminated' }, [{ type: 'timeout' }]]
}

function takeResponse(invite: ClientInvite, status: number): Step {
  const { state } = invite
  if (state === 'terminated') return [invite, []]
  // Our ACK was lost: once more.
  if (state === 'completed') return [invite, status >= 300 ? [{ type: 'ack' }] : []]
  if (status < 200) return [{ ...invite, state: 'proceeding' }, [{ type: 'pass' }]]
  // The user of the transaction acknowledges a 2xx (section 13.2.2.4).
  if (status < 300) return [{ ...invite, state: 'terminated' }, [{ type: 'pass' }]]
  const refused: readonly ClientInviteOutput[] = [{ type: 'ack' }, { type: 'pass' }]
  if (invite.isReliable) return [{ ...invite, state: 'terminated' }, refused]
  return [
    { ...invite, state: 'completed' },
    [...refused, { type: 'timer', name: 'D', after: timerD }],
  ]
}

function ring(invite: ClientInvite, name: TimerName): Step {
  const { state } = invite
  if (name === 'D' && state === 'completed') return [{ ...invite, state: 'terminated' }, []]
  if (name === 'B' && state === 'calling')
    return [{ ...invite, state: 'terminated' }, [{ type: 'timeout' }]]
  if (name !== 'A' || state !== 'calling') return [invite, []]
  const resendAfter = invite.resendAfter * 2
  return [
    { ...invite, resendAfter },
    [
      { type: 'send', text: invite.text },
      { type: 'timer', name: 'A', after: resendAfter },
    ],
  ]
}
