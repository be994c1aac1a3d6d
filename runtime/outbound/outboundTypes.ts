import type { AnsweredBy } from '#shared/session/session.ts'
import type { Carrier } from '../carriers/carrier.ts'
import type { Claim } from '../storage/answerStore.ts'
import type { Inserted, NewOutbound, OutboundRecord } from '../storage/outboundTypes.ts'

/** Who brings a call to somebody, or a sentence that says why nobody does and what to do. */
export type CarrierChoice =
  | { readonly type: 'carrier'; readonly carrier: Carrier }
  | { readonly type: 'nobody'; readonly why: string }

export type ChooseCarrier = (call: {
  readonly to: string
  readonly from: string
}) => Promise<CarrierChoice>

/** What the engine reports of the end of a call of ours. */
export interface LineEnd {
  readonly status: 'completed' | 'failed'
  readonly reason: string
  readonly answeredBy: AnsweredBy | null
}

/** Why a call that somebody had answered was cut off: our fault, and nobody else’s. */
export const interrupted = 'The server was restarted during the call.'

export type Canceled = 'canceling' | 'answered' | 'ended' | 'unknown'

/** Calls of ours, from the row that is written first to their outcome. */
export interface Outbound {
  /** From now on calls are dialled, and what a stopped process left is looked after. */
  connect(choose: ChooseCarrier, options: { readonly isShared: boolean }): Promise<void>
  readonly choose: ChooseCarrier
  /** Keeps a call and dials it. */
  place(call: NewOutbound, claim?: Claim | null): Promise<Inserted>
  /** Dials attempts that are kept already. */
  dial(calls: readonly NewOutbound[]): void
  cancel(callId: string): Promise<Canceled>
  /** The engine runs the call now. Null: it is none of ours, or over. */
  begin(callId: string, answeredBy: AnsweredBy | null): Promise<OutboundRecord | null>
  /** The line is gone. False when it was no call of ours. */
  over(callId: string, end: LineEnd): Promise<boolean>
  screeningOf(callId: string): Promise<OutboundRecord['onVoicemail']>
  /** A lease of this process, from now. */
  lease(): { readonly owner: string; readonly until: number }
  /** Called whenever a call of ours has ended. */
  onEnd(listener: () => void): void
  close(): Promise<void>
}
