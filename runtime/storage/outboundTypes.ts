import type { CallOutcome, OnVoicemail, OptOut } from '#shared/api/outbound.ts'
import type { Json } from '#shared/session/event.ts'
import type { AnsweredBy } from '#shared/session/session.ts'
import type { Claim } from './answerStore.ts'

export type OutboundState = 'queued' | 'dialling' | 'ringing' | 'answered' | 'ended'

/** What a call of ours runs: pinned when it is made. */
export interface OutboundProgram {
  readonly flowId: string
  readonly flowName: string
  readonly version: number | null
  readonly hash: string
  readonly labels: string
}

/** One attempt to reach somebody. Its row is written before anything is dialled. */
export interface OutboundRecord {
  readonly callId: string
  readonly campaignId: string | null
  readonly line: number | null
  readonly program: OutboundProgram
  readonly vars: Readonly<Record<string, Json>>
  readonly from: string
  readonly to: string
  readonly ringSeconds: number
  readonly onVoicemail: OnVoicemail
  readonly state: OutboundState
  /** Somebody wants it to end. */
  readonly isCanceling: boolean
  readonly outcome: CallOutcome | null
  readonly reason: string | null
  readonly answeredBy: AnsweredBy | null
  readonly createdAt: number
  readonly endedAt: number | null
}

export type NewOutbound = Pick<
  OutboundRecord,
  'callId' | 'program' | 'vars' | 'from' | 'to' | 'ringSeconds' | 'onVoicemail'
>

export interface Lease {
  /** The process that dials. */
  readonly owner: string
  readonly until: number
}

export interface OutboundEnd {
  readonly outcome: CallOutcome
  readonly reason: string | null
  readonly at: number
}

/** `claimLost`: another request with the same key makes the call. */
export type Inserted = 'created' | 'optedOut' | 'claimLost'

/** How a call on the line stands, without its path. */
export interface CallEnd {
  readonly from: string
  readonly to: string
  readonly channel: string
  readonly status: 'active' | 'completed' | 'failed'
  readonly outcome: string | null
}

export interface OutboundStore {
  /**
   * Keeps an attempt in state `queued`, unless the number has opted out; with the key of its request, which then knows
   * what was made, or not at all.
   */
  insertOutbound(
    call: NewOutbound,
    lease: Lease,
    at: number,
    claim?: Claim | null,
  ): Promise<Inserted>
  findOutbound(callId: string): Promise<OutboundRecord | null>
  /** False when it is in none of these states: whoever gets true goes on with it, and nobody else. */
  moveOutbound(
    callId: string,
    from: readonly OutboundState[],
    to: OutboundState,
    at: number,
  ): Promise<boolean>
  noteAnsweredBy(callId: string, answeredBy: AnsweredBy): Promise<void>
  /** Asks whoever dials to stop. False when it is over. */
  cancelOutbound(callId: string): Promise<boolean>
  /** Ends it once, in the list of calls too: false when it had ended before. */
  endOutbound(callId: string, end: OutboundEnd): Promise<boolean>
  /** Says that this process is still there; what comes back is to be canceled. */
  renewLeases(lease: Lease): Promise<readonly string[]>
  /** Takes over attempts whose process is gone: those whose lease has ended, or all of others. */
  takeLostOutbound(
    lease: Lease,
    now: number,
    everything: boolean,
  ): Promise<readonly OutboundRecord[]>
  findCallEnd(callId: string): Promise<CallEnd | null>
}

export interface OptOutStore {
  /** How many were new. */
  addOptOuts(entries: readonly OptOut[]): Promise<number>
  removeOptOut(number: string): Promise<boolean>
  findOptOut(number: string): Promise<OptOut | null>
  /** Newest first. */
  listOptOuts(query: {
    readonly search: string
    readonly before: string | null
    readonly limit: number
  }): Promise<{
    readonly optOuts: readonly OptOut[]
    readonly next: string | null
    readonly total: number
  }>
}
