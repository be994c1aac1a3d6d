import ipaddr from 'ipaddr.js'

/** One address, or a network. */
type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number]

/** Reads addresses and networks once, for many questions; what is malformed is left out. */
export const parseNetworks = (networks: readonly string[]): readonly Range[] =>
  networks.flatMap((network) => {
    const range = toRange(network)
    return range ? [range] : []
  })

/** Whether a literal address is in one of the ranges. */
export function isWithin(address: string, ranges: readonly Range[]): boolean {
  if (ranges.length === 0 || !ipaddr.isValid(address)) return false
  const given = ipaddr.process(address)
  return ranges.some(
    ([network, bits]) => network.kind() === given.kind() && given.match(network, bits),
  )
}

/** Whether text is an address, or a network in CIDR notation. */
export const isNetwork = (text: string): boolean => toRange(text) !== null

function toRange(network: string): Range | null {
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
