import type { Log } from '../../log.ts'
import type { OutgoingCall } from '../../voice/dialer.ts'
import type { IncomingCall, Line } from '../../voice/line.ts'
import { checkRequest } from '../checkRequest.ts'
import type { SipClock } from '../clock.ts'
import { createDialog } from '../dialog.ts'
import { parseCseq, parseNameAddress, parseVia } from '../headerValue.ts'
import { type Header, headerOf, headersOf, type SipRequest, type SipResponse } from '../message.ts'
import { parseMessage } from '../parseMessage.ts'
import { createResponse, printMessage } from '../printMessage.ts'
import type { Reply } from '../sipCall.ts'
import { type Channel, Transactions } from '../transactions.ts'
import type { Arrival, Transports } from '../transport/createTransports.ts'
import { isReliable } from '../transport/hop.ts'
import { answerHop, stampVia } from '../transport/stampVia.ts'
import { Asker } from './asker.ts'
import { CallMaker, type DialOptions } from './callMaker.ts'
import { checkInvite, needsReliable, unknownExtensions } from './checkInvite.ts'
import { Gate } from './gate.ts'
import { newToken } from './identifiers.ts'
import { callerOf, type Incoming } from './incoming.ts'
import { TrunkIncomingCall } from './incomingCall.ts'
import { type Leg, Legs, legKey } from './legs.ts'
import type { OwnAddress } from './ownAddress.ts'
import { type Probed, type ProbeMethod, probe } from './probe.ts'
import type { Dns } from './resolve.ts'
import { type CallControl, type Session, trunkAllow } from './session.ts'
import { timerSupported } from './sessionWatch.ts'
import type { Trunk } from './trunk.ts'
import type { OpenTrunkLine } from './trunkLine.ts'
import { Admission, type TrunkPlaces } from './trunkPlaces.ts'
import type { TrunkState } from './upkeep.ts'
import { withTarget } from './withTarget.ts'

export interface TrunkAgentDeps {
  readonly clock: SipClock
  readonly log: Log
  readonly transports: Pick<Transports, 'send'>
  readonly own: OwnAddress
  readonly dns: Dns
  readonly openLine: OpenTrunkLine
  /** Counts the calls of trunks that other processes have as well; null: there are none. */
  readonly places?: TrunkPlaces | null
}

/** At once, all trunks together, those included that only wait for repetitions. */
const mostTransactions = 10_000
/** Methods that exist but are not for us get 405, all others 501 (RFC 3261 section 21.4.6). */
const foreignMethods = new Set('PRACK SUBSCRIBE PUBLISH MESSAGE REGISTER REFER'.split(' '))
const inDialogOnly = new Set('BYE INFO UPDATE NOTIFY'.split(' '))
const mostMerges = 2000
const closePatience = 1000
const gone: Reply = { status: 481, reason: 'Call/Transaction Does Not Exist' }

/** The user agent for trunks and PBXs, on all transports: reads messages, keeps transactions and calls. */
export class TrunkAgent {
  #deps: TrunkAgentDeps
  #transactions: Transactions
  #asker: Asker
  #gate: Gate
  #legs = new Legs()
  #maker: CallMaker
  /** Ringing calls by the key of their INVITE. */
  #ringing = new Map<string, TrunkIncomingCall>()
  /** Requests outside of dialogs under way, by what makes them the same on another path (section 8.2.2.2). */
  #merges = new Map<string, string>()
  #takeCall: ((call: IncomingCall, trunk: Trunk) => void) | null = null
  #isClosing = false

