import type { CallRow, CallSummary } from '#shared/api/api.ts'
import type { OutboxRecord } from '#shared/api/outbox.ts'
import type { Program } from '#shared/compile/program.ts'
import type { Flow } from '#shared/flow/flow.ts'
import type { Effect, RequestEffect } from '#shared/session/effect.ts'
import type { Session } from '#shared/session/session.ts'
import type { AnswerStore } from './answerStore.ts'
import type { AttemptStore } from './attemptStore.ts'
import type { CampaignStore } from './campaignTypes.ts'
import type { CredentialStore } from './credentialStore.ts'
import type { DocumentStore } from './documentStore.ts'
import type { NumberStore } from './numberRecords.ts'
import type { OptOutStore, OutboundStore } from './outboundTypes.ts'
import type { PeopleStore } from './peopleStore.ts'
import type { PlaceStore } from './placeStore.ts'
import type { AuditStore, PlanStore, PublishMode, SeenAnswer } from './planTypes.ts'
import type { ProviderStore } from './providerStore.ts'
import type { SigningSecretStore } from './signingSecretStore.ts'
import type { SubscriptionStore } from './subscriptionStore.ts'
import type { ToolServerStore } from './toolServerStore.ts'

/**
 * Everything the runtime keeps, in SQLite or Postgres; every engine passes `store.contract.ts`. A resolved promise means
 * the change is on the disk. Any method may reject with `StoreUnavailable`.
 */
export interface Store
  extends CallStore,
    FlowStore,
    NumberStore,
    OutboxStore,
    SubscriptionStore,
    SigningSecretStore,
    AttemptStore,
    AnswerStore,
    PlaceStore,
    OutboundStore,
    CampaignStore,
    OptOutStore,
    ProviderStore,
    PlanStore,
    AuditStore,
    DocumentStore,
    ToolServerStore,
    CredentialStore,
    PeopleStore {
  /** A value kept under a key; `create` makes it the first time. */
  setting(key: string, create: () => string): Promise<string>
  findSetting(key: string): Promise<string | null>
  dropSetting(key: string): Promise<void>
  close(): Promise<void>
}

export interface CallStore {
  /** What a posted turn needs to know, in one look. Null: no such call. */
  loadTurn(callId: string, turn: number): Promise<StoredTurn | null>
  /** Id of the call that an engine knows under its own name. */
  findCall(carrier: string, sid: string): Promise<string | null>
  /** Session, answer, rows and the closing of the call: all or nothing. Rejects with `StaleSession` or `StoreFull`. */
  commitTurn(commit: TurnCommit): Promise<void>
  /** Appends to a call's history. */
  appendRows(callId: string, rows: readonly NewRow[]): Promise<void>
  /** Called in order, right after each commit, with the rows it holds. */
  onRows(listener: RowsListener): void
  /**
   * From when it resolves until what it gives is called, listeners also hear of rows that other processes commit to this
   * call, in order with those of this process.
   */
  follow(callId: string): Promise<() => void>
  readRows(callId: string, afterSeq: number, limit: number): Promise<readonly CallRow[]>
  /** Ends a call's record once: false when it was closed before. */
  closeCall(callId: string, closing: Closing): Promise<boolean>
  findSummary(callId: string): Promise<CallSummary | null>
  listCalls(query: CallQuery): Promise<{ calls: readonly CallSummary[]; next: string | null }>
  /** Rows of these types of a flow's newest calls; a bounded number of them. */
  readFlowRows(query: FlowRowsQuery): Promise<readonly FlowRow[]>
  /** How many calls each flow has had since a time, by its id. */
  countCalls(since: number): Promise<Readonly<Record<string, number>>>
  /** Calls that are going on. */
  unfinishedCalls(): Promise<readonly UnfinishedCall[]>
  /** Calls that were going on in a process that is gone; they are this process's now. */
  takeOrphans(): Promise<readonly UnfinishedCall[]>
}

