import { randomBytes } from 'node:crypto'
import { createDigest, type Digest, parseDigest } from '../digest.ts'
import { type Header, headersOf, type SipRequest } from '../message.ts'
import { isWithin, parseNetworks } from './admission.ts'
import type { Trunk } from './trunk.ts'

/** Who sends a request, or how to refuse it: the same to everybody, whatever number was called. */
export type Admission =
  | { readonly type: 'trunk'; readonly trunk: Trunk }
  | { readonly type: 'challenge'; readonly headers: readonly Header[] }
  | { readonly type: 'forbidden' }
  /** Not even an answer. */
  | { readonly type: 'silence' }

/** Nonces whose counts are kept. */
const mostNonces = 10_000

/** Decides who may speak to us: by address, by password, or by both. */
export class Gate {
  #trunks: readonly Trunk[] = []
  /** Where each trunk calls from, by its id. */
  #ranges = new Map<string, ReturnType<typeof parseNetworks>>()
  /** Addresses of each trunk's server, by its id. */
  #resolved = new Map<string, readonly string[]>()
  #digest: Digest
  #counts = new Map<string, number>()

  constructor(now: () => number) {
    this.#digest = createDigest({ realm: 'fml-studio', secret: randomBytes(32), now })
  }

  setTrunks(trunks: readonly Trunk[]): void {
    this.#trunks = trunks
    this.#ranges = new Map(trunks.map(({ id, addresses }) => [id, parseNetworks(addresses)]))
    for (const id of this.#resolved.keys())
      if (!trunks.some((trunk) => trunk.id === id)) this.#resolved.delete(id)
  }

  /** A trunk's server was found at these addresses. */
  resolved(id: string, addresses: readonly string[]): void {
    this.#resolved.set(id, addresses)
  }

  trunkAt(address: string): Trunk | null {
    const isThere = ({ id }: Trunk): boolean =>
      isWithin(address, this.#ranges.get(id) ?? []) ||
      (this.#resolved.get(id)?.includes(address) ?? false)
    return this.#trunks.find(isThere) ?? null
  }

  /** Whether an address may speak at all. */
  accepts(address: string): boolean {
    return this.#roamers.length > 0 || this.trunkAt(address) !== null
  }

  admit(request: SipRequest, address: string): Admission {
    const trunk = this.trunkAt(address)
    if (trunk && !trunk.inbound) return { type: 'trunk', trunk }
    const candidates = trunk ? [trunk] : this.#roamers
    return candidates.length === 0 ? { type: 'silence' } : this.#prove(request, address, candidates)
  }

  /** Whose request this is, once it was admitted: its number was counted, so it is not counted again. */
  trunkOf(request: SipRequest, address: string): Trunk | null {
    const trunk = this.trunkAt(address)
    if (trunk) return trunk
    const users = headersOf(request, 'authorization').map((value) =>
      parseDigest(value)?.get('username'),
    )
    return this.#roamers.find(({ inbound }) => inbound && users.includes(inbound.user)) ?? null
  }

  /** Trunks known by their password alone. */
  get #roamers(): readonly Trunk[] {
    return this.#trunks.filter(({ inbound, addresses, server }) =>
      Boolean(inbound && addresses.length === 0 && server === null),
    )
  }

  #prove(request: SipRequest, address: string, candidates: readonly Trunk[]): Admission {
    const values = headersOf(request, 'authorization')
    const holder = (user: string) => candidates.find(({ inbound }) => inbound?.user === user)
    const checked = this.#digest.check({
      ...{ values, method: request.method, uri: request.uri, scope: address },
      passwordOf: (user) => holder(user)?.inbound?.password ?? null,
    })
    if (checked.type === 'missing' || checked.type === 'stale')
      return this.#challenge(address, checked.type === 'stale', candidates)
    const trunk = checked.type === 'user' ? holder(checked.user) : undefined
    if (!trunk) return { type: 'forbidden' }
    // Heard before: copied from the wire, or a client that counts wrongly. A new nonce serves both right.
    return this.#isNew(values)
      ? { type: 'trunk', trunk }
      : this.#challenge(address, true, candidates)
  }

  #challenge(address: string, isStale: boolean, candidates: readonly Trunk[]): Admission {
    const [trunk] = candidates
    const headers = this.#digest.challenge(address, isStale, trunk?.inboundAlgorithms)
    return { type: 'challenge', headers }
  }

  /** Counts a nonce's uses (RFC 7616 section 3.4): each number is good once. */
  #isNew(values: readonly string[]): boolean {
    const given = values.map(parseDigest).find((each) => each?.get('realm') === 'fml-studio')
    const nonce = given?.get('nonce') ?? ''
    const count = Number.parseInt(given?.get('nc') ?? '', 16)
    if (!(count > (this.#counts.get(nonce) ?? 0))) return false
    this.#counts.set(nonce, count)
    if (this.#counts.size > mostNonces) {
      const [oldest] = this.#counts.keys()
      if (oldest !== undefined) this.#counts.delete(oldest)
    }
    return true
  }
}