  constructor(deps: TrunkAgentDeps) {
    this.#deps = deps
    this.#gate = new Gate(() => deps.clock.now())
    this.#transactions = new Transactions({
      ...{ clock: deps.clock, isReliable: true, send: () => {}, most: mostTransactions },
    })
    this.#asker = new Asker({
      ...{ clock: deps.clock, log: deps.log, transactions: this.#transactions },
      ...{ transports: deps.transports, dns: deps.dns, sentBy: (hop) => deps.own.sentBy(hop) },
    })
    this.#maker = new CallMaker({
      ...deps,
      ...{ asker: this.#asker, legs: this.#legs, gate: this.#gate },
      reply: (incoming, reply) => this.#reply(incoming, reply),
    })
  }

  /** Replaces the trunks; calls of those that go end by themselves. */
  setTrunks(trunks: readonly Trunk[]): void {
    this.#gate.setTrunks(trunks)
    this.#maker.setTrunks(trunks)
  }

  /** Who takes calls. A later listener replaces the former. */
  onCall(listener: (call: IncomingCall, trunk: Trunk) => void): void {
    this.#takeCall = listener
  }

  /** Calls a number by a trunk; null when there is no such trunk, or it has too many calls. */
  dial(trunkId: string, number: string, options: DialOptions): OutgoingCall | null {
    return this.#isClosing ? null : this.#maker.dial(trunkId, number, options)
  }

  /** The same by a trunk that need not be known. */
  dialBy(trunk: Trunk, number: string, options: DialOptions): OutgoingCall | null {
    return this.#isClosing ? null : this.#maker.dialBy(trunk, number, options)
  }

  /** Asks the server of a trunk, known or not, whether it is there or knows us. */
  probe(trunk: Trunk, method: ProbeMethod): Promise<Probed> {
    return probe({ asker: this.#asker, clock: this.#deps.clock }, trunk, method)
  }

  /** How a trunk is doing; null: there is none of that name. */
  stateOf(trunkId: string): TrunkState | null {
    return this.#maker.stateOf(trunkId)
  }

  liveCalls(): number {
    return this.#legs.size
  }

  /** Answered calls. */
  sessions(): readonly Session[] {
    return this.#maker.sessions()
  }

  /** Who speaks for the call on a line; null when it is over or no call of a trunk. */
  controlOf(line: Line): CallControl | null {
    return this.sessions().find((session) => session.line === line) ?? null
  }

  /** Transactions that still run or wait for repetitions. */
  get openTransactions(): number {
    return this.#transactions.size
  }

  /** Whether anything from this address is worth reading. */
  accepts(address: string): boolean {
    return this.#gate.accepts(address) || this.#deps.own.hasSpokenTo(address)
  }

  receive(arrival: Arrival): void {
    const { bytes } = arrival
    if (isKeepAlive(bytes)) {
      // RFC 5626 section 3.5.1; over datagrams only by courtesy, and never more than was sent.
      if (bytes.length === 4) this.#channelTo(arrival, null).send('\r\n')
      return
    }
    const parsed = parseMessage(bytes)
    if (!parsed.ok) {
      this.#deps.log.debug({ problem: parsed.problem }, 'a SIP message cannot be read')
      if (parsed.status !== null)
        this.#refuse(arrival, parsed.headers, parsed.status, parsed.problem)
    } else if (parsed.message.type === 'response') this.#response(parsed.message)
    else this.#request(parsed.message, arrival)
  }

  /** Ends every call with BYE and every registration; resolves when that was answered, or after a second. */
  async close(): Promise<void> {
    this.#isClosing = true
    this.#maker.close()
    for (const leg of this.#legs.all) leg.shutDown()
    const { promise, resolve } = Promise.withResolvers<void>()
    const cancel = this.#deps.clock.after(closePatience, resolve)
    await Promise.race([this.#asker.idle(), promise])
    cancel()
    this.#transactions.close()
  }

  #response(response: SipResponse): void {
    const vias = headersOf(response, 'via')
    const branch = parseVia(vias[0] ?? '')?.params.get('branch') ?? ''
    const cseq = parseCseq(headerOf(response, 'cseq') ?? '')
    // One that has passed somebody else's Via was not meant for us (section 8.1.3.3).
    if (!cseq || vias.length !== 1) return
    if (cseq.method !== 'INVITE') this.#transactions.respond(branch, response)
    else if (!this.#transactions.respondInvite(branch, response)) this.#lateAnswer(response)
  }

  /** A 2xx that comes again has missed our ACK (section 13.2.2.4). */
  #lateAnswer(response: SipResponse): void {
    if (response.status < 200 || response.status >= 300) return
    const tagIn = (name: string) =>
      parseNameAddress(headerOf(response, name) ?? '')?.params.get('tag') ?? ''
    const callId = headerOf(response, 'call-id') ?? ''
    const leg = this.#legs.find(legKey(callId, tagIn('from'), tagIn('to')))
    if (leg) leg.acknowledgeAgain()
    else this.#maker.forked(callId, response)
  }

  #request(raw: SipRequest, arrival: Arrival): void {
    const request = stampVia(raw, arrival.from)
    const facts = checkRequest(request)
    if ('status' in facts) {
      if (request.method !== 'ACK')
        this.#refuse(arrival, request.headers, facts.status, facts.problem)
      return
    }
    const { method } = request
    const isOfInvite = method === 'ACK' || method === 'CANCEL'
    const inviteKey = `${facts.branch}|${facts.sentBy}|${isOfInvite ? 'INVITE' : method}`
    const leg = this.#legs.find(legKey(facts.callId, facts.toTag ?? '', facts.fromTag))
    const key = method === 'CANCEL' ? `${inviteKey}|CANCEL` : inviteKey
    const incoming: Incoming = { request, facts, key }
    if (method === 'ACK') {
      this.#transactions.step(inviteKey, { type: 'ack' })
      leg?.acknowledge(facts.cseq, request)
    } else if (this.#transactions.has(key)) this.#transactions.step(key, { type: 'request.again' })
    else if (method === 'CANCEL') this.#cancel(incoming, inviteKey, arrival)
    else if (leg || this.#isAdmitted(incoming, arrival)) this.#take(incoming, arrival, leg)
  }

  #take(incoming: Incoming, arrival: Arrival, leg: Leg | undefined): void {
    if (this.#transactions.isFull) {
      this.#refuse(arrival, incoming.request.headers, 503, 'Too many requests at once')
      return
    }
    this.#open(incoming, arrival)
    const unknown = unknownExtensions(incoming.request)
    if (unknown.length > 0) {
      const headers = unknown.map((value) => ({ name: 'unsupported', value }))
      this.#reply(incoming, { status: 420, reason: 'Bad Extension', headers })
    } else if (leg) leg.receive(incoming)
    else if (incoming.facts.toTag !== null) this.#reply(incoming, gone)
    else this.#outOfDialog(incoming, arrival)
  }

  /** A CANCEL names its INVITE by the branch; one that belongs to nothing is answered to those we know. */
  #cancel(incoming: Incoming, inviteKey: string, arrival: Arrival): void {
    const isKnown = this.#transactions.has(inviteKey)
    if (!isKnown && !this.#gate.trunkAt(arrival.from.address)) return
    this.#open(incoming, arrival)
    const call = this.#ringing.get(inviteKey)
    this.#reply(incoming, isKnown ? { status: 200, reason: 'OK' } : gone, call?.tag)
    call?.cancel()
  }

  /** Whether whoever sends this may ask us for anything. The others are told no more than that. */
  #isAdmitted({ request }: Incoming, arrival: Arrival): boolean {
    const admission = this.#gate.admit(request, arrival.from.address)
    if (admission.type === 'trunk') return true
    if (admission.type === 'challenge')
      this.#refuse(arrival, request.headers, 401, 'Unauthorized', admission.headers)
    else if (admission.type === 'forbidden')
      this.#refuse(arrival, request.headers, 403, 'Forbidden')
    return false
  }

  #outOfDialog(incoming: Incoming, arrival: Arrival): void {
    const { request, facts, key } = incoming
    if (!/^(sips?|tel):/i.test(request.uri)) {
      this.#reply(incoming, { status: 416, reason: 'Unsupported URI Scheme' })
      return
    }
    const mergeKey = `${facts.callId}|${facts.fromTag}|${facts.cseq}|${request.method}`
    const other = this.#merges.get(mergeKey)
    if (facts.fromTag !== '' && other !== undefined && this.#transactions.has(other)) {
      this.#reply(incoming, { status: 482, reason: 'Loop Detected' })
      return
    }
    this.#remember(mergeKey, key)
    if (request.method === 'INVITE') this.#invite(incoming, arrival)
    else if (request.method === 'OPTIONS') this.#options(incoming)
    else if (inDialogOnly.has(request.method)) this.#reply(incoming, gone)
    else if (foreignMethods.has(request.method))
      this.#reply(incoming, { status: 405, reason: 'Method Not Allowed', headers: [trunkAllow] })
    else this.#reply(incoming, { status: 501, reason: 'Not Implemented', headers: [trunkAllow] })
  }

  #remember(mergeKey: string, key: string): void {
    this.#merges.set(mergeKey, key)
    if (this.#merges.size <= mostMerges) return
    const [oldest] = this.#merges.keys()
    if (oldest !== undefined) this.#merges.delete(oldest)
  }

  #options(incoming: Incoming): void {
    const accept = headersOf(incoming.request, 'accept').join(',')
    if (accept !== '' && !/application\/(sdp|\*)|\*\/\*/i.test(accept))
      this.#reply(incoming, { status: 406, reason: 'Not Acceptable' })
    else if (this.#isClosing) this.#reply(incoming, { status: 503, reason: 'Service Unavailable' })
    else {
      const headers = [trunkAllow, timerSupported, { name: 'accept', value: 'application/sdp' }]
      this.#reply(incoming, { status: 200, reason: 'OK', headers })
    }
  }

  #invite(incoming: Incoming, arrival: Arrival): void {
    const { request, facts, key } = incoming
    const trunk = this.#gate.trunkOf(request, arrival.from.address)
    if (!trunk) return
    const checked = checkInvite(request, trunk.sessionExpires)
    if (!checked.ok) {
      this.#reply(incoming, checked.reply)
      return
    }
    const tag = newToken()
    const dialog = createDialog(withTarget(request), facts, tag)
    if (!dialog) {
      this.#reply(incoming, { status: 400, reason: 'An INVITE needs one Contact' })
      return
    }
    const countOff =
      this.#isClosing || !this.#takeCall ? null : this.#legs.open(trunk, this.#deps.clock.now())
    if (!countOff || !this.#takeCall) {
      const headers = [{ name: 'retry-after', value: '1' }]
      this.#reply(incoming, { status: 503, reason: 'Too many calls', headers })
      return
    }
    const admission = new Admission(trunk, this.#deps.places ?? null)
    const callKey = legKey(dialog.callId, tag, dialog.remoteTag)
    const wayBack = { from: arrival.from, connection: arrival.connection }
    const { offer, interval, expires } = checked
    const call = new TrunkIncomingCall(
      {
        ...{ invite: incoming, dialog, offer, interval, expires, from: callerOf(request) },
        ...{ peer: arrival.from.address, allows: headersOf(request, 'allow').join(',') },
      },
      {
        ...this.#maker.sessionDeps(trunk, wayBack),
        reply: (to, reply) => this.#reply(to, reply, tag),
        onAnswered: (session) => this.#maker.own(session),
        onOver: () => {
          countOff()
          admission.leave()
          this.#legs.delete(callKey)
          this.#ringing.delete(key)
        },
      },
    )
    this.#legs.set(callKey, call)
    this.#ringing.set(key, call)
    this.#reply(incoming, { status: 100, reason: 'Trying' })
    const contact = { name: 'contact', value: this.#deps.own.contact(arrival.from) }
    if (!needsReliable(request))
      this.#reply(incoming, { status: 180, reason: 'Ringing', headers: [contact] }, tag)
    this.#deps.log.info({ call: call.id, trunk: trunk.id, sipCall: facts.callId }, 'a call by SIP')
    if (admission.isFree) this.#takeCall(call, trunk)
    else void this.#takeAdmitted(call, trunk, admission)
  }

  async #takeAdmitted(call: TrunkIncomingCall, trunk: Trunk, admission: Admission): Promise<void> {
    if (await admission.admit()) this.#takeCall?.(call, trunk)
    else call.reject(503, 'Too many calls')
  }

  #open({ request, key }: Incoming, arrival: Arrival): void {
    const kind = request.method === 'INVITE' ? 'invite' : 'other'
    this.#transactions.open(key, kind, this.#channelTo(arrival, request))
  }

  /** The way back of a request's answers. */
  #channelTo({ from, connection }: Arrival, request: SipRequest | null): Channel {
    const hop = request ? answerHop(request, from) : from
    return {
      isReliable: isReliable(from.transport),
      send: (text) => this.#deps.transports.send(hop, text, { connection }),
    }
  }

  #reply(incoming: Incoming, reply: Reply, tag: string = newToken()): void {
    const isDialog =
      incoming.request.method === 'INVITE' && reply.status > 100 && reply.status < 300
    const routes = isDialog
      ? incoming.request.headers.filter(({ name }) => name === 'record-route')
      : []
    const answer = {
      ...reply,
      tag: reply.status === 100 ? null : tag,
      headers: [...routes, ...(reply.headers ?? [])],
    }
    const text = printMessage(createResponse(incoming.request, answer))
    this.#transactions.step(incoming.key, { type: 'respond', status: reply.status, text })
  }

  /**
   * Answers what gets no transaction: once, to where it came from. Those we do not know are asked who they are and
   * told that they may not, nothing else.
   */
  #refuse(
    arrival: Arrival,
    headers: readonly Header[],
    status: number,
    reason: string,
    more: readonly Header[] = [],
  ): void {
    const { address } = arrival.from
    const isOfTrunks = status === 401 || status === 403
    const isKnown = isOfTrunks ? this.#gate.accepts(address) : this.#gate.trunkAt(address) !== null
    if (!isKnown || !headers.some(({ name }) => name === 'via')) return
    const answer = { status, reason, tag: newToken(), headers: more }
    const text = printMessage(createResponse({ headers }, answer))
    this.#channelTo(arrival, null).send(text)
  }
}

const isKeepAlive = (bytes: Uint8Array): boolean =>
  bytes.length <= 4 && bytes.every((byte) => byte === 13 || byte === 10)
