import type { Generated } from 'kysely'
import type { CalleeOutcome, CampaignState } from '#shared/api/campaigns.ts'
import type { CredentialKind } from '#shared/api/credentials.ts'
import type { CallOutcome, OnVoicemail, OptOut } from '#shared/api/outbound.ts'
import type { AnsweredBy } from '#shared/session/session.ts'
import type { PeopleTables } from './peopleTables.ts'

/** Tables, as the queries see them. JSON is text; times are unix milliseconds. */
export interface Tables extends PeopleTables {
  settings: { key: string; value: string }
  flows: {
    id: string
    name: string
    document: string
    revision: number
    created_at: number
    updated_at: number
    /** When it went into the bin; null while it is in use. */
    deleted_at: number | null
  }
  programs: { hash: string; program: string }
  labels: { id: string; labels: string }
  flow_versions: {
    flow_id: string
    version: number
    hash: string
    labels: string
    flow_name: string
    document: string
    note: string
    created_at: number
    /** Null: this installation, which has no accounts. */
    author: string | null
  }
  numbers: {
    number: string
    flow_id: string | null
    version: number | null
    /** `local`, `teler` or `trunk:<id>`. */
    carrier: Generated<string>
    name: Generated<string>
    /** 0: calls to it are refused. */
    enabled: Generated<number>
    /** At once; null: as many as come. */
    most_calls: number | null
    /** Asked when the flow cannot answer; empty: nobody. */
    fallback_url: Generated<string>
    /** Said when nothing answers; empty: the engine's own sentence. */
    says: Generated<string>
    /** Called after that; empty: nobody. */
    transfer: Generated<string>
  }
  trunks: {
    id: string
    /** What is no secret, as JSON. */
    settings: string
    /** Sealed by the vault; empty: none. */
    password: string
    inbound_password: string
    created_at: number
  }
  /** Keys of carriers, sealed by the vault; empty: none. */
  carrier_accounts: { carrier: string; key: string; webhook_secret: string }
  number_plans: {
    number: string
    /** JSON: a list. */
    testers: string
    split_version: number | null
    split_share: number | null
    next_flow_id: string | null
    next_version: number | null
    next_at: number | null
  }
  kept_answers: {
    key: string
    body_hash: string
    at: number
    /** Null until it was answered. */
    status: number | null
    content_type: string
    body: string
    /** The request that works on it, and its process; empty: of an earlier version. */
    claim: string
    owner: string
    /** The call that was made for it. */
    made: string | null
  }
  /** What calls are counted of; its row is locked while a place is asked for. */
  place_scopes: { scope: string; asked_at: number }
  /** Places of calls, each until its process is taken for gone. */
  places: { scope: string; id: string; owner: string; until: number }
  subscriptions: {
    id: string
    url: string
    /** JSON: a list. */
    events: string
    description: string
    is_enabled: number
    created_at: number
  }
  /** Secrets that webhooks are signed with, sealed by the vault; of the installation under an empty name. */
  signing_secrets: {
    owner: string
    sealed: string
    sealed_old: string
    old_until: number
    created_at: number
    is_revealed: number
  }
  /** Attempts to come in, by a hash of who tries. */
  attempts: { who: string; count: number; until: number }
  audit: {
    id: string
    at: number
    actor: string | null
    action: string
    path: string
    /** JSON. */
    detail: string
  }
  publications: {
    id: Generated<number>
    number: string
    flow_id: string
    version: number
    published_at: number
  }
  calls: {
    id: string
    carrier: string
    sid: string
    flow_id: string
    flow_name: string
    version: number | null
    program: string
    labels: string
    channel: 'voice' | 'text' | 'http'
    from: string
    to: string
    status: 'active' | 'completed' | 'failed'
    outcome: string | null
    started_at: number
    ended_at: number | null
    /** 1 once the engine said that the line is gone. */
    closed: number
  }
  sessions: {
    call_id: string
    version: number
    state: string
    pending: string
    /** Number of the newest row: rows of a call are numbered without looking at them. */
    last_seq: number
    /** The process that moved it last. */
    owner: string
  }
  /** Processes that share the store, while they live. */
  processes: { id: string; seen_at: number }
  outbox: {
    /** The `webhook-id`: the same on every attempt. */
    id: string
    call_id: string
    node: string
    /** Whom the limit for one server is counted by. */
    host: string
    /** The request as JSON. */
    request: string
    status: 'waiting' | 'dead'
    attempts: number
    created_at: number
    /** Milliseconds that an attempt may take. */
    timeout: number
    /** When the next attempt may be made. */
    due_at: number
    /** Until then one worker has it for itself. */
    leased_until: number
    /** Which claim holds it: what a worker reports of an older one is not heard. */
    lease: string
    /** Why the last attempt failed; empty before. */
    error: string
  }
  /** Attempts to reach somebody: each is written before anything is dialled. */
  outbound_calls: {
    call_id: string
    campaign_id: string | null
    line: number | null
    flow_id: string
    flow_name: string
    version: number | null
    program: string
    labels: string
    vars: string
    from: string
    to: string
    ring_seconds: number
    on_voicemail: OnVoicemail
    state: 'queued' | 'dialling' | 'ringing' | 'answered' | 'ended'
    /** 1 once somebody wants it to end. */
    canceling: number
    outcome: CallOutcome | null
    reason: string | null
    answered_by: AnsweredBy | null
    /** The process that dials, and until when it is taken to live. */
    owner: string
    leased_until: number
    created_at: number
    dialled_at: number | null
    answered_at: number | null
    ended_at: number | null
  }
  campaigns: {
    id: string
    name: string
    state: CampaignState
    /** Columns and rules as JSON. */
    setup: string
    /** What it runs; null until it starts. */
    flow_id: string | null
    flow_name: string | null
    version: number | null
    program: string | null
    labels: string | null
    file_name: string
    /** Why it paused by itself. */
    note: string | null
    /** When the next call may be made: the pace of all processes together. */
    next_at: number
    created_at: number
    started_at: number | null
    ended_at: number | null
  }
  campaign_files: { campaign_id: string; content: string }
  callees: {
    campaign_id: string
    /** Line of the file. */
    line: number
    number: string
    vars: string
    /** Time zones that it may be in, with spaces between. */
    zones: string
    state: 'waiting' | 'calling' | 'done'
    attempts: number
    due_at: number
    outcome: CalleeOutcome | null
    /** What the flow came to. */
    result: string | null
    reason: string | null
    answered_by: AnsweredBy | null
    /** The newest attempt. */
    call_id: string | null
    called_at: number | null
  }
  opt_outs: { number: string; at: number; source: OptOut['source']; note: string }
  /** Texts that agents answer from, by the sha256 of the text: what a hash names never changes. */
  documents: {
    hash: string
    name: string
    kind: string
    /** Of the file that was uploaded. */
    bytes: number
    text: string
    created_at: number
  }
  /** Vectors of the passages of a document, by one model: a list of base64 of 32-bit floats. */
  document_vectors: { hash: string; model: string; vectors: string }
  /** Servers of tools that agents may call. */
  tool_servers: { name: string; url: string; sealed_headers: string; created_at: number }
  /** Secrets of webhooks; `sealed_secret` is the vault's. */
  credentials: {
    name: string
    kind: CredentialKind
    sealed_secret: string
    user_name: string
    header_name: string
    host: string
    created_at: number
    updated_at: number
  }
  /** Servers of models; `sealed_key` is the vault's. */
  providers: { id: string; settings: string; sealed_key: string | null; created_at: number }
  provider_choices: { name: string; value: string }
  /** What one commit adds to a call. */
  events: {
    call_id: string
    /** Number of the last of its rows. */
    seq: number
    /** The turn that was answered, and what with, byte for byte. */
    turn: number | null
    document: string | null
    /** JSON: a list. */
    rows: string
  }
}
