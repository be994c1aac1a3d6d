import ipaddr from 'ipaddr.js'

/** Whether a literal address is one of these addresses and networks. Malformed entries match nothing. */
export function isWithin(address: string, networks: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false
  const given = ipaddr.process(address)
  return networks.some((network) => {
    const range = toRange(network)
    return range !== null && range[0].kind() === given.kind() && given.match(range)
  })
}

/** Whether text is an address, or a network in CIDR notation. */
export const isNetwork = (text: string): boolean => toRange(text) !== null

function toRange(network: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | null {
  if (ipaddr.isValidCIDR(network)) return ipaddr.parseCIDR(network)
  if (!ipaddr.isValid(network) || /^\d+$/.test(network)) return null
  const address = ipaddr.process(network)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

/** Calls a second, as a bucket that fills with time (pure). */
export interface Bucket {
  readonly tokens: number
  /** Milliseconds. */
  readonly at: number
}

/** The bucket after one more call; null when there was no room for it. */
export function takeFrom(bucket: Bucket | null, perSecond: number, now: number): Bucket | null {
  const most = Math.max(1, perSecond * 2)
  const filled = bucket ? bucket.tokens + ((now - bucket.at) / 1000) * perSecond : most
  const tokens = Math.min(most, filled)
  return tokens >= 1 ? { tokens: tokens - 1, at: now } : null
}
