import { isIPv6 } from 'node:net'

export type TransportName = 'UDP' | 'TCP' | 'TLS'

/** Where one message goes, or where it came from. */
export interface Hop {
  readonly transport: TransportName
  /** A literal address. */
  readonly address: string
  readonly port: number
  /** Host name that a TLS certificate must bear; null: the address itself. */
  readonly name: string | null
}

/** Repeats nothing, loses nothing in between: TCP and TLS. */
export const isReliable = (transport: TransportName): boolean => transport !== 'UDP'

export const defaultPort = (transport: TransportName): number => (transport === 'TLS' ? 5061 : 5060)

/** The name of a hop among connections. */
export const hopKey = ({ transport, address, port }: Hop): string =>
  `${transport}|${address}|${port}`

/** An address as it stands in a header: IPv6 in brackets. */
export const printHost = (host: string): string => (isIPv6(host) ? `[${host}]` : host)
