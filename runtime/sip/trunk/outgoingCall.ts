import type { OutgoingCall, Ringing } from '../../voice/dialer.ts'
import { OfferError } from '../../voice/media/offer.ts'
import { parseNameAddress } from '../headerValue.ts'
import { type Header, headerOf, headersOf, type SipRequest, type SipResponse } from '../message.ts'
import type { Hop } from '../transport/hop.ts'
import type { Inviting, Sent } from './asker.ts'
import { sdpType } from './dialogAsker.ts'
import { dialogOf, EarlyDialogs } from './earlyDialogs.ts'
import { readSdpBody } from './sdpBody.ts'
import { Session, type SessionDeps, trunkAllow } from './session.ts'
import { intervalOfAnswer, minSeconds } from './sessionTimer.ts'
import { askingHeaders, timerSupported } from './sessionWatch.ts'
import { type OpenTrunkLine, silentLine, type TrunkLine } from './trunkLine.ts'
import { noPlace } from './trunkPlaces.ts'

export interface OutgoingCallStart {
  readonly callId: string
  readonly localTag: string
  /** Whom we call. */
  readonly uri: string
  /** `From` and `To`, without tags. */
  readonly from: string
  readonly to: string
  /** URI that the call is sent to. */
  readonly server: string
  readonly encrypts: boolean
  /** Literal address of the server; empty: not known yet. */
  readonly peer: string
  /** More headers of the INVITE, e.g. `P-Asserted-Identity`. */
  readonly headers: readonly Header[]
  /** A line that another call goes on with; null: a new one. */
  readonly line: TrunkLine | null
}

export interface OutgoingCallDeps extends SessionDeps {
  /** `Contact` for whoever is reached at this hop. */
  contactAt(hop: Hop): string
  readonly openLine: OpenTrunkLine
  /** False: the trunk has no place for it. */
  admit(): Promise<boolean>
  /** Somebody answered: what comes with this tag goes to the session. Returns what ends that. */
  onAnswered(session: Session, isFirst: boolean): () => void
}

/** Other addresses that a call may be sent on to (3xx), one after the other. */
const mostRedirects = 3

/** A call of ours by a trunk, until it is answered (RFC 3261 section 13.2). */
export class TrunkOutgoingCall implements OutgoingCall {
  readonly ringing: Promise<Ringing>
  #settle: (ringing: Ringing) => void
  #start: OutgoingCallStart
  #deps: OutgoingCallDeps
  #state: 'calling' | 'cancelled' | 'answered' | 'over' = 'calling'
  #uri: string
  #cseq = 0
  #redirects = 0
  #least = minSeconds
  #line: TrunkLine | null = null
  #inviting: Inviting | null = null
  #session: Session | null = null
  #sent: Sent | null = null
  #early: EarlyDialogs
  /** What was agreed on before the answer: by the tag of the last who did. */
  #sounded = new Map<string, string>()
  #ear: (pcm: Int16Array) => void = () => {}

  constructor(start: OutgoingCallStart, deps: OutgoingCallDeps) {
    const { promise, resolve } = Promise.withResolvers<Ringing>()
    this.ringing = promise
    this.#settle = resolve
    this.#start = start
    this.#deps = deps
    this.#early = new EarlyDialogs(deps)
    this.#uri = start.uri
    void this.#open()
  }

