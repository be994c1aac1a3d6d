import type { CarrierState } from './carrier.ts'

/** An account at FreJun Teler, reached with one key. */
export interface TelerAccount {
  check(): Promise<CarrierState>
  /** Numbers that were bought there; rejects with CarrierRefused. */
  listNumbers(search: string, cursor: string | null): Promise<TelerNumbers>
  assign(number: string): Promise<void>
  unassign(number: string): Promise<void>
}

interface TelerNumbers {
  /** In E.164. */
  readonly numbers: readonly { readonly number: string; readonly name: string | null }[]
  readonly next: string | null
}
