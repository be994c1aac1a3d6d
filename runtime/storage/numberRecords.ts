import type { NumberSettings } from '#shared/api/numbers.ts'
import type { TrunkSettings } from '#shared/api/trunks.ts'

/** Numbers, and who brings calls to them. */
export interface NumberStore {
  /** Local numbers that are there from the start. */
  seedNumbers(numbers: readonly string[]): Promise<void>
  listNumbers(): Promise<readonly NumberRecord[]>
  findNumber(number: string): Promise<NumberRecord | null>
  /** False when it is known already. */
  addNumber(number: NewNumber): Promise<boolean>
  /** False when there is no such number. */
  saveNumber(number: string, settings: NumberSettings): Promise<boolean>
  removeNumber(number: string): Promise<boolean>
  /** The newest call to each number. */
  lastCalls(): Promise<ReadonlyMap<string, LastCall>>

  /** Oldest first. */
  listTrunks(): Promise<readonly TrunkRecord[]>
  /** Makes it or replaces it. */
  saveTrunk(trunk: TrunkRecord): Promise<void>
  removeTrunk(id: string): Promise<boolean>

  findAccount(carrier: string): Promise<AccountRecord | null>
  saveAccount(carrier: string, account: AccountRecord): Promise<void>
  removeAccount(carrier: string): Promise<void>
}

export interface NumberRecord {
  /** E.164. */
  readonly number: string
  /** `local`, `teler` or `trunk:<id>`. */
  readonly carrier: string
  readonly settings: NumberSettings
  readonly flowId: string | null
  readonly flowName: string | null
  readonly version: number | null
}

interface NewNumber {
  readonly number: string
  readonly carrier: string
  readonly name: string
}

export interface LastCall {
  readonly id: string
  readonly startedAt: number
  readonly status: 'active' | 'completed' | 'failed'
}

export interface TrunkRecord {
  readonly id: string
  readonly settings: TrunkSettings
  /** Sealed; empty: none. */
  readonly password: string
  readonly inboundPassword: string
  readonly createdAt: number
}

/** Sealed; empty: none. */
interface AccountRecord {
  readonly key: string
  readonly webhookSecret: string
}
