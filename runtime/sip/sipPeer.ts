import { randomBytes } from 'node:crypto'
import type { Log } from '../log.ts'
import type { OutgoingCall } from '../voice/dialer.ts'
import type { IncomingCall } from '../voice/line.ts'
import type { WebRtcLine } from '../voice/media/webRtcLine.ts'
import { checkRequest, type RequestFacts } from './checkRequest.ts'
import type { SipClock } from './clock.ts'
import { createDialog, createInDialog, type Dialog, dialogKey } from './dialog.ts'
import { parseCseq, parseVia, userOf } from './headerValue.ts'
import { type Header, headerOf, headersOf, type SipRequest, type SipResponse } from './message.ts'
import { parseMessage } from './parseMessage.ts'
import { createResponse, printMessage } from './printMessage.ts'
import { type RegistrarDeps, type Registration, register } from './registrar.ts'
import { allow, type Incoming, type Reply, SipCall } from './sipCall.ts'
import { SipOutgoing } from './sipOutgoing.ts'
import { Transactions } from './transactions.ts'

export interface SipPeerDeps extends RegistrarDeps {
  readonly clock: SipClock
  readonly log: Log
  /** Name of this connection, e.g. in nonces. */
  readonly id: string
  readonly transport: 'WS'
  readonly isReliable: boolean
  send(text: string): void
  /** Something arrived that is no SIP. */
  onGarbage(problem: string): void
  /** A call that may be answered; false when nobody takes calls. */
  onCall(call: IncomingCall): boolean
  openLine(sdp: string, onEnd: () => void): Promise<WebRtcLine>
  /** A line for a call of ours, and its offer. */
  offerLine(onEnd: () => void): Promise<{ readonly line: WebRtcLine; readonly sdp: string }>
}

/** What a connection keeps of a call, whoever began it. */
interface Leg {
  receive(incoming: Incoming): void
  acknowledge(cseq: number): void
  lose(reason: string): void
  shutDown(): void
}

/** What we call ourselves: never resolved, the connection is the way (RFC 7118 section 5). */
const host = 'fml.invalid'
const server: Header = { name: 'server', value: 'FML Studio' }
const contact = `<sip:line@${host};transport=ws>`
const maxCalls = 32
/** Methods that exist but are not for us get 405, all others 501 (RFC 3261 section 21.4.6). */
const foreignMethods = new Set('UPDATE PRACK SUBSCRIBE NOTIFY PUBLISH MESSAGE REFER'.split(' '))

/** The user agent at our end of one connection: reads messages, keeps transactions and calls. */
export class SipPeer {
  #deps: SipPeerDeps
  #transactions: Transactions
  /** By Call-ID and our tag. */
  #calls = new Map<string, Leg>()
  /** Calls of ours, by Call-ID. */
  #outgoing = new Map<string, SipOutgoing>()
  /** Ringing calls by the key of their INVITE. */
  #invites = new Map<string, SipCall>()
  #registration: Registration | null = null
  #isClosed = false

  constructor(deps: SipPeerDeps) {
    this.#deps = deps
    const { clock, isReliable } = deps
    this.#transactions = new Transactions({ clock, isReliable, send: (text) => this.#send(text) })
  }

  get liveCalls(): number {
    return this.#calls.size
  }

  get isRegistered(): boolean {
    return this.#registration !== null && this.#registration.expires > this.#deps.now()
  }

