import type { DialTarget } from '#shared/fml/fml.ts'
import type { Dialer } from '../../voice/dialer.ts'
import { userOf } from '../headerValue.ts'
import { parseSipAddress } from './resolve.ts'
import type { TrunkEdge } from './trunkEdge.ts'
import { type NumberForm, toTrunkNumber } from './trunkNumber.ts'

/** The way to somebody who is called. */
export interface TrunkRoute {
  readonly trunkId: string
  /** How this trunk takes numbers. */
  readonly form: NumberForm
  /** Where a trunk that has no server of its own is called: `sip:host[:port]`. @defaultValue the trunk's server */
  readonly server?: string
}

/** The trunk that leads to a target; null: none does. */
export type TrunkFor = (
  target: DialTarget,
  options: { readonly callerId: string },
) => TrunkRoute | null

/** Calls numbers, and users of a PBX, by trunks. */
export const createTrunkDialer = ({
  dial,
  trunkFor,
}: {
  readonly dial: TrunkEdge['dial']
  readonly trunkFor: TrunkFor
}): Dialer => ({
  dial: (target, { callerId }) => {
    const route = trunkFor(target, { callerId })
    if (!route) return null
    const user =
      target.type === 'number' ? toTrunkNumber(target.address, route.form) : userIn(target.address)
    if (user === null) return null
    const shown = toTrunkNumber(callerId, { ...route.form, prefix: '' }) ?? callerId
    return dial(route.trunkId, user, {
      callerId: shown,
      ...(route.server === undefined ? {} : { server: route.server }),
    })
  },
})

const userIn = (address: string): string | null => userOf(address) || null

/**
 * The routes of the trunk that the environment describes: numbers go to its server, SIP addresses to the devices that
 * calls are taken from, where they name one by its literal address.
 */
export function routesOfEnvironment(options: {
  readonly trunkId: string
  readonly form: NumberForm
  readonly server: string | null
  /** Whether calls may go to this literal address. */
  readonly isPeer: (address: string) => boolean
}): TrunkFor {
  const { trunkId, form, server, isPeer } = options
  const host = (uri: string) => parseSipAddress(uri)?.host.toLowerCase() ?? null
  return ({ type, address }) => {
    if (type === 'number') return server === null ? null : { trunkId, form }
    const named = host(address)
    if (named === null) return null
    if (server !== null && named === host(server)) return { trunkId, form }
    const literal = named.replace(/^\[|\]$/g, '')
    const port = parseSipAddress(address)?.port ?? 5060
    // Whoever draws a flow must not reach other services of these devices.
    return isPeer(literal) && port >= 5060 && port <= 5099
      ? { trunkId, form, server: withoutUser(address) }
      : null
  }
}

/** Where the device is, with its port and transport. */
const withoutUser = (address: string): string => address.replace(/^(sips?:)[^@]*@/i, '$1')
