import ipaddr from 'ipaddr.js'
import type { Log } from '../../log.ts'
import { normalAddress } from '../../normalAddress.ts'
import type { SipClock } from '../clock.ts'
import { headerOf, type SipRequest, type SipResponse } from '../message.ts'
import { printMessage } from '../printMessage.ts'
import type { Channel, Finished, Transactions } from '../transactions.ts'
import type { Connection, Transports } from '../transport/createTransports.ts'
import { type Hop, isReliable } from '../transport/hop.ts'
import { isStale, type Proof, prove, takeChallenge } from './challenge.ts'
import { newBranch } from './identifiers.ts'
import { type Dns, parseSipAddress, resolveHops } from './resolve.ts'
import type { Credentials } from './trunk.ts'

export interface AskerDeps {
  readonly clock: SipClock
  readonly log: Log
  readonly transactions: Transactions
  readonly transports: Pick<Transports, 'send'>
  readonly dns: Dns
  /** `host:port` of ours as it is seen from the hop. */
  readonly sentBy: (hop: Hop) => string
}

/** What a trunk remembers of the challenges it gave us: the next request brings its proof along. */
export interface ProofMemory {
  readonly credentials: Credentials | null
  /** By the header they stand in: a proxy may ask, and the server behind it. */
  readonly proofs: Map<Proof['header'], Proof>
}

/** The way that a dialog's first request came, which its later ones may take back. */
export interface WayBack {
  readonly from: Hop
  readonly connection: Connection | null
}

/** One request of ours; it may take several attempts. */
export interface Ask {
  /** Makes the request without Via, with a new CSeq each time. */
  readonly build: (attempt: Attempt) => SipRequest
  /** URI that it is sent to. */
  readonly nextHop: string
  readonly memory: ProofMemory
  readonly wayBack?: WayBack | null
  /** Told why the request could not be sent, before the next address is tried. */
  readonly onFail?: (why: string, hop: Hop) => void
}

interface Attempt {
  readonly hop: Hop
}

/** An INVITE that was sent. */
export interface Inviting {
  /** Sends CANCEL, as soon as the other side was heard of (RFC 3261 section 9.1). */
  cancel(): void
}

export interface InviteListener {
  /** A response, provisional or final; a 2xx may come more than once. */
  responded(response: SipResponse, sent: Sent): void
  /** Nobody answered at all. */
  failed(why: string): void
}

/** What went out. */
export interface Sent {
  readonly request: SipRequest
  readonly hop: Hop
}

/** A request longer than this does not go by UDP if TCP can be had (RFC 3261 section 18.1.1). */
const largestDatagram = 1300
/** Challenges answered for one request: that of a proxy, that of the server, and a stale nonce. */
const mostProofs = 3
/** A CANCEL that brings no final answer in this time is all we can do. */
const cancelPatience = 32_000

/** Sends requests: finds the way, goes on to the next address, answers challenges. */
export class Asker {
  #deps: AskerDeps
  #pending = 0
  #idle: (() => void)[] = []

  constructor(deps: AskerDeps) {
    this.#deps = deps
  }