  /** Who may be called here; null: nobody. */
  get user(): string | null {
    return this.isRegistered ? (this.#registration?.user ?? null) : null
  }

  /** Calls the phone at the other end; null when none is registered or it has too many calls. */
  dial(callerId: string): OutgoingCall | null {
    const registration = this.#registration
    if (!registration || !this.isRegistered || this.#calls.size >= maxCalls) return null
    const [callId, localTag, branch] = [newToken(), newToken(), newBranch()]
    const callKey = dialogKey(callId, localTag)
    const caller = /^[+\w.-]{1,64}$/.test(callerId) ? callerId : 'anonymous'
    const call = new SipOutgoing({
      ...{ callId, localTag, branch, newBranch, contact },
      clock: this.#deps.clock,
      log: this.#deps.log,
      via: (each) => this.#via(each),
      uri: registration.contact,
      from: `<sip:${caller}@${host}>`,
      to: `<sip:${encodeURIComponent(registration.user)}@${host}>`,
      reply: (to, reply) => this.#reply(to, reply, localTag),
      bye: (from) => this.#bye(from),
      send: (text) => this.#send(text),
      invite: (text, ackOf, done) => this.#transactions.invite(branch, text, { ackOf, done }),
      request: (each, text) => this.#transactions.request(each, text, () => {}),
      openLine: (onEnd) => this.#deps.offerLine(onEnd),
      onOver: () => {
        this.#calls.delete(callKey)
        this.#outgoing.delete(callId)
      },
    })
    this.#calls.set(callKey, call)
    this.#outgoing.set(callId, call)
    return call
  }

  receive(bytes: Uint8Array): void {
    if (this.#isClosed) return
    if (isKeepAlive(bytes)) {
      if (bytes.length === 4) this.#send('\r\n') // RFC 5626 section 3.5.1
      return
    }
    const parsed = parseMessage(bytes)
    if (!parsed.ok) {
      this.#deps.onGarbage(parsed.problem)
      if (parsed.status !== null) this.#refuse(parsed.headers, parsed.status, parsed.problem)
      return
    }
    if (parsed.message.type === 'response') this.#response(parsed.message)
    else this.#request(parsed.message)
  }

  /** The connection is gone. */
  lose(reason: string): void {
    for (const call of [...this.#calls.values()]) call.lose(reason)
    this.#isClosed = true
    this.#transactions.close()
  }

  /** Ends every call with a word to the caller. */
  shutDown(): void {
    for (const call of [...this.#calls.values()]) call.shutDown()
  }

  #send(text: string): void {
    if (!this.#isClosed) this.#deps.send(text)
  }

  #response(response: SipResponse): void {
    const branch = parseVia(headerOf(response, 'via') ?? '')?.params.get('branch') ?? ''
    const cseq = parseCseq(headerOf(response, 'cseq') ?? '')
    if (cseq === null) this.#deps.onGarbage('a malformed CSeq')
    else if (cseq.method === 'INVITE') {
      const isKnown = this.#transactions.respondInvite(branch, response)
      // A 2xx that comes again has missed our ACK (RFC 3261 section 13.2.2.4).
      if (!isKnown && response.status >= 200 && response.status < 300)
        this.#outgoing.get(headerOf(response, 'call-id') ?? '')?.acknowledgeAgain()
    } else if (!this.#transactions.respond(branch, response))
      this.#deps.log.debug({ peer: this.#deps.id }, 'response to no request of ours')
  }

  #request(request: SipRequest): void {
    const facts = checkRequest(request)
    if ('status' in facts) {
      this.#deps.onGarbage(facts.problem)
      if (request.method !== 'ACK') this.#refuse(request.headers, facts.status, facts.problem)
      return
    }
    const method =
      request.method === 'ACK' || request.method === 'CANCEL' ? 'INVITE' : request.method
    const inviteKey = `${facts.branch}|${facts.sentBy}|${method}`
    if (request.method === 'ACK') {
      this.#acknowledge(inviteKey, facts)
      return
    }
    const key = request.method === 'CANCEL' ? `${inviteKey}|CANCEL` : inviteKey
    if (this.#transactions.has(key)) {
      this.#transactions.step(key, { type: 'request.again' })
      return
    }
    const incoming = { request, facts, key }
    if (this.#transactions.isFull) {
      this.#refuse(request.headers, 503, 'Too many requests at once')
      return
    }
    this.#transactions.open(key, request.method === 'INVITE' ? 'invite' : 'other')
    if (request.method === 'CANCEL') this.#cancel(incoming, inviteKey)
    else this.#route(incoming)
  }

  #route(incoming: Incoming): void {
    const { request, facts } = incoming
    const required = headersOf(request, 'require')
    if (required.length > 0) {
      const headers = required.map((value) => ({ name: 'unsupported', value }))
      this.#reply(incoming, { status: 420, reason: 'Bad Extension', headers })
    } else if (facts.toTag !== null) {
      const call = this.#calls.get(dialogKey(facts.callId, facts.toTag))
      if (call) call.receive(incoming)
      else this.#reply(incoming, { status: 481, reason: 'Call/Transaction Does Not Exist' })
    } else if (!/^sips?:/i.test(request.uri))
      this.#reply(incoming, { status: 416, reason: 'Unsupported URI Scheme' })
    else this.#outOfDialog(incoming)
  }

  #outOfDialog(incoming: Incoming): void {
    const { method } = incoming.request
    if (method === 'INVITE') this.#invite(incoming)
    else if (method === 'REGISTER') this.#register(incoming)
    else if (method === 'OPTIONS') this.#options(incoming)
    else if (method === 'BYE' || method === 'INFO')
      this.#reply(incoming, { status: 481, reason: 'Call/Transaction Does Not Exist' })
    else if (foreignMethods.has(method))
      this.#reply(incoming, { status: 405, reason: 'Method Not Allowed', headers: [allow] })
    else this.#reply(incoming, { status: 501, reason: 'Not Implemented', headers: [allow] })
  }

  #options(incoming: Incoming): void {
    const accept = headerOf(incoming.request, 'accept')
    if (accept !== null && !/application\/(sdp|\*)|\*\/\*/i.test(accept))
      this.#reply(incoming, { status: 406, reason: 'Not Acceptable' })
    else {
      const headers = [allow, { name: 'accept', value: 'application/sdp' }]
      this.#reply(incoming, { status: 200, reason: 'OK', headers })
    }
  }

  #register(incoming: Incoming): void {
    const result = register(incoming.request, incoming.facts, this.#deps.id, this.#deps)
    if (result.registration !== undefined) this.#registration = result.registration
    if (result.isSuspicious) this.#deps.onGarbage(result.reason)
    this.#reply(incoming, result)
  }

  #invite(incoming: Incoming): void {
    const refusal = this.#refusalOf(incoming)
    if (refusal) {
      this.#reply(incoming, refusal)
      return
    }
    const tag = newToken()
    const dialog = createDialog(incoming.request, incoming.facts, tag)
    if (!dialog) {
      this.#reply(incoming, { status: 400, reason: 'An INVITE needs one Contact' })
      return
    }
    const user = this.#registration?.user ?? ''
    const callKey = dialogKey(dialog.callId, tag)
    const call = new SipCall(incoming, dialog, this.#deps.claimsOf(user), {
      clock: this.#deps.clock,
      log: this.#deps.log,
      contact,
      reply: (to, reply) => this.#reply(to, reply, tag),
      bye: (from) => this.#bye(from),
      openLine: (sdp, onEnd) => this.#deps.openLine(sdp, onEnd),
      onOver: () => {
        this.#calls.delete(callKey)
        this.#invites.delete(incoming.key)
      },
    })
    this.#calls.set(callKey, call)
    this.#invites.set(incoming.key, call)
    this.#reply(incoming, { status: 100, reason: 'Trying' })
    const ringing = {
      status: 180,
      reason: 'Ringing',
      headers: [{ name: 'contact', value: contact }],
    }
    this.#reply(incoming, ringing, tag)
    if (!this.#deps.onCall(call)) call.reject(480, 'Nobody takes calls yet')
  }

  /** Why a call may not come in. */
  #refusalOf({ request, facts }: Incoming): Reply | null {
    const registration = this.#registration
    const forbidden = (reason: string): Reply => ({ status: 403, reason })
    if (!registration || !this.isRegistered) return forbidden('Register first')
    if (userOf(facts.fromUri) !== registration.user) return forbidden('Call as the registered user')
    const claims = this.#deps.claimsOf(registration.user)
    if (!claims || claims.expires <= this.#deps.now()) return forbidden('The token has expired')
    if (userOf(request.uri) !== claims.target) return forbidden('The token is for another target')
    if (this.#calls.size >= maxCalls) return { status: 486, reason: 'Too many calls at once' }
    const type = headerOf(request, 'content-type')?.split(';')[0]?.trim().toLowerCase()
    if (request.body.length === 0) return { status: 488, reason: 'Send an offer in the INVITE' }
    if (type === 'application/sdp') return null
    const accept = { name: 'accept', value: 'application/sdp' }
    return { status: 415, reason: 'Unsupported Media Type', headers: [accept] }
  }

  #acknowledge(key: string, facts: RequestFacts): void {
    this.#transactions.step(key, { type: 'ack' })
    if (facts.toTag !== null)
      this.#calls.get(dialogKey(facts.callId, facts.toTag))?.acknowledge(facts.cseq)
  }

  #cancel(incoming: Incoming, inviteKey: string): void {
    if (!this.#transactions.has(inviteKey)) {
      this.#reply(incoming, { status: 481, reason: 'Call/Transaction Does Not Exist' })
      return
    }
    this.#reply(incoming, { status: 200, reason: 'OK' })
    this.#invites.get(inviteKey)?.cancel()
  }

  #bye(dialog: Dialog): void {
    const branch = newBranch()
    const [, request] = createInDialog(dialog, 'BYE', this.#via(branch))
    this.#transactions.request(branch, printMessage(request), (status) =>
      this.#deps.log.debug({ call: dialog.callId, status }, 'BYE answered'),
    )
  }

  #via(branch: string): string {
    return `SIP/2.0/${this.#deps.transport} ${host};branch=${branch}`
  }

  #reply(incoming: Incoming, reply: Reply, tag: string = newToken()): void {
    const answer = {
      ...reply,
      tag: reply.status === 100 ? null : tag,
      headers: [...(reply.headers ?? []), server],
    }
    const text = printMessage(createResponse(incoming.request, answer))
    this.#transactions.step(incoming.key, { type: 'respond', status: reply.status, text })
  }

  /** Answers what cannot have a transaction; only if it says where the answer goes. */
  #refuse(headers: readonly Header[], status: number, problem: string): void {
    if (!headers.some((header) => header.name === 'via')) return
    const answer = { status, reason: problem, tag: newToken(), headers: [server] }
    this.#send(printMessage(createResponse({ headers }, answer)))
  }
}

const newToken = (): string => randomBytes(8).toString('hex')
/** With the magic cookie (RFC 3261 section 8.1.1.7). */
const newBranch = (): string => `z9hG4bK${newToken()}`

const isKeepAlive = (bytes: Uint8Array): boolean =>
  bytes.length <= 4 && bytes.every((byte) => byte === 13 || byte === 10)
