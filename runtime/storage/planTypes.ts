import type { AuditEntry } from '#shared/api/audit.ts'
import type { NumberPlan } from '#shared/api/plans.ts'
import type { PublishedTarget, VersionRecord } from './store.ts'

/** What numbers do beside answering with one version. */
export interface PlanStore {
  findPlan(number: string): Promise<NumberPlan | null>
  listPlans(): Promise<readonly NumberPlan[]>
  /** Callers who get the draft. */
  saveTesters(number: string, testers: readonly string[]): Promise<void>
  /** Everybody gets the number's own version again. False when there was no split. */
  dropSplit(number: string): Promise<boolean>
  /** False when nothing was planned. */
  dropNext(number: string): Promise<boolean>
  /** Points numbers to what was planned for a time that has come; says which. */
  applyPlans(now: number): Promise<readonly string[]>
  /** A published version, as calls run it. */
  findTarget(flowId: string, version: number): Promise<PublishedTarget | null>
  /** Points a number at a version that exists. Rejects with `NumberChanged` or `NoSplit`. */
  pointNumber(pointing: Pointing): Promise<VersionRecord | null>
}

/** When and for whom a publication counts. */
export type PublishMode =
  | { readonly type: 'now' }
  /** From a time on; unix milliseconds. */
  | { readonly type: 'later'; readonly at: number }
  /** For so many of a hundred callers; the others keep the number's version. */
  | { readonly type: 'share'; readonly share: number }

/** What somebody saw on a number before they published to it. */
export interface SeenAnswer {
  readonly flowId: string | null
  readonly version: number | null
}

export interface Pointing {
  readonly number: string
  readonly flowId: string
  readonly version: number
  readonly at: number
  readonly mode: PublishMode
  /** Undefined: whatever it answers with. */
  readonly expects: SeenAnswer | undefined
}

/** The number answers with something else than the one who publishes has seen. */
export class NumberChanged extends Error {
  readonly now: SeenAnswer
  constructor(now: SeenAnswer) {
    super('The number answers with something else now.')
    this.now = now
  }
}

/** A share needs another version of the same flow that takes the rest. */
export class NoSplit extends Error {}

/** What people did. */
export interface AuditStore {
  appendAudit(entry: AuditEntry): Promise<void>
  /** Newest first. */
  listAudit(query: {
    readonly before: string | null
    readonly limit: number
  }): Promise<{ readonly entries: readonly AuditEntry[]; readonly next: string | null }>
}