  /** A request that is no INVITE. `done` is told once: 408 or 503 without a response when nobody answered. */
  ask(ask: Ask, done: Finished): void {
    this.#pending++
    const settled: Finished = (status, response) => {
      this.#pending--
      if (this.#pending === 0) for (const wake of this.#idle.splice(0)) wake()
      done(status, response)
    }
    void this.#waysOf(ask).then((ways) => this.#ask(ask, ways, mostProofs, settled))
  }

  /** Resolves when every request but INVITEs has its answer. */
  idle(): Promise<void> {
    if (this.#pending === 0) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  invite(ask: Ask, listener: InviteListener): Inviting {
    const inviting = new InviteAttempts(ask, listener, this.#deps, (way) => this.channelTo(way))
    void this.#waysOf(ask).then((ways) => inviting.start(ways))
    return inviting
  }

  /** Sends what has no transaction: the ACK of a 2xx. */
  send(request: SipRequest, nextHop: string, wayBack: WayBack | null): void {
    const ask: Ask = { build: () => request, nextHop, wayBack, memory: noMemory }
    void this.#waysOf(ask).then(([way]) => {
      if (!way) return
      this.channelTo(way).send(printMessage(withVia(request, way.hop, newBranch(), this.#deps)))
    })
  }

  channelTo({ hop, connection }: Way, failed: Ask['onFail'] = () => {}): Channel {
    return {
      isReliable: isReliable(hop.transport),
      send: (text, onFail = () => {}) =>
        this.#deps.transports.send(hop, text, {
          connection,
          onFail: (why) => {
            this.#deps.log.debug({ transport: hop.transport, problem: why }, 'SIP was not sent')
            failed(why, hop)
            // Never inside the step that sent it.
            queueMicrotask(onFail)
          },
        }),
    }
  }

  #ask(ask: Ask, ways: readonly Way[], proofs: number, done: Finished): void {
    const [way, ...rest] = ways
    if (!way) {
      done(503, null)
      return
    }
    const { request, chosen, later } = prepare(ask, way, rest, this.#deps)
    const branch = newBranch()
    const text = printMessage(withVia(request, chosen.hop, branch, this.#deps))
    const finished: Finished = (status, response) => {
      if (response === null && later.length > 0) this.#ask(ask, later, proofs, done)
      else if (response && proofs > 0 && canProve(response, ask.memory))
        this.#ask(ask, [chosen, ...later], proofs - 1, done)
      else done(status, response)
    }
    this.#deps.transactions.request(branch, text, finished, this.channelTo(chosen, ask.onFail))
  }

  async #waysOf({ nextHop, wayBack }: Ask): Promise<readonly Way[]> {
    // A connection that is open leads back, whatever the Contact says.
    if (wayBack?.connection?.isOpen) return [{ hop: wayBack.from, connection: wayBack.connection }]
    if (wayBack && isBehindNat(nextHop, wayBack.from))
      return [{ hop: wayBack.from, connection: null }]
    try {
      const hops = await resolveHops(nextHop, this.#deps.dns)
      return hops.map((hop) => ({ hop, connection: null }))
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'a SIP address could not be resolved')
      return []
    }
  }
}

const noMemory: ProofMemory = { credentials: null, proofs: new Map() }

interface Way {
  readonly hop: Hop
  readonly connection: Connection | null
  /** TCP was tried in vain: as a datagram, however long. */
  readonly isLastResort?: boolean
}

/** The request, and TCP before UDP when it is long. */
function prepare(ask: Ask, way: Way, rest: readonly Way[], deps: AskerDeps) {
  const { proofs, credentials } = ask.memory
  const draft = ask.build({ hop: way.hop })
  const headers = [...(credentials ? proofs.values() : [])].flatMap((proof) => {
    if (!credentials) return []
    const [next, header] = prove(proof, credentials, draft)
    proofs.set(next.header, next)
    return [header]
  })
  const request = { ...draft, headers: [...draft.headers, ...headers] }
  const isLong =
    way.hop.transport === 'UDP' &&
    way.isLastResort !== true &&
    printMessage(withVia(request, way.hop, newBranch(), deps)).length > largestDatagram
  if (!isLong) return { request, chosen: way, later: rest }
  const chosen: Way = { hop: { ...way.hop, transport: 'TCP' }, connection: null }
  return { request, chosen, later: [{ ...way, isLastResort: true }, ...rest] }
}

const withVia = (request: SipRequest, hop: Hop, branch: string, deps: AskerDeps): SipRequest => {
  const via = `SIP/2.0/${hop.transport} ${deps.sentBy(hop)};branch=${branch};rport`
  return { ...request, headers: [{ name: 'via', value: via }, ...request.headers] }
}

/** Whether another attempt has a better proof than the one that was refused. */
function canProve(response: SipResponse, memory: ProofMemory): boolean {
  if ((response.status !== 401 && response.status !== 407) || !memory.credentials) return false
  const proof = takeChallenge(response)
  if (!proof) return false
  const had = memory.proofs.get(proof.header)
  memory.proofs.set(proof.header, proof)
  // The same challenge again, not for its age: the password is wrong.
  const isRefused = had?.realm === proof.realm && had.count === 1
  return !isRefused || isStale(response)
}

/** A private address in a Contact leads nowhere when its messages come from a public one. */
function isBehindNat(uri: string, from: Hop): boolean {
  const host = normalAddress(parseSipAddress(uri)?.host ?? '')
  if (host === null || host === from.address) return false
  const isPrivate = (address: string): boolean =>
    ['private', 'uniqueLocal', 'carrierGradeNat', 'loopback', 'unspecified'].includes(
      ipaddr.parse(address).range(),
    )
  return isPrivate(host) && !isPrivate(from.address)
}

/** One INVITE through its attempts, with CANCEL. */
class InviteAttempts implements Inviting {
  #ask: Ask
  #listener: InviteListener
  #deps: AskerDeps
  #channelTo: (way: Way) => Channel
  #current: { readonly sent: Sent; readonly branch: string; readonly channel: Channel } | null =
    null
  #hasProvisional = false
  #isCancelled = false
  #isCancelSent = false
  #isFinal = false
  #stopPatience = (): void => {}

  constructor(
    ask: Ask,
    listener: InviteListener,
    deps: AskerDeps,
    channelTo: (way: Way) => Channel,
  ) {
    this.#ask = ask
    this.#listener = listener
    this.#deps = deps
    this.#channelTo = channelTo
  }

  start(ways: readonly Way[], proofs = mostProofs): void {
    const [way, ...rest] = ways
    if (!way || this.#isCancelled) {
      this.#fail(way ? 'The call was given up.' : 'Nobody could be reached.')
      return
    }
    const { request, chosen, later } = prepare(this.#ask, way, rest, this.#deps)
    const branch = newBranch()
    const sent: Sent = {
      request: withVia(request, chosen.hop, branch, this.#deps),
      hop: chosen.hop,
    }
    const channel = this.#channelTo(chosen)
    this.#current = { sent, branch, channel }
    this.#hasProvisional = false
    this.#deps.transactions.invite(
      branch,
      printMessage(sent.request),
      {
        ackOf: (response) => printMessage(alike(sent.request, 'ACK', headerOf(response, 'to'))),
        done: (response) => {
          if (!response) this.#unanswered(later, proofs)
          else if (response.status < 200) this.#provisional(response, sent)
          else if (proofs > 0 && !this.#isCancelled && canProve(response, this.#ask.memory))
            this.start([chosen, ...later], proofs - 1)
          else this.#final(response, sent)
        },
      },
      channel,
    )
  }

  cancel(): void {
    this.#isCancelled = true
    if (this.#hasProvisional && !this.#isFinal) this.#sendCancel()
  }

  #unanswered(later: readonly Way[], proofs: number): void {
    if (later.length > 0 && !this.#isCancelled) this.start(later, proofs)
    else this.#fail('Nobody answered the call.')
  }

  #provisional(response: SipResponse, sent: Sent): void {
    if (this.#isFinal) return
    this.#hasProvisional = true
    if (this.#isCancelled) this.#sendCancel()
    else this.#listener.responded(response, sent)
  }

  #final(response: SipResponse, sent: Sent): void {
    if (this.#isFinal && response.status >= 300) return
    this.#isFinal = true
    this.#stopPatience()
    this.#listener.responded(response, sent)
  }

  #fail(why: string): void {
    if (this.#isFinal) return
    this.#isFinal = true
    this.#stopPatience()
    this.#listener.failed(why)
  }

  #sendCancel(): void {
    if (this.#isCancelSent || !this.#current) return
    this.#isCancelSent = true
    const { sent, branch, channel } = this.#current
    const text = printMessage(alike(sent.request, 'CANCEL', null))
    this.#deps.transactions.request(branch, text, () => {}, channel)
    this.#stopPatience = this.#deps.clock.after(cancelPatience, () =>
      this.#fail('No answer to CANCEL.'),
    )
  }
}

const repeated = new Set(['via', 'max-forwards', 'route', 'from', 'call-id'])
const proofNames = new Set(['authorization', 'proxy-authorization'])

/** CANCEL, or the ACK of a refusal: the INVITE's own headers (RFC 3261 sections 9.1 and 17.1.1.3). */
function alike(invite: SipRequest, method: 'CANCEL' | 'ACK', to: string | null): SipRequest {
  const cseq = headerOf(invite, 'cseq')?.split(' ')[0] ?? ''
  const kept = invite.headers.filter(
    ({ name }) => repeated.has(name) || (method === 'ACK' && proofNames.has(name)),
  )
  return {
    type: 'request',
    method,
    uri: invite.uri,
    headers: [
      ...kept,
      { name: 'to', value: to ?? headerOf(invite, 'to') ?? '' },
      { name: 'cseq', value: `${cseq} ${method}` },
    ],
    body: Buffer.alloc(0),
  }
}