/** Webhooks that are sent until they arrive. */
export interface OutboxStore {
  /** Takes what is due, for this worker alone until the lease ends; each counts as an attempt. */
  claimWebhooks(claim: WebhookClaim): Promise<readonly ClaimedWebhook[]>
  /** It arrived. False when the lease was lost meanwhile. */
  dropWebhook(id: string, lease: string): Promise<boolean>
  /** It did not arrive: tried again at `dueAt`, or never by itself when that is null. False when the lease was lost. */
  delayWebhook(id: string, lease: string, failure: WebhookFailure): Promise<boolean>
  /** When the next one falls due, or comes free of a lease. */
  nextDue(): Promise<number | null>
  /** Newest first. */
  listWebhooks(
    query: OutboxQuery,
  ): Promise<{ webhooks: readonly OutboxRecord[]; next: string | null }>
  /** Starts anew with a dead or waiting one, under its id. */
  replayWebhook(id: string, now: number): Promise<'replayed' | 'unknown' | 'sending'>
}

/** A webhook that nobody waits for (any more), to be kept with the turn that asks for it. */
export interface OutgoingWebhook {
  /** Its `webhook-id` on every attempt. */
  readonly id: string
  readonly request: RequestEffect
  readonly createdAt: number
  readonly dueAt: number
}

export interface ClaimedWebhook {
  readonly id: string
  readonly callId: string
  readonly request: RequestEffect
  /** With the one that starts now. */
  readonly attempts: number
}

export interface WebhookClaim {
  /** A new name for each claim. */
  readonly lease: string
  readonly now: number
  readonly limit: number
  /** Most at once to one server, by all processes. */
  readonly perHost: number
}

interface WebhookFailure {
  readonly dueAt: number | null
  readonly error: string
}

interface OutboxQuery {
  readonly status: 'waiting' | 'dead' | null
  readonly before: string | null
  readonly limit: number
}

export interface FlowStore {
  listFlows(): Promise<readonly FlowRecord[]>
  findFlow(id: string): Promise<FlowRecord | null>
  /** Inserts at revision 1; false when the id is taken. */
  insertFlow(flow: Flow, at: number): Promise<boolean>
  /** False when the stored revision is another one than `revision`. */
  saveFlow(flow: Flow, revision: number, at: number): Promise<boolean>
  /** The saved state of a flow, without reading the flow. Null: there is none, or it is in the bin. */
  findRevision(id: string): Promise<{ readonly revision: number } | null>
  /** Puts a flow into the bin: nothing finds it any more but the bin. */
  deleteFlow(id: string, at: number): Promise<void>
  /** What is in the bin, newest first. */
  listBin(): Promise<readonly BinRecord[]>
  /** Takes a flow out of the bin; false when it is not there. */
  restoreFlow(id: string): Promise<boolean>
  /** Forgets one flow of the bin for good, or all that went in before a time. */
  emptyBin(which: { readonly id: string } | { readonly before: number }): Promise<void>
  /** Keeps a program under its hash, and the names of its nodes beside it. Cheap when known. */
  saveProgram(program: Program, labels: Labels): Promise<LabelsId>
  loadProgram(hash: string): Promise<Program | null>
  listVersions(flowId: string): Promise<readonly VersionRecord[]>
  /** One version with the flow that it was made from. */
  findVersion(flowId: string, version: number): Promise<VersionWithFlow | null>
  /** Changes the note of a version: false when there is no such version. */
  saveNote(flowId: string, version: number, note: string): Promise<boolean>
  /** Calls that each version of a flow has answered. */
  countCallsByVersion(flowId: string): Promise<readonly VersionCalls[]>
  /**
   * Points a number at a version, making the version when its program is new. Rejects with `NumberChanged` or `NoSplit`,
   * and then keeps nothing.
   */
  publish(publication: NewPublication): Promise<VersionRecord>
  /** What a number answers with; null when nobody answers. */
  findPublished(number: string): Promise<NumberTarget | null>
  /** Calls in progress of a flow that run another program than `hash`. */
  countCallsInProgress(flowId: string, hash: string): Promise<number>
}

