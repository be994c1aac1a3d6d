import { type Carrier, CarrierRefused } from '../carriers/carrier.ts'
import { type FollowLegDeps, followLeg } from '../carriers/followLeg.ts'
import type { Dialer } from '../voice/dialer.ts'

export interface LocalCarrierDeps extends FollowLegDeps {
  readonly dialer: Dialer
}

/** Telephones registered here, and the numbers of this server: nobody outside. */
export const createLocalCarrier = (deps: LocalCarrierDeps): Carrier => ({
  ...{ id: 'local', kind: 'local', title: 'This server' },
  check: async () => ({ isReady: true }),
  listNumbers: async () => [],
  assign: async () => {},
  unassign: async () => {},
  placeCall: async (call, hear) => {
    const type = /^sips?:/i.test(call.to) ? 'sip' : 'number'
    const leg = deps.dialer.dial({ type, address: call.to }, { callerId: call.from })
    if (!leg) {
      throw new CarrierRefused(
        `No telephone is registered here as ${call.to}.`,
        'Let somebody receive calls under this name in the softphone, or call from a number of a carrier.',
      )
    }
    const placed = followLeg(call, leg, hear, deps)
    hear({ type: 'ringing' })
    return placed
  },
})
