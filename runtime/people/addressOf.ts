import type { Context } from 'hono'
import ipaddr from 'ipaddr.js'

/** What the HTTP server tells about a connection. */
export interface Connection {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string | undefined } }
}

/**
 * Address of who asks. Behind a proxy (PUBLIC_URL is set and the connection comes from a private address) it is the
 * last one of X-Forwarded-For: that one the proxy wrote itself.
 */
export function addressOf(c: Context, isProxied: boolean): string {
  const { incoming }: Connection = c.env ?? {}
  const remote = incoming?.socket?.remoteAddress ?? ''
  if (!isProxied || !isPrivate(remote)) return remote
  const told = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  return ipaddr.isValid(told) ? told : remote
}

/**
 * What attempts are counted by: an IPv4 address, or the first half of an IPv6 one, as whoever has one address there has
 * all of them (RFC 6177).
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString()
  return `${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`
}

const near: readonly string[] = ['loopback', 'private', 'uniqueLocal', 'linkLocal']

const isPrivate = (address: string): boolean =>
  ipaddr.isValid(address) && near.includes(ipaddr.process(address).range())
