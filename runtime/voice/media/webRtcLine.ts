import { randomBytes } from 'node:crypto'
import type { Log } from '../../log.ts'
import { frameMs, type Line, type LineListener, type Playback } from '../line.ts'
import { redirectAnswer } from './answer.ts'
import { type Codec, createOpusCodec, createPcmuCodec } from './codec.ts'
import { LineEar } from './lineEar.ts'
import {
  type MediaHandlers,
  type MediaRequest,
  type MediaTransport,
  type OfferedMedia,
  offerNativeMedia,
  openNativeMedia,
} from './nativeMedia.ts'
import {
  type Agreement,
  agree,
  type Direction,
  type Offer,
  OfferError,
  parseOffer,
} from './offer.ts'
import { type Pacer, sharedPacer } from './pacer.ts'
import { ReceivePath } from './receivePath.ts'
import { parseRtp } from './rtp.ts'
import { SendPath } from './sendPath.ts'
import { TelephoneEventReceiver } from './telephoneEvent.ts'

/** A browser closes its media just before its BYE arrives: wait one second for the better reason. */
const byeGraceBeats = 1000 / frameMs
/** Beats without one packet (RTP or RTCP) after which media counts as dead: 30 s, like ICE consent. */
const deadMediaBeats = 30_000 / frameMs

export interface WebRtcLineDeps {
  readonly log: Log
  /** Address that media sockets are bound to. */
  readonly bindAddress: string
  readonly codecPreference: 'opus' | 'PCMU'
  /** Called once, when the leg ends for a reason that the signalling does not know yet. */
  readonly onEnd: () => void
  readonly pacer?: Pacer
  readonly openMedia?: (request: MediaRequest, handlers: MediaHandlers) => Promise<MediaTransport>
}

/** Answers an SDP offer with a line. Rejects with OfferError when the offer cannot be met. */
export async function createWebRtcLine(sdp: string, deps: WebRtcLineDeps): Promise<WebRtcLine> {
  const offer = parseOffer(sdp)
  const agreement = agree(offer, deps.codecPreference)
  if (!agreement) throw new OfferError('Offer Opus or PCMU.')
  const line = new WebRtcLine(offer, agreement, deps)
  await line.open(deps.openMedia ?? openNativeMedia)
  return line
}

/** A line to a phone that is called, and the offer to send it. */
export async function createOutgoingLine(
  deps: WebRtcLineDeps & { readonly offerMedia?: typeof offerNativeMedia },
): Promise<{ readonly line: WebRtcLine; readonly sdp: string }> {
  const line = new WebRtcLine(null, ourOffer(deps.codecPreference), deps)
  const sdp = await line.offer(deps.offerMedia ?? offerNativeMedia)
  return { line, sdp }
}

/** One codec only: what an answer can agree to is known before it comes. */
const ourOffer = (codec: 'opus' | 'PCMU'): Agreement =>
  codec === 'opus'
    ? { codec, payloadType: 111, keysPayloadType: 110 }
    : { codec, payloadType: 0, keysPayloadType: 126 }

/** A leg to a browser: ICE, DTLS-SRTP, Opus or PCMU, and keys. Made by `createWebRtcLine`, or by `createOutgoingLine`. */
export class WebRtcLine implements Line {
  readonly codec: 'opus' | 'PCMU'
  /** Resolves when packets flow; rejects when the leg ends before. */
  readonly connected: Promise<void>
  #deps: WebRtcLineDeps
  /** What the other side offered; null where we did. */
  #offer: Offer | null
  #agreement: Agreement
  #ssrc: number
  #transport: MediaTransport | null = null
  #acceptAnswer: OfferedMedia['accept'] | null = null
  #answerVersion = 0
  #send: SendPath
  #receive: ReceivePath
  #keys = new TelephoneEventReceiver()
  #direction: Direction
  #ear: LineEar
  #connection = Promise.withResolvers<void>()
  #stopBeat: (() => void) | null = null
  #quietBeats = 0
  #graceBeats: number | null = null

