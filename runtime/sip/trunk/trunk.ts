import type { Algorithm } from '../digest.ts'

/** A name and a password for digest authentication. */
export interface Credentials {
  readonly user: string
  readonly password: string
}

/** One trunk or PBX, as it was configured. */
export interface Trunk {
  readonly id: string
  /** Where calls of ours go and we register: `sip:host[:port][;transport=tcp]` or `sips:…`. Null: it only calls us. */
  readonly server: string | null
  /** Literal addresses and networks (CIDR) it calls from; the addresses of `server` belong to them. */
  readonly addresses: readonly string[]
  /** Answers its challenges to us; null: it asks for nothing. */
  readonly credentials: Credentials | null
  /** What it must prove on every call to us; null: its address is proof enough. */
  readonly inbound: Credentials | null
  /** What it may prove it with. Some read one challenge only and know MD5 alone: then MD5 only. */
  readonly inboundAlgorithms: readonly Algorithm[]
  /** Registers `credentials.user` at `server`, for calls to a changing address of ours. */
  readonly registers: boolean
  /** Host of `From` in calls of ours. Null: that of `server`. */
  readonly domain: string | null
  /** At once, both directions. */
  readonly mostCalls: number
  /** New calls a second, both directions, with bursts of twice as many. */
  readonly callsPerSecond: number
  /** Seconds between OPTIONS of ours to `server`; 0: none. */
  readonly keepAlive: number
  /** Seconds after which a call must prove that it still lives (RFC 4028). */
  readonly sessionExpires: number
  /** Whether it may transfer us (REFER): a call of ours, by this trunk, that it pays or we do. */
  readonly takesTransfers: boolean
  /** Whether media of calls that we make is encrypted (SDES-SRTP). */
  readonly encrypts: boolean
}

/** What a trunk has unless it is told. */
export const trunkDefaults = {
  server: null,
  addresses: [],
  credentials: null,
  inbound: null,
  inboundAlgorithms: ['SHA-256', 'MD5'],
  registers: false,
  domain: null,
  mostCalls: 50,
  callsPerSecond: 10,
  keepAlive: 0,
  sessionExpires: 1800,
  takesTransfers: false,
  encrypts: false,
} as const satisfies Omit<Trunk, 'id'>
