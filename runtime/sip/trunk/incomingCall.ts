import type { AnswerOptions, IncomingCall, Line } from '../../voice/line.ts'
import { OfferError } from '../../voice/media/offer.ts'
import type { Dialog } from '../dialog.ts'
import type { Header, SipRequest } from '../message.ts'
import { needsReliable } from './checkInvite.ts'
import { sdpType } from './dialogAsker.ts'
import { type Incoming, numberOf, otherNamesOf } from './incoming.ts'
import type { Leg } from './legs.ts'
import { Session, type SessionDeps, trunkAllow } from './session.ts'
import type { SessionInterval } from './sessionTimer.ts'
import type { OpenTrunkLine, TrunkLine } from './trunkLine.ts'

export interface IncomingCallDeps extends SessionDeps {
  readonly openLine: OpenTrunkLine
  /** The call was answered: what comes for it goes to the session now. */
  onAnswered(session: Session): void
}

export interface IncomingCallStart {
  readonly invite: Incoming
  readonly dialog: Dialog
  /** Null: the INVITE has none, so we make the offer. */
  readonly offer: string | null
  readonly interval: SessionInterval
  readonly allows: string | null
  readonly from: string
  /** Address that the call came from. */
  readonly peer: string
  /** Milliseconds after which the caller wants no answer any more; null: it did not say. */
  readonly expires: number | null
}

/** Nobody answers a phone later. */
const ringingTimeout = 180_000

/** A call from a trunk that rings, until it is answered. */
export class TrunkIncomingCall implements IncomingCall, Leg {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly alsoTo: readonly string[]
  readonly claims = null
  #state: 'ringing' | 'answering' | 'answered' | 'over' = 'ringing'
  #start: IncomingCallStart
  #deps: IncomingCallDeps
  #session: Session | null = null
  /** Media, from when it is asked for first. */
  #opened: Promise<{ readonly line: TrunkLine; readonly sdp: string }> | null = null
  #cancelListeners: (() => void)[] = []
  #stopTimers: (() => void)[]

  constructor(start: IncomingCallStart, deps: IncomingCallDeps) {
    // Ours, because callers may use a Call-ID twice.
    this.id = `sip-${start.dialog.localTag}`
    this.from = start.from
    this.to = numberOf(start.invite.request.uri)
    this.alsoTo = otherNamesOf(start.invite.request)
    this.#start = start
    this.#deps = deps
    const { clock } = deps
    this.#stopTimers = [clock.after(ringingTimeout, () => this.#giveUp(480, 'No answer'))]
    if (start.expires !== null)
      this.#stopTimers.push(
        clock.after(start.expires, () => this.#giveUp(487, 'Request Terminated')),
      )
  }

