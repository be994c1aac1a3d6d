import type { Generated } from 'kysely'

/** Tables, as the queries see them. JSON is text; times are unix milliseconds. */
export interface Tables {
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
  turns: { call_id: string; turn: number; body_hash: string; document: string }
  events: { call_id: string; seq: number; at: number; type: string; data: string }
}
