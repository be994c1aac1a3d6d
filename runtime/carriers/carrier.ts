/** Whoever brings calls to numbers and takes ours out: the embedded engine, Teler, or a SIP trunk. */
export interface Carrier {
  /** `local`, `teler`, `trunk:<id>`. */
  readonly id: string
  readonly kind: 'local' | 'teler' | 'trunk'
  readonly title: string
  /** Looks whether it works now. */
  check(): Promise<CarrierState>
  listNumbers(): Promise<readonly CarrierNumber[]>
  /** From now on calls to this number come here. Rejects with CarrierRefused. */
  assign(number: string): Promise<void>
  unassign(number: string): Promise<void>
  /**
   * Resolves when the network took the call, not when it was answered. Rejects with CarrierRefused; `mayHaveCalled` is
   * true where nobody knows (never dial again by itself).
   */
  placeCall(call: OutboundCall, hear: (event: OutboundEvent) => void): Promise<PlacedCall>
}

export type CarrierState =
  | { readonly isReady: true }
  | {
      readonly isReady: false
      /** What was looked at last, such as `key` or `registration`. */
      readonly step: string
      readonly message: string
      readonly remedy: string
    }

export interface CarrierNumber {
  /** E.164. */
  readonly number: string
  readonly name: string | null
}

export interface OutboundCall {
  readonly callId: string
  readonly to: string
  readonly from: string
  readonly ringSeconds: number
}

export type OutboundEvent =
  | { readonly type: 'ringing' }
  | { readonly type: 'answered' }
  | {
      readonly type: 'ended'
      readonly outcome: 'completed' | 'busy' | 'noAnswer' | 'canceled' | 'failed'
      readonly reason: string | null
    }

export interface PlacedCall {
  readonly sid: string
  cancel(): Promise<void>
}

type Refusal = Pick<CarrierRefused, 'mayHaveCalled' | 'isFull'>

/** A carrier said no. Both texts are sentences for the person who asked. */
export class CarrierRefused extends Error {
  readonly remedy: string
  /** Nobody knows whether a telephone rang: never dial again by itself. */
  readonly mayHaveCalled: boolean
  /** Nothing was dialled, and there may be room in a moment. */
  readonly isFull: boolean

  constructor(message: string, remedy: string, more: Partial<Refusal> = {}) {
    super(message)
    this.name = 'CarrierRefused'
    this.remedy = remedy
    this.mayHaveCalled = more.mayHaveCalled ?? false
    this.isFull = more.isFull ?? false
  }
}
