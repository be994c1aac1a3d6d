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

const near: readonly string[] = ['loopback', 'private', 'uniqueLocal', 'linkLocal']

const isPrivate = (address: string): boolean =>
  ipaddr.isValid(address) && near.includes(ipaddr.process(address).range())
