import { userOf } from '../../sip/headerValue.ts'
import { parseSipAddress } from '../../sip/trunk/resolve.ts'
import type { TrunkEdge } from '../../sip/trunk/trunkEdge.ts'
import type { Dialer } from '../../voice/dialer.ts'
import type { Carriers } from '../createCarriers.ts'

export interface StoredTrunkDialerDeps {
  readonly dial: TrunkEdge['dial']
  readonly carriers: Pick<Carriers, 'trunkFor' | 'book'>
}

/** Calls numbers by the trunks that people set up, and SIP addresses that are at the server of one. */
export const createStoredTrunkDialer = ({ dial, carriers }: StoredTrunkDialerDeps): Dialer => ({
  dial: ({ type, address }, { callerId }) => {
    if (type === 'sip') {
      const host = parseSipAddress(address)?.host.toLowerCase()
      const user = userOf(address)
      const trunk = carriers.book
        .trunks()
        .find(({ settings }) => hostOf(settings.server) === host && settings.server !== '')
      return trunk && user ? dial(trunk.id, user, { callerId }) : null
    }
    const route = carriers.trunkFor({ address, callerId })
    return route && dial(route.trunkId, route.number, { callerId: route.callerId })
  },
})

const hostOf = (server: string): string | undefined =>
  parseSipAddress(`sip:${server}`)?.host.toLowerCase()