  constructor(offer: Offer | null, agreement: Agreement, deps: WebRtcLineDeps) {
    this.codec = agreement.codec
    this.connected = this.#connection.promise
    this.connected.catch(() => {}) // nobody has to wait for it
    this.#deps = deps
    this.#ear = new LineEar(deps.log)
    this.#offer = offer
    this.#agreement = agreement
    this.#direction = offer?.direction ?? 'sendrecv'
    const random = randomBytes(10)
    this.#ssrc = random.readUInt32BE(0)
    const codec = createCodec(agreement)
    this.#receive = new ReceivePath(codec)
    this.#send = new SendPath(codec, {
      payloadType: agreement.payloadType,
      keysPayloadType: agreement.keysPayloadType,
      ssrc: this.#ssrc,
      timestamp: random.readUInt32BE(4),
      sequence: random.readUInt16BE(8),
    })
  }

  async open(openMedia: typeof openNativeMedia): Promise<void> {
    if (!this.#offer) throw new Error('Nothing was offered to answer.')
    const request = { ...this.#request, offer: this.#offer }
    this.#transport = await openMedia(request, this.#handlers)
    if (this.#ear.isOver) this.#transport.close()
  }

  /** Makes our own offer; `accept` takes its answer. */
  async offer(offerMedia: typeof offerNativeMedia): Promise<string> {
    const transport = await offerMedia(this.#request, this.#handlers)
    this.#transport = transport
    this.#acceptAnswer = transport.accept
    if (this.#ear.isOver) transport.close()
    return transport.offer
  }

  /** Takes the answer to our offer. Throws OfferError when it is none. */
  accept(sdp: string): void {
    const answer = parseOffer(sdp)
    const agreed = agree(answer, this.codec)
    if (agreed?.codec !== this.codec || agreed.payloadType !== this.#agreement.payloadType)
      throw new OfferError(`The answer has no ${this.codec} as offered.`)
    this.#direction = answer.direction
    this.#agreement = agreed
    if (agreed.keysPayloadType === null) this.#send.takesNoKeys()
    this.#acceptAnswer?.(answer, agreed)
  }

  get #request() {
    const { bindAddress } = this.#deps
    return { agreement: this.#agreement, ssrc: this.#ssrc, bindAddress }
  }

  get #handlers(): MediaHandlers {
    return {
      connected: () => this.#connected(),
      lost: (state) => this.#lost(state),
      packet: (bytes) => this.#packet(bytes),
    }
  }

  /** The SDP answer in the direction that was offered last. */
  get answer(): string {
    return redirectAnswer(this.#transport?.answer ?? '', this.#direction, this.#answerVersion)
  }

  /**
   * Answers a later offer on the same media: hold and resume. Throws OfferError when it asks for
   * another connection.
   */
  reoffer(sdp: string): string {
    const offer = parseOffer(sdp)
    if (offer.iceUfrag !== this.#offer?.iceUfrag)
      throw new OfferError('Media cannot be moved during a call.')
    this.#direction = offer.direction
    this.#answerVersion++
    return this.answer
  }

  listen(listener: LineListener): void {
    this.#ear.listen(listener)
  }

  play(pcm: Int16Array): Playback {
    return this.#send.play(pcm)
  }

  sendDigits(digits: string): Promise<boolean> {
    return this.#ear.isOver ? Promise.resolve(false) : this.#send.press(digits)
  }

  hangup(): void {
    if (this.#ear.hangup(this.#close)) this.#deps.onEnd()
  }

  /** The other side ended the leg: frees everything and tells the listener once. */
  end(reason: string): void {
    this.#ear.end(reason, this.#close)
  }

  /** A key that came by SIP INFO. */
  digit(digit: string): void {
    this.#ear.digit(digit)
  }

  /** Words that came by SIP INFO. */
  text(text: string): void {
    this.#ear.text(text)
  }

  readonly #close = (reason: string): void => {
    this.#stopBeat?.()
    this.#stopBeat = null
    this.#send.close()
    this.#transport?.close()
    this.#connection.reject(new Error(`The call ended before its media: ${reason}.`))
  }

  #connected(): void {
    if (this.#ear.isOver || this.#stopBeat) return
    this.#stopBeat = (this.#deps.pacer ?? sharedPacer).add(() => this.#beat())
    this.#connection.resolve()
  }

  #lost(state: string): void {
    this.#deps.log.debug({ state }, 'media lost')
    if (this.#stopBeat) this.#graceBeats ??= byeGraceBeats
    else this.#endByMedia('no media')
  }

  #packet(bytes: Uint8Array): void {
    this.#quietBeats = 0
    const packet = parseRtp(bytes)
    if (!packet) return
    if (packet.payloadType === this.#agreement.payloadType) this.#receive.put(packet)
    if (packet.payloadType !== this.#agreement.keysPayloadType) return
    const digit = this.#keys.receive(packet)
    if (digit !== null) this.digit(digit)
  }

  #beat(): void {
    this.#quietBeats++
    if (this.#graceBeats !== null) this.#graceBeats--
    if (this.#graceBeats === 0 || this.#quietBeats >= deadMediaBeats) {
      this.#endByMedia('media lost')
      return
    }
    const packet = this.#send.tick()
    const isHeard = this.#direction === 'sendrecv' || this.#direction === 'recvonly'
    if (packet && isHeard) this.#transport?.send(packet)
    for (const frame of this.#receive.tick()) this.#ear.audio(frame)
  }

  #endByMedia(reason: string): void {
    if (this.#ear.end(reason, this.#close)) this.#deps.onEnd()
  }
}

const createCodec = ({ codec }: Agreement): Codec =>
  codec === 'opus' ? createOpusCodec() : createPcmuCodec()
