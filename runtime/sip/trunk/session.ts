import type { Log } from '../../log.ts'
import { OfferError } from '../../voice/media/offer.ts'
import type { SipClock } from '../clock.ts'
import { type Dialog, receiveInDialog, refreshTarget } from '../dialog.ts'
import { parseCseq } from '../headerValue.ts'
import { readInfo } from '../info.ts'
import { type Header, headerOf, type SipMessage, type SipRequest } from '../message.ts'
import type { Incoming, Reply } from '../sipCall.ts'
import type { InviteListener } from './asker.ts'
import { DialogAsker, type DialogAskerDeps, sdpType } from './dialogAsker.ts'
import type { Leg } from './legs.ts'
import { type ReferResult, Referrals, type ReferTask } from './referrals.ts'
import { repeatAnswer } from './repeatAnswer.ts'
import { readSdpBody } from './sdpBody.ts'
import { answerInterval, type SessionInterval } from './sessionTimer.ts'
import { askedInterval, SessionWatch, timerSupported } from './sessionWatch.ts'
import { silentLine, type TrunkLine } from './trunkLine.ts'

/** Methods we take on a trunk. */
export const trunkAllow: Header = {
  name: 'allow',
  value: 'INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, UPDATE, REFER, NOTIFY',
}

export interface SessionDeps extends DialogAskerDeps {
  readonly clock: SipClock
  readonly log: Log
  /** `Contact` of our messages. */
  readonly contact: string
  /** Seconds we would like a session to last. */
  readonly sessionExpires: number
  reply(incoming: Incoming, reply: Reply): void
  /** Somebody asks us to call another party on this line; null: refused. */
  refer(target: string, session: Session): ReferTask | null
  /** The dialog needs no more messages. */
  onOver(): void
}

/** What can be asked of the other side of a call beyond its line. */
export interface CallControl {
  /** Asks the other side to hold or to go on; resolves with whether it did. */
  hold(isOnHold: boolean): Promise<boolean>
  /**
   * Asks the other side to call a `sip:` address instead of us (REFER). Resolves when that was answered or refused; the
   * call goes on until somebody ends it.
   */
  refer(target: string): Promise<ReferResult>
}

export interface SessionStart {
  readonly dialog: Dialog
  readonly line: TrunkLine
  /** Whether the other side began the call. */
  readonly isIncoming: boolean
  readonly interval: SessionInterval | null
  /** `Allow` of the other side. */
  readonly allows: string | null
}

/** Wait before a re-INVITE that met theirs is tried again (RFC 3261 section 14.1): the caller of the dialog waits longer. */
const glareWait = { caller: 2100, callee: 500 }

/** An answered call, whoever began it: what comes in its dialog, and what we ask in it. */
export class Session implements Leg, CallControl {
  #line: TrunkLine
  #overListeners: (() => void)[] = []
  #deps: SessionDeps
  #start: SessionStart
  #asker: DialogAsker
  #watch: SessionWatch
  #referrals: Referrals
  #isOver = false
  #isByeDue = false
  /** Answers of ours not acknowledged yet, by CSeq; each stops its own repetition. */
  #unacknowledged = new Map<number, () => void>()
  /** CSeq of an INVITE whose offer was ours: its ACK brings the answer. */
  #offered: number | null = null
  #isAsking = false
  #canUpdate: boolean

