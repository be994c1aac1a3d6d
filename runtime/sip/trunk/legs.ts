import type { SipRequest } from '../message.ts'
import { type Bucket, takeFrom } from './admission.ts'
import type { Incoming } from './incoming.ts'
import type { Trunk } from './trunk.ts'

/** What the agent keeps of a call, whoever began it. */
export interface Leg {
  receive(incoming: Incoming): void
  acknowledge(cseq: number, request: SipRequest): void
  acknowledgeAgain(): void
  shutDown(): void
}

/** The names of a dialog (RFC 3261 section 12). */
export const legKey = (callId: string, localTag: string, remoteTag: string): string =>
  `${callId}|${localTag}|${remoteTag}`

/** Calls by their dialogs, and how many each trunk has. */
export class Legs {
  #legs = new Map<string, Leg>()
  #live = new Map<string, number>()
  #buckets = new Map<string, Bucket>()

  get size(): number {
    return [...this.#live.values()].reduce((sum, count) => sum + count, 0)
  }

  get all(): readonly Leg[] {
    return [...new Set(this.#legs.values())]
  }

  find(key: string): Leg | undefined {
    return this.#legs.get(key)
  }

  set(key: string, leg: Leg): void {
    this.#legs.set(key, leg)
  }

  delete(key: string): void {
    this.#legs.delete(key)
  }

  /** Counts a new call of a trunk; returns what counts it off, or null when there are too many. */
  open(trunk: Trunk, now: number): (() => void) | null {
    const live = this.#live.get(trunk.id) ?? 0
    if (live >= trunk.mostCalls) return null
    const bucket = takeFrom(this.#buckets.get(trunk.id) ?? null, trunk.callsPerSecond, now)
    if (!bucket) return null
    this.#buckets.set(trunk.id, bucket)
    this.#live.set(trunk.id, live + 1)
    let isOpen = true
    return () => {
      if (!isOpen) return
      isOpen = false
      this.#live.set(trunk.id, (this.#live.get(trunk.id) ?? 1) - 1)
    }
  }
}
