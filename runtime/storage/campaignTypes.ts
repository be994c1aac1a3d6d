import type { Callee, CalleeOutcome, CampaignSetup, CampaignState } from '#shared/api/campaigns.ts'
import type { Json } from '#shared/session/event.ts'
import type { AnsweredBy } from '#shared/session/session.ts'
import type { Lease, NewOutbound, OutboundProgram } from './outboundTypes.ts'

export interface CampaignRecord {
  readonly id: string
  readonly name: string
  readonly state: CampaignState
  readonly setup: CampaignSetup
  readonly program: OutboundProgram | null
  readonly fileName: string
  readonly note: string | null
  readonly createdAt: number
  readonly startedAt: number | null
  readonly endedAt: number | null
}

export interface NewCallee {
  readonly line: number
  readonly number: string
  readonly vars: Readonly<Record<string, Json>>
  readonly zones: readonly string[]
}

export interface StoredCallee extends Callee {
  readonly vars: Readonly<Record<string, Json>>
}

/** Callees of one campaign that are alike. */
export interface CalleeCount {
  readonly state: Callee['state']
  readonly outcome: CalleeOutcome | null
  readonly result: string | null
  readonly count: number
}

export interface CalleeClaim {
  readonly campaignId: string
  readonly lease: Lease
  readonly now: number
  readonly newId: () => string
  /** When somebody in these zones may be called: now or earlier, later, or never (null). */
  readonly allowedAt: (zones: readonly string[]) => number | null
}

export interface ClaimedCallees {
  readonly calls: readonly NewOutbound[]
  /** When it is worth while to look again; null: something must end first, or nobody waits. */
  readonly nextAt: number | null
}

/** A callee whose attempt is over. */
export interface EndedCallee {
  readonly campaignId: string
  readonly line: number
  readonly callId: string
  readonly attempts: number
  readonly zones: readonly string[]
  readonly outcome: CalleeOutcome
  /** Outcome of the flow. */
  readonly result: string | null
  readonly reason: string | null
  readonly answeredBy: AnsweredBy | null
  /** Whether somebody, or a machine, took the call. */
  readonly wasAnswered: boolean
  readonly endedAt: number
}

export interface CampaignStore {
  insertCampaign(
    campaign: Pick<CampaignRecord, 'id' | 'name' | 'setup' | 'fileName' | 'createdAt'>,
    content: string,
  ): Promise<void>
  /** Newest first; all, or those in one state. */
  listCampaigns(state?: CampaignState): Promise<readonly CampaignRecord[]>
  findCampaign(id: string): Promise<CampaignRecord | null>
  loadCampaignFile(id: string): Promise<string | null>
  /** False unless it is a draft. */
  saveCampaign(id: string, change: Pick<CampaignRecord, 'name' | 'setup'>): Promise<boolean>
  /** Forgets the callees of a draft: it starts with those that are added from here on. */
  clearCallees(id: string): Promise<void>
  addCallees(id: string, callees: readonly NewCallee[]): Promise<void>
  /** False unless it was a draft. */
  startCampaign(id: string, program: OutboundProgram, at: number): Promise<boolean>
  moveCampaign(
    id: string,
    from: readonly CampaignState[],
    to: CampaignState,
    change: { readonly at: number; readonly note: string | null },
  ): Promise<boolean>
  /** Forgets one that nobody is called for any more. */
  deleteCampaign(id: string): Promise<boolean>
  countCallees(id: string): Promise<readonly CalleeCount[]>
  /** When the next one who waits falls due. */
  nextCallee(id: string): Promise<number | null>
  /** In the order of the file. */
  listCallees(
    id: string,
    query: { readonly outcome: string | null; readonly after: number; readonly limit: number },
  ): Promise<readonly StoredCallee[]>
  /** Takes those whose turn it is, and writes their attempts: what the pace and the rules allow now. */
  claimCallees(claim: CalleeClaim): Promise<ClaimedCallees>
  /**
   * Gives back an attempt that was never dialled: it does not count. `dueAt`: not before; null: as soon as before. False:
   * no campaign has it in this state.
   */
  releaseCallee(callId: string, from: 'queued' | 'dialling', dueAt: number | null): Promise<boolean>
  /** Callees whose attempt is over and not yet counted. */
  endedCallees(limit: number): Promise<readonly EndedCallee[]>
  /** Counts an attempt, once: done, or waiting for the next. */
  settleCallee(ended: EndedCallee, dueAt: number | null): Promise<boolean>
  /** Ends running campaigns that have nobody left. */
  finishCampaigns(at: number): Promise<readonly string[]>
}
