import type { Log } from '../log.ts'
import type { AnswerOptions, IncomingCall, Line, SoftphoneClaims } from '../voice/line.ts'
import { OfferError } from '../voice/media/offer.ts'
import type { WebRtcLine } from '../voice/media/webRtcLine.ts'
import type { RequestFacts } from './checkRequest.ts'
import type { SipClock } from './clock.ts'
import { type Dialog, receiveInDialog, refreshTarget } from './dialog.ts'
import { userOf } from './headerValue.ts'
import { readInfo } from './info.ts'
import { type Header, headerOf, type SipRequest } from './message.ts'
import type { Answer } from './printMessage.ts'
import { t1, t2 } from './serverTransaction.ts'

/** A request with what was read of it and the transaction it opened. */
export interface Incoming {
  readonly request: SipRequest
  readonly facts: RequestFacts
  readonly key: string
}

export type Reply = Omit<Answer, 'tag'>

export interface SipCallDeps {
  readonly clock: SipClock
  readonly log: Log
  /** `Contact` of our answers. */
  readonly contact: string
  reply(incoming: Incoming, reply: Reply): void
  /** Sends BYE. */
  bye(dialog: Dialog): void
  openLine(sdp: string, onEnd: () => void): Promise<WebRtcLine>
  /** The call needs no more messages. */
  onOver(): void
}

export const allow = { name: 'allow', value: 'INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, REGISTER' }

/** Nobody answers a phone later. */
const ringingTimeout = 180_000
/** From our answer to flowing media. */
const mediaTimeout = 15_000

/** One call of a caller, from INVITE to BYE (RFC 3261 sections 13 to 15). */
export class SipCall implements IncomingCall {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly claims: SoftphoneClaims | null
  #state: 'ringing' | 'answering' | 'answered' | 'over' = 'ringing'
  #dialog: Dialog
  #invite: Incoming
  #deps: SipCallDeps
  #line: WebRtcLine | null = null
  #cancelListeners: (() => void)[] = []
  #cancelRinging: () => void
  /** Answers of ours not acknowledged yet, by CSeq; each stops its own repetition. */
  #unacknowledged = new Map<number, () => void>()
  #isByeDue = false

  constructor(invite: Incoming, dialog: Dialog, claims: SoftphoneClaims | null, deps: SipCallDeps) {
    this.id = invite.facts.callId
    this.from = userOf(invite.facts.fromUri) ?? ''
    this.to = userOf(invite.request.uri) ?? ''
    this.claims = claims
    this.#invite = invite
    this.#dialog = dialog
    this.#deps = deps
    this.#cancelRinging = deps.clock.after(ringingTimeout, () => this.#giveUp(480, 'No answer'))
  }

