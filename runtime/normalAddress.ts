import ipaddr from 'ipaddr.js'

/** A literal address in its one form: IPv4 in IPv6 clothes is IPv4; brackets and zones go. Null for no address. */
export function normalAddress(text: string): string | null {
  const bare = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  return ipaddr.isValid(bare) && !/^\d+$/.test(bare) ? ipaddr.process(bare).toString() : null
}
