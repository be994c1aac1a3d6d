import ipaddr from 'ipaddr.js'
import type { TrunkSettings } from '#shared/api/trunks.ts'
import { parseSipAddress } from '../../sip/trunk/resolve.ts'
import type { TrunkState } from '../../sip/trunk/upkeep.ts'
import type { CarrierState } from '../carrier.ts'
import { serverUri } from './toTrunk.ts'

export interface TrunkFacts {
  readonly settings: TrunkSettings
  /** Null: the SIP edge does not know it. */
  readonly state: TrunkState | null
  /** Address that SIP is bound to; null: no port is open. */
  readonly host: string | null
  /** Why no port could be opened. */
  readonly problem: string | null
}

/** How to open SIP to the outside, for the person who starts the server. */
export const openToOutside =
  'Start the server with SIP_PORT=5060 SIP_HOST=0.0.0.0, and let UDP port 5060 through its firewall.'

/** How a trunk is doing, in words. Pure. */
export function describeTrunk({ settings, state, host, problem }: TrunkFacts): CarrierState {
  const { title, server } = settings
  if (host === null) {
    return bad('port', problem ?? 'SIP is closed on this server.', openToOutside)
  }
  if (isCutOff(settings, host)) {
    return bad(
      'port',
      `SIP listens on this computer only, and ${server} is not here.`,
      openToOutside,
    )
  }
  if (!state) return bad('port', `${title} is not in use.`, 'Save it again.')
  if (state.registration === 'failed') return describeRefusal(settings, state.refusal)
  if (state.isReachable === false) {
    return bad('transport', `${server} does not answer.`, 'Test the trunk to see where it fails.')
  }
  return { isReady: true }
}

/** Whether SIP is bound to this machine alone and the server is elsewhere. Pure. */
export function isCutOff(settings: TrunkSettings, host: string): boolean {
  const server = parseSipAddress(serverUri(settings) ?? '')?.host
  return isLoopback(host) && server !== undefined && !isLoopback(server)
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' ||
  (ipaddr.isValid(host.replace(/^\[|\]$/g, '')) &&
    ipaddr.process(host.replace(/^\[|\]$/g, '')).range() === 'loopback')

function describeRefusal({ server, user }: TrunkSettings, status: number | null): CarrierState {
  if (status === 401 || status === 403 || status === 407) {
    return bad(
      'authentication',
      `${server} does not accept ${user} with this password.`,
      'Enter user and password again, as the provider shows them for SIP.',
    )
  }
  if (status === 404) {
    return bad('authentication', `${server} knows no ${user}.`, 'Look at the user once more.')
  }
  if (status === null || status === 408 || status === 503) {
    return bad('transport', `${server} does not answer.`, 'Test the trunk to see where it fails.')
  }
  return bad(
    'authentication',
    `${server} refused the registration (${status}).`,
    'Ask the provider whether this account may register.',
  )
}

const bad = (step: string, message: string, remedy: string): CarrierState => ({
  ...{ isReady: false, step, message, remedy },
})