  async answer(options: AnswerOptions = {}): Promise<Line> {
    if (this.#state !== 'ringing') throw new Error('The call is over or answered already.')
    this.#state = 'answering'
    this.#cancelRinging()
    const line = await this.#openLine()
    if (this.#isOver()) {
      line.end('cancelled')
      throw new Error('The caller gave up.')
    }
    this.#state = 'answered'
    this.#line = line
    this.#accept(this.#invite, line.answer, headersOf(options))
    const cancelTimeout = this.#deps.clock.after(mediaTimeout, () => {
      this.#deps.log.warn({ call: this.id }, 'no media after the answer')
      line.hangup()
    })
    try {
      await line.connected
    } finally {
      cancelTimeout()
    }
    return line
  }

  reject(status: number, reason: string): void {
    if (this.#state !== 'ringing') return
    this.#deps.reply(this.#invite, { status, reason: reason.replace(/[\r\n]+/g, ' ') })
    this.#over()
  }

  onCancel(listener: () => void): void {
    this.#cancelListeners.push(listener)
  }

  /** CANCEL: true when the INVITE was still open. */
  cancel(): boolean {
    return this.#giveUp(487, 'Request Terminated')
  }

  /** The connection is gone: no message can be sent any more. */
  lose(reason: string): void {
    this.#giveUp(487, 'Request Terminated')
    this.#line?.end(reason)
    this.#over()
  }

  /** Ends the leg from our side, whatever its state. */
  shutDown(): void {
    this.#giveUp(503, 'Service Unavailable')
    this.#line?.end('shutting down')
    this.#bye()
  }

  acknowledge(cseq: number): void {
    this.#unacknowledged.get(cseq)?.()
    this.#unacknowledged.delete(cseq)
    if (this.#isByeDue) this.#bye()
  }

  /** A request inside the dialog; it is replied to. */
  receive(incoming: Incoming): void {
    const { request, facts } = incoming
    if (facts.fromTag !== this.#dialog.remoteTag) {
      this.#deps.reply(incoming, { status: 481, reason: 'Call/Transaction Does Not Exist' })
      return
    }
    const dialog = receiveInDialog(this.#dialog, facts.cseq)
    if (!dialog) {
      this.#deps.reply(incoming, { status: 500, reason: 'CSeq Out Of Order' })
      return
    }
    this.#dialog = dialog
    if (request.method === 'BYE') this.#receiveBye(incoming)
    else if (request.method === 'INVITE') this.#receiveReinvite(incoming)
    else if (request.method === 'INFO') this.#receiveInfo(incoming)
    else if (request.method === 'OPTIONS')
      this.#deps.reply(incoming, { status: 200, reason: 'OK', headers: [allow] })
    else this.#deps.reply(incoming, { status: 405, reason: 'Method Not Allowed', headers: [allow] })
  }

  async #openLine(): Promise<WebRtcLine> {
    try {
      const sdp = this.#invite.request.body.toString('utf8')
      return await this.#deps.openLine(sdp, () => this.#lineEnded())
    } catch (error) {
      const isOffer = error instanceof OfferError
      if (!this.#isOver())
        this.#deps.reply(this.#invite, {
          status: isOffer ? 488 : 500,
          reason: isOffer ? error.message : 'Media Failed',
        })
      this.#over()
      throw error
    }
  }

  #isOver(): boolean {
    return this.#state === 'over'
  }

  #giveUp(status: number, reason: string): boolean {
    if (this.#state !== 'ringing' && this.#state !== 'answering') return false
    this.#deps.reply(this.#invite, { status, reason })
    this.#over()
    for (const listener of this.#cancelListeners) listener()
    return true
  }

  /** Sends 200 with SDP until it is acknowledged; never acknowledged, the call ends (section 13.3.1.4). */
  #accept(invite: Incoming, sdp: string, extra: readonly Header[] = []): void {
    const reply: Reply = {
      status: 200,
      reason: 'OK',
      headers: [
        { name: 'contact', value: this.#deps.contact },
        allow,
        { name: 'content-type', value: 'application/sdp' },
        ...extra,
      ],
      body: sdp,
    }
    let waited = 0
    let interval = t1
    const wait = (): void => {
      const cancel = this.#deps.clock.after(interval, () => {
        waited += interval
        if (waited >= 64 * t1) {
          this.#unacknowledged.clear()
          this.#line?.end('never acknowledged')
          this.#bye()
          return
        }
        interval = Math.min(interval * 2, t2, 64 * t1 - waited)
        this.#deps.reply(invite, reply)
        wait()
      })
      this.#unacknowledged.set(invite.facts.cseq, cancel)
    }
    this.#deps.reply(invite, reply)
    wait()
  }

  #receiveBye(incoming: Incoming): void {
    this.#deps.reply(incoming, { status: 200, reason: 'OK' })
    this.#giveUp(487, 'Request Terminated')
    this.#over()
    this.#line?.end('BYE')
  }

  #receiveReinvite(incoming: Incoming): void {
    const line = this.#line
    if (!line || this.#isByeDue || this.#unacknowledged.size > 0) {
      const headers = [{ name: 'retry-after', value: '1' }]
      this.#deps.reply(incoming, { status: 500, reason: 'Request Pending', headers })
      return
    }
    try {
      const { body } = incoming.request
      const answer = body.length === 0 ? line.answer : line.reoffer(body.toString('utf8'))
      this.#dialog = refreshTarget(this.#dialog, incoming.request)
      this.#accept(incoming, answer)
    } catch (error) {
      const reason = error instanceof OfferError ? error.message : 'Not Acceptable Here'
      this.#deps.reply(incoming, { status: 488, reason })
    }
  }

  #receiveInfo(incoming: Incoming): void {
    const info = readInfo(headerOf(incoming.request, 'content-type'), incoming.request.body)
    if (info.type === 'refused') {
      this.#deps.reply(incoming, { status: info.status, reason: info.reason })
      return
    }
    this.#deps.reply(incoming, { status: 200, reason: 'OK' })
    if (info.type === 'text') this.#line?.text(info.text)
    if (info.type === 'digit') this.#line?.digit(info.digit)
  }

  /** Our side ended the leg: BYE, but not before the caller has acknowledged our answer (section 15). */
  #lineEnded(): void {
    const isAcknowledged = !this.#unacknowledged.has(this.#invite.facts.cseq)
    if (this.#state === 'answered' && isAcknowledged) this.#bye()
    else this.#isByeDue = true
  }

  #bye(): void {
    if (this.#state === 'over') return
    this.#over()
    this.#deps.bye(this.#dialog)
  }

  #over(): void {
    if (this.#state === 'over') return
    this.#state = 'over'
    this.#cancelRinging()
    for (const cancel of this.#unacknowledged.values()) cancel()
    this.#unacknowledged.clear()
    this.#deps.onOver()
  }
}

/** Header values hold no line breaks (RFC 3261 section 7.3.1): one that would is left out. */
const headersOf = ({ headers = {} }: AnswerOptions): readonly Header[] =>
  Object.entries(headers)
    .filter(([name, value]) => !/[\r\n]/.test(name + value))
    .map(([name, value]) => ({ name: name.toLowerCase(), value }))