  constructor(start: SessionStart, deps: SessionDeps) {
    this.#start = start
    this.#line = start.line
    this.#deps = deps
    this.#asker = new DialogAsker(start.dialog, deps)
    this.#canUpdate = /\bUPDATE\b/i.test(start.allows ?? '')
    this.#watch = new SessionWatch(start.interval, {
      clock: deps.clock,
      act: (act) => (act === 'refresh' ? this.#refresh() : this.#giveUp('session expired')),
    })
    this.#referrals = new Referrals(this.#asker, {
      contact: deps.contact,
      reply: (incoming, reply) => deps.reply(incoming, reply),
      refer: (target) => deps.refer(target, this),
      isOver: () => this.#isOver,
    })
  }

  get line(): TrunkLine {
    return this.#line
  }

  /** Another session speaks for the line now. */
  letGoOfLine(): void {
    this.#line = silentLine
  }

  /** Told once, when the dialog is over. */
  onOver(listener: () => void): void {
    this.#overListeners.push(listener)
  }

  get dialog(): Dialog {
    return this.#asker.dialog
  }

  /** Answers an INVITE with 200 until it is acknowledged; `isOffer`: the SDP is ours to offer. */
  accept(invite: Incoming, sdp: string, isOffer: boolean, extra: readonly Header[] = []): void {
    const headers = [this.#contact, trunkAllow, timerSupported, ...this.#watch.answering, sdpType]
    const reply: Reply = {
      ...{ status: 200, reason: 'OK', body: sdp },
      headers: [...headers, ...extra],
    }
    const { cseq } = invite.facts
    if (isOffer) this.#offered = cseq
    const send = () => this.#deps.reply(invite, reply)
    send()
    const stop = repeatAnswer(this.#deps.clock, send, () => {
      this.#unacknowledged.clear()
      this.#giveUp('never acknowledged')
    })
    this.#unacknowledged.set(cseq, stop)
  }

  /** An ACK of theirs. */
  acknowledge(cseq: number, request: SipRequest): void {
    this.#unacknowledged.get(cseq)?.()
    this.#unacknowledged.delete(cseq)
    if (this.#offered === cseq) {
      this.#offered = null
      this.#takeAnswer(request)
    }
    if (this.#isByeDue) this.#bye()
  }

  /** Our ACK to a 2xx of theirs. */
  sendAck(cseq: number): void {
    this.#asker.acknowledge(cseq)
  }

  /** Our ACK was lost: the 2xx came again. */
  acknowledgeAgain(): void {
    this.#asker.acknowledgeAgain()
  }

  /** A request inside the dialog; it is replied to. */
  receive(incoming: Incoming): void {
    const { request, facts } = incoming
    if (this.#isOver || facts.fromTag !== this.dialog.remoteTag) {
      this.#reply(incoming, 481, 'Call/Transaction Does Not Exist')
      return
    }
    const dialog = receiveInDialog(this.dialog, facts.cseq)
    if (!dialog) {
      this.#reply(incoming, 500, 'CSeq Out Of Order')
      return
    }
    this.#asker.dialog = dialog
    const takers: Readonly<Record<string, (() => void) | undefined>> = {
      BYE: () => this.#takeBye(incoming),
      INVITE: () => this.#takeReinvite(incoming),
      UPDATE: () => this.#takeUpdate(incoming),
      INFO: () => this.#takeInfo(incoming),
      OPTIONS: () => this.#reply(incoming, 200, 'OK', [trunkAllow, timerSupported]),
      REFER: () => this.#referrals.takeRefer(incoming),
      NOTIFY: () => this.#referrals.takeNotify(incoming),
    }
    const take = takers[request.method]
    if (take) take()
    else this.#reply(incoming, 405, 'Method Not Allowed', [trunkAllow])
  }

  /** Ends the call from our side: BYE, but not before our answer was acknowledged (RFC 3261 section 15). */
  hangUp(): void {
    if (this.#unacknowledged.size > 0) this.#isByeDue = true
    else this.#bye()
  }

  shutDown(): void {
    this.#giveUp('shutting down')
  }

  hold(isOnHold: boolean): Promise<boolean> {
    return this.reinvite({ isOnHold })
  }

  /** Agrees on media again; resolves with whether the other side took part. */
  reinvite(options: { readonly isOnHold?: boolean } = {}): Promise<boolean> {
    if (this.#isOver || this.#isAsking || this.#unacknowledged.size > 0)
      return Promise.resolve(false)
    const { promise, resolve } = Promise.withResolvers<boolean>()
    this.#sendReinvite(this.line.offer(options), resolve, 1)
    return promise
  }

  refer(target: string): Promise<ReferResult> {
    return this.#referrals.ask(target, (status) => this.#lostIf(status))
  }

  get #contact(): Header {
    return { name: 'contact', value: this.#deps.contact }
  }

  #reply(
    incoming: Incoming,
    status: number,
    reason: string,
    headers: readonly Header[] = [],
  ): void {
    this.#deps.reply(incoming, { status, reason, headers })
  }

  #takeBye(incoming: Incoming): void {
    this.#reply(incoming, 200, 'OK')
    this.#over()
    this.line.end('BYE')
  }

  #takeReinvite(incoming: Incoming): void {
    if (this.#isAsking) {
      this.#reply(incoming, 491, 'Request Pending')
      return
    }
    if (this.#isByeDue || this.#unacknowledged.size > 0) {
      this.#reply(incoming, 500, 'Request Pending', [{ name: 'retry-after', value: '1' }])
      return
    }
    const sdp = this.#answerTo(incoming)
    if (sdp === null) return
    this.#asker.dialog = refreshTarget(this.dialog, incoming.request)
    this.accept(incoming, sdp === '' ? this.line.offer() : sdp, sdp === '')
  }

  #takeUpdate(incoming: Incoming): void {
    if (this.#isAsking && incoming.request.body.length > 0) {
      this.#reply(incoming, 491, 'Request Pending')
      return
    }
    const sdp = this.#answerTo(incoming)
    if (sdp === null) return
    this.#asker.dialog = refreshTarget(this.dialog, incoming.request)
    const headers = [this.#contact, timerSupported, ...this.#watch.answering]
    this.#deps.reply(incoming, {
      ...{ status: 200, reason: 'OK', body: sdp },
      headers: sdp === '' ? headers : [...headers, sdpType],
    })
  }

  /** The SDP to answer with, empty when none was offered; null when the request was refused. */
  #answerTo(incoming: Incoming): string | null {
    const { request } = incoming
    const verdict = answerInterval(askedInterval(request), this.#deps.sessionExpires)
    if (verdict.type === 'refused') {
      const least = { name: 'min-se', value: String(verdict.least) }
      this.#reply(incoming, 422, 'Session Interval Too Small', [least])
      return null
    }
    this.#watch.agree(verdict.interval)
    const body = readSdpBody(request)
    if (body.type === 'none') return ''
    if (body.type === 'refused') {
      this.#reply(incoming, body.status, body.reason)
      return null
    }
    try {
      return this.line.answer(body.sdp)
    } catch (error) {
      this.#reply(
        incoming,
        488,
        error instanceof OfferError ? error.message : 'Not Acceptable Here',
      )
      return null
    }
  }

  #takeInfo(incoming: Incoming): void {
    const { request } = incoming
    const info = readInfo(headerOf(request, 'content-type'), request.body)
    if (info.type === 'refused') {
      this.#reply(incoming, info.status, info.reason)
      return
    }
    this.#reply(incoming, 200, 'OK')
    if (info.type === 'text') this.line.text(info.text)
    if (info.type === 'digit') this.line.digit(info.digit)
  }

  #takeAnswer(message: SipMessage): void {
    const body = readSdpBody(message)
    try {
      if (body.type !== 'sdp') throw new OfferError('The answer has no session description.')
      this.line.accept(body.sdp)
    } catch (error) {
      this.#deps.log.warn({ call: this.dialog.callId, err: error }, 'an SDP answer was refused')
      this.line.end('media refused')
      this.#isByeDue = true
    }
  }

  #sendReinvite(sdp: string, settle: (isDone: boolean) => void, retries: number): void {
    this.#isAsking = true
    const headers = [this.#contact, trunkAllow, timerSupported, ...this.#watch.asking, sdpType]
    const finish = (isDone: boolean, status: number) => {
      this.#isAsking = false
      settle(isDone)
      this.#lostIf(status)
    }
    const listener: InviteListener = {
      responded: (response, { request }) => {
        const { status } = response
        if (status < 200) return
        if (status < 300) {
          this.sendAck(parseCseq(headerOf(request, 'cseq') ?? '')?.number ?? 0)
          if (!this.#isAsking) return
          this.#watch.refreshed(response)
          this.#takeAnswer(response)
          finish(true, status)
          if (this.#isByeDue) this.#bye()
        } else if (status === 491 && retries > 0) this.#tryLater(sdp, settle, retries)
        else finish(false, status)
      },
      failed: () => finish(false, 408),
    }
    this.#asker.invite({ headers, body: sdp }, listener)
  }

  /** Both sides asked at once. */
  #tryLater(sdp: string, settle: (isDone: boolean) => void, retries: number): void {
    this.#isAsking = false
    const wait = this.#start.isIncoming ? glareWait.callee : glareWait.caller
    this.#deps.clock.after(wait, () => {
      if (this.#isOver || this.#isAsking) settle(false)
      else this.#sendReinvite(sdp, settle, retries - 1)
    })
  }

  /** UPDATE without media where the other side knows it, else the same offer again. */
  #refresh(): void {
    if (this.#isAsking) {
      this.#watch.restart()
      return
    }
    if (!this.#canUpdate) {
      void this.reinvite().then((isDone) => !isDone && !this.#isOver && this.#watch.restart())
      return
    }
    const headers = [this.#contact, timerSupported, ...this.#watch.asking]
    this.#asker.ask('UPDATE', { headers }, (status, response) => {
      if (this.#isOver) return
      if (response && status < 300) this.#watch.refreshed(response)
      else this.#watch.restart()
      this.#lostIf(status)
    })
  }

  /** The other side knows this call no more (RFC 3261 section 12.2.1.2). */
  #lostIf(status: number): void {
    if (status === 481 || status === 408) this.#giveUp('the other side is gone')
  }

  #giveUp(reason: string): void {
    this.line.end(reason)
    this.#bye()
  }

  #bye(): void {
    if (this.#isOver) return
    this.#asker.ask('BYE', {}, (status) =>
      this.#deps.log.debug({ call: this.dialog.callId, status }, 'BYE answered'),
    )
    this.#over()
  }

  #over(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#watch.stop()
    for (const stop of this.#unacknowledged.values()) stop()
    this.#unacknowledged.clear()
    this.#referrals.end('The call ended.')
    this.#deps.onOver()
    for (const listener of this.#overListeners) listener()
  }
}