export type RowsListener = (callId: string, rows: readonly CallRow[]) => void
export type NewRow = Omit<CallRow, 'seq'>
/** sha256 of the labels' JSON. */
type LabelsId = string
/** Names of nodes and ports when a program was made: for the list of calls. */
export type Labels = Readonly<
  Record<string, { name: string; type: string; ports: Readonly<Record<string, string>> }>
>

export interface StoredSession {
  readonly session: Session
  /** Counts commits: the guard against two writers. */
  readonly version: number
  /** Effects started and not finished, to start again after a crash. */
  readonly pending: readonly Effect[]
}

export interface StoredTurn extends StoredSession {
  /** The answer given to the turn asked for, byte for byte. */
  readonly answer: string | null
}

export interface TurnCommit {
  readonly callId: string
  /** The new call that this commit starts. */
  readonly start: NewCall | null
  readonly session: Session
  /** Version the session was loaded at; 0 for a new call. */
  readonly version: number
  readonly pending: readonly Effect[]
  readonly answer: {
    readonly turn: number
    readonly document: string
  } | null
  readonly rows: readonly NewRow[]
  /** Webhooks to send that the call does not wait for. */
  readonly outbox: readonly OutgoingWebhook[]
  /** Set when the session has ended. */
  readonly outcome: { readonly status: 'completed' | 'failed'; readonly at: number } | null
}

export type Channel = CallSummary['channel']

export interface NewCall {
  readonly carrier: string
  readonly sid: string
  readonly flowId: string
  readonly flowName: string
  readonly version: number | null
  readonly labels: LabelsId
  readonly channel: Channel
  readonly startedAt: number
}

interface Closing {
  readonly status: 'completed' | 'failed'
  readonly at: number
}

export interface CallQuery {
  readonly flow: string | null
  /** Cursor of the page before. */
  readonly before: string | null
  readonly limit: number
}

export interface FlowRowsQuery {
  readonly flow: string
  readonly types: readonly string[]
  /** Most calls looked at. */
  readonly calls: number
}

export interface FlowRow extends Pick<CallRow, 'type' | 'data'> {
  readonly callId: string
}

interface UnfinishedCall {
  readonly callId: string
  readonly channel: Channel
}

export interface FlowRecord {
  readonly flow: Flow
  readonly revision: number
  readonly updatedAt: number
}

export interface BinRecord {
  readonly flow: Flow
  readonly deletedAt: number
}

export interface VersionRecord {
  readonly flowId: string
  readonly version: number
  readonly hash: string
  readonly note: string
  readonly createdAt: number
  /** Null: this installation, which has no accounts. */
  readonly author: string | null
}

export interface VersionWithFlow extends VersionRecord {
  readonly flow: Flow
}

export interface VersionCalls {
  readonly version: number
  readonly calls: number
  readonly inProgress: number
}

export interface NewPublication {
  readonly number: string
  readonly flow: Flow
  readonly program: Program
  readonly labels: Labels
  readonly note: string
  readonly author: string | null
  readonly at: number
  /** @defaultValue now, for everybody */
  readonly mode?: PublishMode
  /** @defaultValue whatever the number answers with */
  readonly expects?: SeenAnswer | undefined
}

export interface PublishedTarget {
  readonly flowId: string
  readonly flowName: string
  readonly version: number
  readonly hash: string
  readonly labels: LabelsId
}

/** The same with what the number itself allows. */
export interface NumberTarget extends PublishedTarget {
  /** Off: calls to the number are refused. */
  readonly enabled: boolean
  /** Calls at once; null: as many as come. */
  readonly mostCalls: number | null
}

/** Somebody else moved the session on: load it again. */
export class StaleSession extends Error {
  constructor(callId: string) {
    super(`Call ${callId} was changed by somebody else meanwhile.`)
  }
}

/** The store cannot be reached or written now. Nothing that was saved is lost. */
export class StoreUnavailable extends Error {}

/** The disk has no room for the change. */
export class StoreFull extends StoreUnavailable {
  constructor(cause: unknown) {
    super('The disk is full: free some space on the disk that holds DATA_DIR.', { cause })
  }
}