  async answer(options: AnswerOptions = {}): Promise<Line> {
    if (this.#state !== 'ringing') throw new Error('The call is over or answered already.')
    this.#state = 'answering'
    for (const stop of this.#stopTimers) stop()
    const { invite, dialog, offer, interval, allows } = this.#start
    const opened = await (this.#opened ?? this.#openLine())
    if (this.#isOver()) throw new Error('The caller gave up.')
    const { line } = opened
    // The same answer again where it was given early: from now on the caller must be heard.
    const sdp = this.#opened && offer !== null ? line.answer(offer) : opened.sdp
    this.#state = 'answered'
    const session = new Session({ dialog, line, isIncoming: true, interval, allows }, this.#deps)
    this.#session = session
    this.#deps.onAnswered(session)
    session.accept(invite, sdp, offer === null, headersOf(options))
    return line
  }

  /** Null where it would have to be reliable: the offer is ours to make, or they want nothing else. */
  async ringEarly(): Promise<Line | null> {
    const { offer, invite } = this.#start
    if (this.#state !== 'ringing' || offer === null || needsReliable(invite.request)) return null
    const isFirst = this.#opened === null
    this.#opened ??= this.#openLine()
    const { line, sdp } = await this.#opened
    if (isFirst && this.#state === 'ringing')
      this.#deps.reply(this.#start.invite, {
        ...{ status: 183, reason: 'Session Progress', body: sdp },
        headers: [{ name: 'contact', value: this.#deps.contact }, trunkAllow, sdpType],
      })
    return line
  }

  reject(status: number, reason: string): void {
    if (this.#state !== 'ringing') return
    this.#deps.reply(this.#start.invite, { status, reason: reason.replace(/[\r\n]+/g, ' ') })
    this.#over()
  }

  onCancel(listener: () => void): void {
    this.#cancelListeners.push(listener)
  }

  /** Our tag of the dialog, which answers to its CANCEL bear too (RFC 3261 section 9.2). */
  get tag(): string {
    return this.#start.dialog.localTag
  }

  /** CANCEL came. */
  cancel(): void {
    this.#giveUp(487, 'Request Terminated')
  }

  shutDown(): void {
    if (this.#session) this.#session.shutDown()
    else this.#giveUp(503, 'Service Unavailable')
  }

  acknowledge(cseq: number, request: SipRequest): void {
    this.#session?.acknowledge(cseq, request)
  }

  /** We sent no ACK here. */
  acknowledgeAgain(): void {
    this.#session?.acknowledgeAgain()
  }

  /** A request of the dialog; before the answer only BYE means anything. */
  receive(incoming: Incoming): void {
    const { request, facts } = incoming
    if (this.#session) this.#session.receive(incoming)
    else if (facts.fromTag !== this.#start.dialog.remoteTag)
      this.#deps.reply(incoming, { status: 481, reason: 'Call/Transaction Does Not Exist' })
    else if (request.method === 'BYE') {
      this.#deps.reply(incoming, { status: 200, reason: 'OK' })
      this.#giveUp(487, 'Request Terminated')
    } else if (request.method === 'OPTIONS')
      this.#deps.reply(incoming, { status: 200, reason: 'OK', headers: [trunkAllow] })
    else {
      const headers = [{ name: 'retry-after', value: '1' }]
      this.#deps.reply(incoming, { status: 500, reason: 'Request Pending', headers })
    }
  }

  async #openLine(): Promise<{ readonly line: TrunkLine; readonly sdp: string }> {
    const { offer, peer, invite } = this.#start
    let opened: TrunkLine | null = null
    try {
      const onEnd = () => this.#session?.hangUp()
      const line = await this.#deps.openLine({ onEnd, encrypts: false, peer })
      opened = line
      const isEarly = this.#state === 'ringing'
      const sdp = offer === null ? line.offer() : line.answer(offer, { isEarly })
      if (this.#isOver()) throw new Error('The caller gave up.')
      return { line, sdp }
    } catch (error) {
      const isOffer = error instanceof OfferError
      if (!this.#isOver())
        this.#deps.reply(invite, {
          status: isOffer ? 488 : 500,
          reason: isOffer ? error.message : 'Media Failed',
        })
      opened?.end('refused')
      this.#over()
      throw error
    }
  }

  #isOver(): boolean {
    return this.#state === 'over'
  }

  #giveUp(status: number, reason: string): void {
    if (this.#state !== 'ringing' && this.#state !== 'answering') return
    this.#deps.reply(this.#start.invite, { status, reason })
    this.#over()
    for (const listener of this.#cancelListeners) listener()
  }

  #over(): void {
    if (this.#state === 'over') return
    this.#state = 'over'
    for (const stop of this.#stopTimers) stop()
    if (!this.#session)
      this.#opened?.then(
        ({ line }) => line.end('not answered'),
        () => {},
      )
    this.#deps.onOver()
  }
}

/** Header values hold no line breaks (RFC 3261 section 7.3.1): one that would is left out. */
const headersOf = ({ headers = {} }: AnswerOptions): readonly Header[] =>
  Object.entries(headers)
    .filter(([name, value]) => !/[\r\n]/.test(name + value))
    .map(([name, value]) => ({ name: name.toLowerCase(), value }))
