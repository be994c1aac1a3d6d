import type { Carrier } from '../carriers/carrier.ts'
import type { Store } from '../storage/store.ts'
import type { ChooseCarrier } from './outboundTypes.ts'

export interface ChooserDeps {
  readonly store: Pick<Store, 'findPublished'>
  /** The telephones registered here, and the numbers of this server. */
  readonly local: Carrier
  /** Who brings calls out from a number of ours; null: nobody. */
  readonly ofNumber: (from: string) => Carrier | null
  /** Whether a telephone is registered here under this name or number. */
  readonly isRegistered: (name: string) => boolean
}

/** Who brings a call: this server where it knows the callee, else the carrier of the number that calls. */
export const createChooser =
  ({ store, local, ofNumber, isRegistered }: ChooserDeps): ChooseCarrier =>
  async ({ to, from }) => {
    const isNumber = /^\+\d+$/.test(to)
    const outside = ofNumber(from)
    // A SIP address elsewhere is no telephone of ours, but only a trunk could bring it: the local carrier says so.
    if (!isNumber || isRegistered(to) || (await store.findPublished(to))) {
      return { type: 'carrier', carrier: local }
    }
    if (outside && outside.kind !== 'local') return { type: 'carrier', carrier: outside }
    return {
      type: 'nobody',
      why: `Nobody brings calls from ${from} out to ${to}: connect a carrier to ${from} on the Numbers page, or let somebody receive calls as ${to} in the softphone.`,
    }
  }
