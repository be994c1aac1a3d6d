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
  numbers: { number: string; flow_id: string | null; version: number | null }
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
  sessions: { call_id: string; version: number; state: string; pending: string }
  turns: { call_id: string; turn: number; body_hash: string; document: string }
  events: { call_id: string; seq: number; at: number; type: string; data: string }
}