  /** A 2xx of another phone, after the first (section 13.2.2.4). */
  answeredAgain(response: SipResponse): void {
    if (this.#sent && this.#line) this.#accepted(response, this.#sent, this.#line)
  }

  /** Lets somebody hear what their network plays before the answer. */
  hear(ear: (pcm: Int16Array) => void): void {
    this.#ear = ear
  }

  /** The dialog, once somebody answered. */
  get session(): Session | null {
    return this.#session
  }

  cancel(): void {
    if (this.#state !== 'calling') return
    this.#state = 'cancelled'
    this.#settle({ type: 'no-answer', why: 'The call was given up.' })
    if (this.#inviting) this.#inviting.cancel()
    else this.#over()
  }

  shutDown(): void {
    if (this.#session) this.#session.shutDown()
    else this.cancel()
  }

  async #open(): Promise<void> {
    try {
      const { encrypts, line, peer } = this.#start
      if (!(await this.#deps.admit())) return this.#fail('failed', noPlace)
      if (this.#state !== 'calling') return
      const onEnd = () => this.#session?.hangUp()
      this.#line = line ?? (await this.#deps.openLine({ onEnd, encrypts, peer }))
      if (this.#state === 'calling') this.#invite(this.#line)
      else this.#line.end('given up')
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'media for a call could not be opened')
      this.#fail('failed', 'No media could be offered.')
    }
  }

  #invite(line: TrunkLine): void {
    const sdp = line.offer({ isNewParty: this.#start.line !== null })
    this.#inviting = this.#deps.asker.invite(
      {
        nextHop: this.#start.server,
        memory: this.#deps.memory,
        build: ({ hop }) => this.#request(sdp, this.#deps.contactAt(hop)),
      },
      {
        responded: (response, sent) => this.#responded(response, sent, line),
        failed: (why) => this.#fail('failed', why),
      },
    )
  }

  #request(sdp: string, contact: string): SipRequest {
    const { from, localTag, to, callId, headers } = this.#start
    const seconds = Math.max(this.#deps.sessionExpires, this.#least)
    this.#cseq++
    return {
      type: 'request',
      method: 'INVITE',
      uri: this.#uri,
      headers: [
        { name: 'max-forwards', value: '70' },
        { name: 'from', value: `${from};tag=${localTag}` },
        { name: 'to', value: to },
        { name: 'call-id', value: callId },
        { name: 'cseq', value: `${this.#cseq} INVITE` },
        { name: 'contact', value: contact },
        trunkAllow,
        timerSupported,
        ...askingHeaders({ seconds, refresher: 'us' }, this.#least),
        ...headers,
        sdpType,
      ],
      body: Buffer.from(sdp),
    }
  }

  #responded(response: SipResponse, sent: Sent, line: TrunkLine): void {
    const { status } = response
    this.#sent = sent
    if (status < 200) {
      if (this.#state !== 'calling') return
      this.#early.take(response, sent)
      if (this.#start.line === null) this.#sound(response, line)
      return
    }
    if (status < 300) this.#accepted(response, sent, line)
    else if (this.#state !== 'over') this.#refused(response, line)
  }

  /** What their network plays before the answer is heard (RFC 3960); a line that another call goes on with is not touched. */
  #sound(response: SipResponse, line: TrunkLine): void {
    const body = readSdpBody(response)
    if (response.status === 100 || body.type !== 'sdp' || /^a=(inactive|recvonly)/m.test(body.sdp))
      return
    const tag = parseNameAddress(headerOf(response, 'to') ?? '')?.params.get('tag') ?? ''
    if (this.#sounded.get(tag) === body.sdp) return
    this.#sounded.clear()
    this.#sounded.set(tag, body.sdp)
    try {
      line.accept(body.sdp, { isEarly: true })
      line.listen({ audio: (pcm) => this.#ear(pcm), digit() {}, text() {}, hangup() {} })
    } catch (error) {
      this.#deps.log.debug({ err: error }, 'media before an answer cannot be used')
    }
  }

  #accepted(response: SipResponse, { request, hop }: Sent, line: TrunkLine): void {
    const dialog = dialogOf(request, response)
    if (!dialog) {
      this.#fail('failed', 'The answer has no tag or no contact.')
      return
    }
    const { remoteTag, localCseq } = dialog
    if (this.#session?.dialog.remoteTag === remoteTag) return
    const isSecond = this.#session !== null
    const session = new Session(
      {
        ...{
          dialog: this.#early.answered(dialog),
          isIncoming: false,
          line: isSecond ? silentLine : line,
        },
        interval: intervalOfAnswer(headerOf(response, 'session-expires')),
        allows: headersOf(response, 'allow').join(','),
      },
      {
        ...this.#deps,
        wayBack: { from: hop, connection: null },
        contact: headerOf(request, 'contact') ?? this.#deps.contact,
        onOver: () => {
          forget()
          if (!isSecond) this.#deps.onOver()
        },
      },
    )
    const forget = this.#deps.onAnswered(session, !isSecond)
    session.sendAck(localCseq)
    // A fork answered as well (section 13.2.2.4), or the answer crossed our CANCEL.
    if (!isSecond) this.#session = session
    if (isSecond || this.#state !== 'calling') {
      session.shutDown()
      return
    }
    this.#state = 'answered'
    this.#connect(session, response)
  }

  #connect(session: Session, response: SipResponse): void {
    const body = readSdpBody(response)
    const { remoteTag } = session.dialog
    // Some say it once, before the answer, although nothing was reliable about it.
    const early = this.#early.sdpOf(remoteTag) ?? this.#sounded.get(remoteTag) ?? null
    const sdp = body.type === 'sdp' ? body.sdp : early
    try {
      if (sdp === null) throw new OfferError('The answer has no session description.')
      session.line.accept(sdp)
      this.#settle({ type: 'answered', line: session.line })
    } catch (error) {
      const why = error instanceof OfferError ? error.message : 'The answer cannot be read.'
      this.#settle({ type: 'failed', why })
      session.shutDown()
    }
  }

  #refused(response: SipResponse, line: TrunkLine): void {
    const { status, reason } = response
    if (this.#state === 'calling' && this.#goesOn(response)) {
      this.#invite(line)
      return
    }
    const why = `${status} ${reason}`
    if (status === 486 || status === 600 || status === 603) this.#fail('busy', why)
    else if (status === 480 || status === 408 || status === 487) this.#fail('no-answer', why)
    else this.#fail('failed', why)
  }

  /** Whether the call is sent once more: to another address, or with a longer session. */
  #goesOn(response: SipResponse): boolean {
    const { status } = response
    if (status === 422) {
      const least = Number(headerOf(response, 'min-se')?.split(';')[0])
      if (!(least > this.#least && least <= 86_400)) return false
      this.#least = least
      return true
    }
    if (status < 300 || status >= 400 || ++this.#redirects > mostRedirects) return false
    const contact = parseNameAddress(headerOf(response, 'contact') ?? '')?.uri
    if (!contact || !/^sips?:/i.test(contact)) return false
    // Still by the same trunk: nobody makes us call elsewhere.
    this.#uri = contact.replace(/\?.*$/, '')
    return true
  }

  #fail(type: 'busy' | 'no-answer' | 'failed', why: string): void {
    this.#settle({ type, why })
    this.#over()
  }

  #over(): void {
    if (this.#state === 'over' || this.#state === 'answered') return
    this.#state = 'over'
    if (!this.#start.line) this.#line?.end('not answered')
    this.#deps.onOver()
  }
}
