import { isIPv6 } from 'node:net'
import { networkInterfaces } from 'node:os'
import ipaddr from 'ipaddr.js'
import type { Transports } from '../transport/createTransports.ts'
import { defaultPort, type Hop, printHost, type TransportName } from '../transport/hop.ts'

/** How we are named towards others. */
export interface OwnAddress {
  /** `host:port` for Via. */
  sentBy(hop: Hop): string
  /** `Contact` for whoever is at this hop. */
  contact(hop: Pick<Hop, 'address' | 'transport'>, user?: string): string
  /** Address for media towards this peer. */
  mediaHost(peer: string): string
  /** Whether we sent something to this address lately. */
  hasSpokenTo(address: string): boolean
}

export interface OwnAddressOptions {
  /** Address that sockets are bound to, perhaps all of them (`0.0.0.0`). */
  readonly host: string
  /** Address that the outside knows us by; null: our own. */
  readonly publicAddress: string | null
  readonly localOf: Transports['localOf']
}

const mostPeers = 1000

export function createOwnAddress(options: OwnAddressOptions): OwnAddress {
  const peers = new Set<string>()
  const hostFor = (peer: string): string => {
    const { host, publicAddress } = options
    if (isLoopback(peer)) return isAny(host) ? peer : host
    if (publicAddress !== null) return publicAddress
    return isAny(host) ? firstAddress(isIPv6(peer)) : host
  }
  const portOf = (transport: TransportName): number =>
    (options.localOf(transport) ?? options.localOf('UDP'))?.port ?? defaultPort(transport)
  const at = (transport: TransportName, peer: string): string =>
    `${printHost(hostFor(peer))}:${portOf(transport)}`
  return {
    sentBy({ transport, address }) {
      peers.add(address)
      const [oldest] = peers
      if (peers.size > mostPeers && oldest !== undefined) peers.delete(oldest)
      return at(transport, address)
    },
    contact({ transport, address }, user = 'fml') {
      const parameter = transport === 'UDP' ? '' : `;transport=${transport.toLowerCase()}`
      return `<sip:${encodeURIComponent(user)}@${at(transport, address)}${parameter}>`
    },
    mediaHost: hostFor,
    hasSpokenTo: (address) => peers.has(address),
  }
}

const isAny = (host: string): boolean => host === '0.0.0.0' || host === '::'
const isLoopback = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback'

/** The first address of this machine that others can reach. */
function firstAddress(isSix: boolean): string {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  const family = isSix ? 'IPv6' : 'IPv4'
  const found = all.find((each) => each.family === family && !each.internal)
  return found?.address ?? (isSix ? '::1' : '127.0.0.1')
}
