import { networkInterfaces } from 'node:os'
import ipaddr from 'ipaddr.js'
import type { Config } from '../../config.ts'
import { isPublicAddress } from '../../effects/addressGuard.ts'
import type { Hop } from '../../sip/transport/hop.ts'
import { failed, passed, skipped, type Verdict, warned } from './verdict.ts'

/** A call has two ports; fewer calls than these are hardly meant. */
const fewPorts = 20

const ownAddresses = (): readonly string[] =>
  Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)

/** Whether sound can come back from where a trunk is: the address that we name for it, and its ports. */
export function checkMediaAddress(
  { host, publicAddress, mediaPorts }: Config['sip'],
  hops: readonly Hop[],
  own: readonly string[] = ownAddresses(),
): Verdict {
  const [hop] = hops
  if (!hop) return skipped('Sound is only known when it calls.')
  const ports = mediaPorts ? `UDP ports ${mediaPorts.first} to ${mediaPorts.last}` : 'any UDP port'
  if (isLoopback(hop.address)) return passed('Sound stays on this computer.')
  if (isLoopback(host)) {
    return failed(
      'Sound cannot come from outside: SIP_HOST is this computer only.',
      'Start the server with SIP_HOST=0.0.0.0.',
    )
  }
  if (mediaPorts && mediaPorts.last - mediaPorts.first + 1 < fewPorts) {
    return warned(
      `${ports} are enough for ${Math.floor((mediaPorts.last - mediaPorts.first + 1) / 2)} calls only.`,
      'Set SIP_MEDIA_PORTS to a wider range, such as 20000-20999.',
    )
  }
  if (!isPublicAddress(hop.address)) return passed('It is in this network: sound needs no way in.')
  const named = publicAddress ?? (isAny(host) ? own.find((each) => isSameKind(each, hop)) : host)
  if (named === undefined || !isPublicAddress(named)) {
    return failed(
      `This server would ask for sound at ${named ?? 'no address'}, where ${hop.address} cannot send it.`,
      'Set SIP_PUBLIC_ADDRESS to the address that the internet knows this server by, and let the ports of SIP_MEDIA_PORTS through to it.',
    )
  }
  if (mediaPorts === null) {
    return warned(
      `Sound is expected at ${named}, on ${ports}.`,
      'If a firewall is in between, set SIP_MEDIA_PORTS to a range such as 20000-20999 and let it through.',
    )
  }
  return passed(`Sound is expected at ${named}, on ${ports}.`)
}

const isAny = (host: string): boolean => host === '0.0.0.0' || host === '::'
const isLoopback = (address: string): boolean =>
  address === 'localhost' ||
  (ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback')
const isSameKind = (address: string, hop: Hop): boolean =>
  ipaddr.isValid(address) && ipaddr.parse(address).kind() === ipaddr.parse(hop.address).kind()
