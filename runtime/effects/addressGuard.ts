import { lookup as resolve } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** A webhook may not reach this machine or its network. */
export class BlockedAddress extends Error {
  constructor(host: string) {
    super(
      `${host} is a private address: webhooks reach public addresses only. Set ALLOW_PRIVATE_WEBHOOKS=1 to allow it.`,
    )
  }
}

/** Whether an IP address is one of the public internet: not loopback, private, link-local, reserved or a wrapping of those. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  // RFC 4291 section 2.5.5.1: an IPv4-compatible address wraps an IPv4 one.
  const isIpv4Compatible =
    parsed instanceof ipaddr.IPv6 && parsed.parts.slice(0, 6).every((part) => part === 0)
  return !isIpv4Compatible
}

/** The host of a URL when it is an address by itself; such hosts are never looked up. */
export function addressInUrl(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(host) ? host : null
}

type Resolve = (
  host: string,
  options: { all: true; family: number },
  done: (
    error: NodeJS.ErrnoException | null,
    addresses: { address: string; family: number }[],
  ) => void,
) => void

const systemResolve: Resolve = (host, options, done) => resolve(host, options, done)

/**
 * A `lookup` for sockets that refuses names with any address that is not public. What it gives is what the socket
 * connects to, so a name cannot change its mind in between (DNS rebinding).
 */
export const createGuardedLookup =
  (using: Resolve = systemResolve): LookupFunction =>
  (host, options, done) => {
    const family =
      options.family === 4 || options.family === 'IPv4'
        ? 4
        : options.family === 6 || options.family === 'IPv6'
          ? 6
          : 0
    using(host, { all: true, family }, (error, addresses) => {
      if (error) return done(error, '', 0)
      const [first] = addresses
      if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
        return done(new BlockedAddress(host), '', 0)
      }
      if (options.all) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }
