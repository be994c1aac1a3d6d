import type { Log } from '../log.ts'
import type { OutgoingCall, Ringing } from '../voice/dialer.ts'
import type { WebRtcLine } from '../voice/media/webRtcLine.ts'
import type { SipClock } from './clock.ts'
import { type Dialog, receiveInDialog } from './dialog.ts'
import { readInfo } from './info.ts'
import { headerOf, type SipRequest, type SipResponse } from './message.ts'
import { createAck, createAlike, createInvite, dialogOfAnswer } from './outgoingDialog.ts'
import { printMessage } from './printMessage.ts'
import { allow, type Incoming, type Reply } from './sipCall.ts'

export interface SipOutgoingDeps {
  readonly clock: SipClock
  readonly log: Log
  readonly callId: string
  readonly localTag: string
  /** Branch of the INVITE. */
  readonly branch: string
  /** `Via` of a new request. */
  readonly via: (branch: string) => string
  readonly newBranch: () => string
  /** Where the phone registered. */
  readonly uri: string
  readonly from: string
  readonly to: string
  readonly contact: string
  reply(incoming: Incoming, reply: Reply): void
  bye(dialog: Dialog): void
  send(text: string): void
  /** Opens the INVITE's transaction; null: nobody answered it. */
  invite(text: string, ackOf: (response: SipResponse) => string, done: Responded): void
  /** Sends a request that is no INVITE, in a transaction. */
  request(branch: string, text: string): void
  openLine(onEnd: () => void): Promise<{ readonly line: WebRtcLine; readonly sdp: string }>
  /** The call needs no more messages. */
  onOver(): void
}

export type Responded = (response: SipResponse | null) => void

/** From the answer to flowing media. */
const mediaTimeout = 15_000
/** A phone that was told CANCEL answers within this time, or is forgotten (RFC 3261 section 9.1). */
const cancelTimeout = 32_000

/** One call of ours to a registered phone, from INVITE to BYE (RFC 3261 sections 13 to 15). */
export class SipOutgoing implements OutgoingCall {
  readonly ringing: Promise<Ringing>
  #state: 'calling' | 'cancelling' | 'answered' | 'over' = 'calling'
  #hasProvisional = false
  #isConnected = false
  #deps: SipOutgoingDeps
  #request: SipRequest | null = null
  #dialog: Dialog | null = null
  #line: WebRtcLine | null = null
  #settle: (ringing: Ringing) => void
  #stopTimer = (): void => {}

  constructor(deps: SipOutgoingDeps) {
    const { promise, resolve } = Promise.withResolvers<Ringing>()
    this.ringing = promise
    this.#settle = resolve
    this.#deps = deps
    this.#start().catch((error: unknown) => {
      deps.log.warn({ err: error, call: deps.callId }, 'a call of ours could not be offered')
      this.#fail('No media could be offered.')
    })
  }

  cancel(): void {
    this.#settle({ type: 'no-answer', why: 'The call was given up.' })
    if (this.#state === 'answered' && !this.#isConnected) this.#bye()
    if (this.#state !== 'calling') return
    this.#state = 'cancelling'
    if (!this.#request) this.#over()
    else if (this.#hasProvisional) this.#sendCancel()
  }

  /** Our ACK was lost. */
  acknowledgeAgain(): void {
    if (this.#dialog) this.#acknowledge(this.#dialog)
  }

  /** The callee sends no ACK: it never gets an answer to an INVITE of its own but a refusal. */
  acknowledge(): void {}

  /** A request of the callee inside the dialog; it is replied to. */
  receive(incoming: Incoming): void {
    const { facts } = incoming
    const dialog = this.#dialog
    if (!dialog || facts.fromTag !== dialog.remoteTag) {
      this.#deps.reply(incoming, { status: 481, reason: 'Call/Transaction Does Not Exist' })
      return
    }
    const next = receiveInDialog(dialog, facts.cseq)
    if (next) {
      this.#dialog = next
      this.#inDialog(incoming)
    } else this.#deps.reply(incoming, { status: 500, reason: 'CSeq Out Of Order' })
  }

  #inDialog(incoming: Incoming): void {
    const { method } = incoming.request
    const ok = { status: 200, reason: 'OK' }
    if (method === 'BYE') {
      this.#deps.reply(incoming, ok)
      this.#over()
      this.#line?.end('BYE')
    } else if (method === 'INFO') this.#info(incoming)
    else if (method === 'OPTIONS') this.#deps.reply(incoming, { ...ok, headers: [allow] })
    else if (method === 'INVITE')
      this.#deps.reply(incoming, { status: 488, reason: 'Media cannot be changed during a call' })
    else this.#deps.reply(incoming, { status: 405, reason: 'Method Not Allowed', headers: [allow] })
  }

  /** The connection is gone. */
  lose(reason: string): void {
    this.#settle({ type: 'failed', why: reason })
    this.#line?.end(reason)
    this.#over()
  }

  shutDown(): void {
    this.cancel()
    this.#line?.end('shutting down')
    this.#bye()
  }

  async #start(): Promise<void> {
    const { deps, line, sdp } = {
      deps: this.#deps,
      ...(await this.#deps.openLine(() => this.#bye())),
    }
    this.#line = line
    if (this.#state !== 'calling') {
      line.end('given up')
      return
    }
    const { callId, localTag, uri, from, to, contact } = deps
    const via = deps.via(deps.branch)
    const request = createInvite({ callId, localTag, uri, from, to, contact, via, sdp, allow })
    this.#request = request
    const ackOf = (response: SipResponse) =>
      printMessage(createAlike(request, 'ACK', headerOf(response, 'to')))
    deps.invite(printMessage(request), ackOf, (response) => this.#responded(request, response))
  }

  #responded(request: SipRequest, response: SipResponse | null): void {
    if (this.#state === 'over') return
    const status = response?.status ?? 0
    if (!response) this.#fail('The phone did not answer the call.')
    else if (status >= 300) this.#refused(status, response.reason)
    else if (status >= 200) this.#accepted(request, response)
    else {
      const isFirst = !this.#hasProvisional
      this.#hasProvisional = true
      if (isFirst && this.#state === 'cancelling') this.#sendCancel()
    }
  }

  #accepted(request: SipRequest, response: SipResponse): void {
    const dialog = dialogOfAnswer(request, response)
    if (!dialog) {
      this.#fail('The phone answered without a tag or a contact.')
      return
    }
    const isGivenUp = this.#state === 'cancelling'
    this.#state = 'answered'
    this.#dialog = dialog
    this.#stopTimer()
    this.#acknowledge(dialog)
    // The answer crossed our CANCEL.
    if (isGivenUp || !this.#line) this.#bye()
    else this.#connect(this.#line, response.body.toString('utf8'))
  }

  #connect(line: WebRtcLine, sdp: string): void {
    try {
      line.accept(sdp)
      this.#waitForMedia(line)
    } catch (error) {
      const why = error instanceof Error ? error.message : 'The answer cannot be read.'
      this.#settle({ type: 'failed', why })
      this.#bye()
    }
  }

  #waitForMedia(line: WebRtcLine): void {
    this.#stopTimer = this.#deps.clock.after(mediaTimeout, () => this.#bye())
    line.connected.then(
      () => {
        this.#stopTimer()
        this.#isConnected = true
        this.#settle({ type: 'answered', line })
      },
      () => {
        this.#stopTimer()
        this.#settle({ type: 'failed', why: 'The phone answered, but its media never came.' })
      },
    )
  }

  #refused(status: number, reason: string): void {
    const why = `${status} ${reason}`
    if (status === 486 || status === 600 || status === 603) this.#settle({ type: 'busy', why })
    else if (status === 480 || status === 408 || status === 487)
      this.#settle({ type: 'no-answer', why })
    else this.#settle({ type: 'failed', why })
    this.#over()
    this.#line?.end('refused')
  }

  #fail(why: string): void {
    this.#settle({ type: 'failed', why })
    this.#over()
    this.#line?.end('failed')
  }

  #sendCancel(): void {
    if (!this.#request) return
    const text = printMessage(createAlike(this.#request, 'CANCEL', null))
    this.#deps.request(this.#deps.branch, text)
    this.#stopTimer = this.#deps.clock.after(cancelTimeout, () => this.#fail('No answer to CANCEL'))
  }

  #acknowledge(dialog: Dialog): void {
    this.#deps.send(printMessage(createAck(dialog, this.#deps.via(this.#deps.newBranch()))))
  }

  #info(incoming: Incoming): void {
    const { request } = incoming
    const info = readInfo(headerOf(request, 'content-type'), request.body)
    const isRefused = info.type === 'refused'
    this.#deps.reply(incoming, isRefused ? info : { status: 200, reason: 'OK' })
    if (info.type === 'digit') this.#line?.digit(info.digit)
    if (info.type === 'text') this.#line?.text(info.text)
  }

  /** Our side ends the leg, or its media broke. */
  #bye(): void {
    if (this.#state !== 'answered' || !this.#dialog) return
    const dialog = this.#dialog
    this.#over()
    this.#deps.bye(dialog)
    this.#line?.end('ended')
  }

  #over(): void {
    if (this.#state === 'over') return
    this.#state = 'over'
    this.#stopTimer()
    this.#deps.onOver()
  }
}
