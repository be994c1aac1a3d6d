import type { DialTarget } from '#shared/fml/fml.ts'
import { userOf } from '../headerValue.ts'
import { isWithin, parseNetworks } from './admission.ts'
import type { TrunkRoute } from './createTrunkDialer.ts'
import { parseSipAddress } from './resolve.ts'
import type { Trunk } from './trunk.ts'

type Known = Pick<Trunk, 'id' | 'server' | 'addresses'>
type Asked = DialTarget & { readonly callerId: string }

/** Ports on which devices take SIP: whoever draws a flow must not reach other services of theirs. */
const [firstPort, lastPort] = [5060, 5099]

/**
 * The way to a target where nothing more is known than the trunks. A number goes to the first trunk with a server, as it
 * is written; a SIP address to the trunk whose server it names, or to a device that calls are taken from, if it names
 * its literal address. Null: no way. Pure.
 */
export function routeOf(target: Asked, trunks: readonly Known[]): TrunkRoute | null {
  return target.type === 'number' ? toNumber(target, trunks) : toSipAddress(target, trunks)
}

function toNumber({ address, callerId }: Asked, trunks: readonly Known[]): TrunkRoute | null {
  const number = address.replace(/^tel:|[\s().\-/]/gi, '')
  const trunk = trunks.find(({ server }) => server !== null)
  if (!trunk || !/^\+?[\d*#]{2,20}$/.test(number)) return null
  return { trunkId: trunk.id, number, callerId }
}

function toSipAddress({ address, callerId }: Asked, trunks: readonly Known[]): TrunkRoute | null {
  const [named, user] = [parseSipAddress(address), userOf(address)]
  if (!named || !user) return null
  const host = named.host.toLowerCase()
  const ours = trunks.find(
    ({ server }) => server !== null && parseSipAddress(server)?.host.toLowerCase() === host,
  )
  if (ours) return { trunkId: ours.id, number: user, callerId }
  const literal = host.replace(/^\[|\]$/g, '')
  const port = named.port ?? firstPort
  const peer = trunks.find(
    (trunk) => trunk.server === null && isWithin(literal, parseNetworks(trunk.addresses)),
  )
  if (!peer || port < firstPort || port > lastPort) return null
  const server = address.replace(/^(sips?:)[^@]*@/i, '$1')
  return { trunkId: peer.id, number: user, callerId, server }
}
