import type { NumberRules } from '#shared/api/trunks.ts'
import type { DialTarget } from '#shared/fml/fml.ts'
import type { Dialer } from '../../voice/dialer.ts'
import { userOf } from '../headerValue.ts'
import { bareNumber, e164Rules, writeNumber, writeShown } from './numberForms.ts'
import { parseSipAddress } from './resolve.ts'
import type { TrunkEdge } from './trunkEdge.ts'

/** The way to somebody who is called. */
export interface TrunkRoute {
  readonly trunkId: string
  /** How this trunk takes numbers. */
  readonly rules: NumberRules
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
    const { rules } = route
    const number = bareNumber(target.address)
    const user =
      target.type === 'sip'
        ? userIn(target.address)
        : number === null
          ? null
          : writeNumber(number, rules)
    if (user === null) return null
    return dial(route.trunkId, user, {
      callerId: writeShown(bareNumber(callerId) ?? callerId, rules),
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
  readonly server: string | null
  /** Whether calls may go to this literal address. */
  readonly isPeer: (address: string) => boolean
}): TrunkFor {
  const { trunkId, server, isPeer } = options
  const rules = e164Rules
  const host = (uri: string) => parseSipAddress(uri)?.host.toLowerCase() ?? null
  return ({ type, address }) => {
    if (type === 'number') return server === null ? null : { trunkId, rules }
    const named = host(address)
    if (named === null) return null
    if (server !== null && named === host(server)) return { trunkId, rules }
    const literal = named.replace(/^\[|\]$/g, '')
    const port = parseSipAddress(address)?.port ?? 5060
    // Whoever draws a flow must not reach other services of these devices.
    return isPeer(literal) && port >= 5060 && port <= 5099
      ? { trunkId, rules, server: withoutUser(address) }
      : null
  }
}

/** Where the device is, with its port and transport. */
const withoutUser = (address: string): string => address.replace(/^(sips?:)[^@]*@/i, '$1')
