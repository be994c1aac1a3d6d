import type { Clock } from '#runtime/calls/clock.ts'
import { createCarriers } from '#runtime/carriers/createCarriers.ts'
import type { TelerFromOutside } from '#runtime/carriers/createTelerAccounts.ts'
import { telerOf } from '#runtime/carriers/teler/telerOf.ts'
import type { Log } from '#runtime/log.ts'
import type { SipSide, TakeTrunkCall } from '#runtime/sip/trunk/createSipSide.ts'
import type { Trunk } from '#runtime/sip/trunk/trunk.ts'
import type { Store } from '#runtime/storage/store.ts'
import type { Vault } from '#runtime/storage/vault.ts'

/** SIP without ports: what it is given is kept. */
export interface FakeSip extends SipSide {
  /** Trunks as they were set last. */
  readonly trunks: () => readonly Trunk[]
  /** Who takes calls. */
  readonly take: TakeTrunkCall
}

export const sipConfig: SipSide['config'] = {
  ...{ host: '0.0.0.0', port: 5060, tls: null, publicAddress: null, mediaPorts: null },
  ...{ server: null, peers: [] },
}

/** `edge` null: it is closed. */
export function createFakeSip(
  edge: ReturnType<SipSide['edge']> = null,
  config: Partial<SipSide['config']> = {},
): FakeSip {
  let trunks: readonly Trunk[] = []
  let take: TakeTrunkCall = () => {}
  return {
    config: { ...sipConfig, ...config },
    edge: () => edge,
    problem: () => null,
    open: async () => {},
    ensure: async () => edge !== null,
    setTrunks: async (given) => {
      trunks = given
      edge?.setTrunks(given)
    },
    onCall: (listener) => {
      take = listener
    },
    close: async () => {},
    trunks: () => trunks,
    take: (call, trunk) => take(call, trunk),
  }
}

interface Parts {
  readonly store: Store
  readonly vault: Vault
  readonly clock: Clock
  readonly log: Log
  readonly sip?: SipSide
  readonly teler?: Partial<TelerFromOutside>
}

/** Carriers of a test: local numbers, and trunks on SIP without ports. */
export const createTestCarriers = ({ sip, teler, ...parts }: Parts) =>
  createCarriers({
    ...parts,
    sip: sip ?? createFakeSip(),
    teler: {
      ...{ apiKey: null, webhookSecret: null },
      ...telerOf({ edge: null, clock: parts.clock }),
      ...teler,
    },
  })
