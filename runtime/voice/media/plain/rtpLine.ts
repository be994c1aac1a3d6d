import { randomBytes } from 'node:crypto'
import type { Log } from '../../../log.ts'
import { frameMs, type LineListener, type Playback } from '../../line.ts'
import { type Codec, createPcmaCodec, createPcmuCodec } from '../codec.ts'
import { LineEar } from '../lineEar.ts'
import { type Direction, OfferError } from '../offer.ts'
import { type Pacer, sharedPacer } from '../pacer.ts'
import { ReceivePath } from '../receivePath.ts'
import { parseRtp, type RtpPacket } from '../rtp.ts'
import { SendPath } from '../sendPath.ts'
import { TelephoneEventReceiver } from '../telephoneEvent.ts'
import { InbandKeys, soundOfKeys } from './inbandKeys.ts'
import { MediaTarget } from './mediaTarget.ts'
import {
  agreePlain,
  type CryptoLine,
  type PlainAgreement,
  type PlainCodec,
  type PlainMedia,
  parsePlainSdp,
  printPlainSdp,
} from './plainSdp.ts'
import { parseRtcp, printRtcp, ReceptionCounter } from './rtcp.ts'
import type { MediaSockets, OpenSockets } from './rtpSockets.ts'
import { createSrtp, type SrtpContext } from './srtp.ts'

export interface RtpLineDeps {
  readonly log: Log
  readonly openSockets: OpenSockets
  /** Address that the other side sends its media to. */
  readonly address: string
  /** Where the signalling comes from: media may come from there as well; empty: not known. */
  readonly peer: string
  /** Whether our own offers ask for encryption. */
  readonly encrypts: boolean
  /** Called once, when the leg ends for a reason that the signalling does not know yet. */
  readonly onEnd: () => void
  readonly pacer?: Pick<Pacer, 'add'>
  /** Unix milliseconds. @defaultValue Date.now */
  readonly now?: () => number
}

/** 30 seconds without one packet while some should come: the other side is dead. */
const deadMediaBeats = 30_000 / frameMs
const reportBeats = 5000 / frameMs
const telephoneEvents = 101

interface OfferOptions {
  readonly isOnHold?: boolean
  readonly isNewParty?: boolean
}

interface AcceptOptions {
  readonly isEarly?: boolean
}

interface Remote {
  readonly media: PlainMedia
  readonly agreement: PlainAgreement
}

const opposite: Readonly<Record<Direction, Direction>> = {
  ...{ sendrecv: 'sendrecv', sendonly: 'recvonly', recvonly: 'sendonly', inactive: 'inactive' },
}

/** Opens the sockets of a leg to a trunk or PBX. */
export async function createRtpLine(deps: RtpLineDeps): Promise<RtpLine> {
  const line = new RtpLine(deps)
  await line.open()
  return line
}

/** A leg with plain RTP or SDES-SRTP: PCMU or PCMA, keys, RTCP. Made by `createRtpLine`. */
export class RtpLine {
  #deps: RtpLineDeps
  #sockets: MediaSockets | null = null
  #remote: Remote | null = null
  /** Ours, as we offered or answered it last. */
  #direction: Direction = 'sendrecv'
  #isHolding = false
  #sessionId: number
  #version = 0
  #described = ''
  #ssrc: number
  #codecs: Readonly<Record<PlainCodec, Codec>> = {
    PCMU: createPcmuCodec(),
    PCMA: createPcmaCodec(),
  }
  #send: SendPath
  #receive: ReceivePath
  #theirSsrc: number | null = null
  #keys = new TelephoneEventReceiver()
  #inband = new InbandKeys()
  #counter = new ReceptionCounter()
  #crypto: CryptoLine
  /** Of our last offer; it counts once the answer is there. */
  #offered: CryptoLine
  #sealing: SrtpContext | null = null
  #opening: SrtpContext | null = null
  /** Key of theirs that `opening` was made of. */
  #openingKey = ''
  #target: MediaTarget
  #ear: LineEar
  #stopBeat: (() => void) | null = null
  #beats = 0
  #quietBeats = 0
  #isEarly = false

  constructor(deps: RtpLineDeps) {
    this.#deps = deps
    this.#ear = new LineEar(deps.log)
    this.#target = new MediaTarget(deps.peer)
    const random = randomBytes(14)
    this.#ssrc = random.readUInt32BE(0)
    this.#sessionId = random.readUInt32BE(10)
    this.#crypto = newCrypto()
    this.#offered = this.#crypto
    this.#receive = new ReceivePath(this.#codecs.PCMU)
    this.#send = new SendPath(this.#codecs.PCMU, {
      ...{ payloadType: 0, keysPayloadType: null, ssrc: this.#ssrc },
      ...{ timestamp: random.readUInt32BE(4), sequence: random.readUInt16BE(8) },
    })
  }

  async open(): Promise<void> {
    this.#sockets = await this.#deps.openSockets((kind, bytes, address, port) => {
      // Both kinds may come by one port (RFC 5761).
      const isRtcp = kind === 'rtcp' || ((bytes[1] ?? 0) >= 192 && (bytes[1] ?? 0) <= 223)
      if (isRtcp) this.#takeRtcp(bytes, address)
      else this.#takeRtp(bytes, address, port)
    })
  }

  get codec(): PlainCodec {
    return this.#remote?.agreement.codec ?? 'PCMU'
  }

  /**
   * Takes an offer, the first or a later one; returns the answer. Throws OfferError when it cannot be met. Before the call
   * is answered (early) the other side may be silent for as long as it rings.
   */
  answer(sdp: string, { isEarly = false }: AcceptOptions = {}): string {
    this.#isEarly = isEarly
    const media = parsePlainSdp(sdp)
    const agreement = agreePlain(media, this.#remote ? this.codec : null)
    if (!agreement) throw new OfferError('Offer PCMU or PCMA.')
    const crypto = media.keys[0] ?? null
    if (crypto) this.#crypto = { ...crypto, key: this.#crypto.key }
    this.#agree(media, agreement)
    this.#direction =
      this.#isHolding && media.direction === 'sendrecv' ? 'inactive' : opposite[media.direction]
    return this.#describe([agreement], media, crypto ? this.#crypto : null)
  }

  /**
   * Our offer, the first or a later one. On hold we hear and say nothing; a new party, to whom a call is transferred, may
   * choose the codec again and gets a key of its own.
   */
  offer({ isOnHold = this.#isHolding, isNewParty = false }: OfferOptions = {}): string {
    this.#isHolding = isOnHold
    this.#direction = isOnHold ? 'inactive' : 'sendrecv'
    const known = isNewParty ? undefined : this.#remote?.agreement
    const keysPayloadType = known ? known.keysPayloadType : telephoneEvents
    const both: readonly PlainAgreement[] = [
      { codec: 'PCMU', payloadType: 0, keysPayloadType },
      { codec: 'PCMA', payloadType: 8, keysPayloadType },
    ]
    const isSecure = this.#remote ? this.#remote.media.isSecure : this.#deps.encrypts
    this.#offered = isNewParty ? newCrypto() : this.#crypto
    return this.#describe(known ? [known] : both, null, isSecure ? this.#offered : null)
  }

  /**
   * Takes the answer to our offer. Throws OfferError when it is none. Early: as above.
   */
  accept(sdp: string, { isEarly = false }: AcceptOptions = {}): void {
    this.#isEarly = isEarly
    const media = parsePlainSdp(sdp)
    const agreement = agreePlain(media, null)
    if (!agreement) throw new OfferError('The answer has neither PCMU nor PCMA.')
    const isSecure = / RTP\/SAVPF? /.test(this.#described)
    if (media.isSecure !== isSecure)
      throw new OfferError('The answer has another protection than the offer.')
    if (this.#offered !== this.#crypto) this.#sealing = null
    this.#crypto = this.#offered
    this.#agree(media, agreement)
    const ours = opposite[media.direction]
    if (this.#direction !== 'inactive') this.#direction = ours
  }

  listen(listener: LineListener): void {
    this.#ear.listen(listener)
  }

  play(pcm: Int16Array): Playback {
    return this.#send.play(pcm)
  }

  async sendDigits(digits: string): Promise<boolean> {
    if (this.#ear.isOver) return false
    if (this.#remote?.agreement.keysPayloadType != null) return this.#send.press(digits)
    await this.play(soundOfKeys(digits)).done
    return !this.#ear.isOver
  }

  hangup(): void {
    if (this.#ear.hangup(() => this.#close())) this.#deps.onEnd()
  }

  /** The other side ended the leg: frees everything and tells the listener once. */
  end(reason: string): void {
    this.#ear.end(reason, () => this.#close())
  }

  /** A key that came by signalling. */
  digit(digit: string): void {
    this.#ear.digit(digit)
  }

  /** Words that came by signalling. */
  text(text: string): void {
    this.#ear.text(text)
  }

  #describe(
    formats: readonly PlainAgreement[],
    offer: PlainMedia | null,
    crypto: CryptoLine | null,
  ): string {
    const { port = 0, rtcpPort = 0 } = this.#sockets ?? {}
    const own = {
      ...{ address: this.#deps.address, port, rtcpPort, formats, crypto },
      ...{ sessionId: this.#sessionId, direction: this.#direction },
      hasRtcpMux: offer?.hasRtcpMux ?? false,
    }
    // The version counts changes only (RFC 3264 section 8): a refresh says the same again.
    const again = printPlainSdp({ ...own, version: this.#version }, offer)
    if (again === this.#described) return again
    this.#described = printPlainSdp({ ...own, version: ++this.#version }, offer)
    return this.#described
  }

  #agree(media: PlainMedia, agreement: PlainAgreement): void {
    const isFirst = this.#remote === null
    this.#remote = { media, agreement }
    this.#target.agree(media)
    const codec = this.#codecs[agreement.codec]
    this.#send.change(codec, agreement)
    if (isFirst) this.#receive = new ReceivePath(codec)
    const [theirs] = media.keys
    if (theirs) {
      this.#sealing ??= createSrtp(this.#crypto.key, theirs.suite)
      const key = theirs.suite + theirs.key.toString('hex')
      if (key !== this.#openingKey) this.#opening = createSrtp(theirs.key, theirs.suite)
      this.#openingKey = key
    }
    this.#quietBeats = 0
    if (!this.#ear.isOver)
      this.#stopBeat ??= (this.#deps.pacer ?? sharedPacer).add(() => this.#beat())
  }

  #takeRtp(bytes: Uint8Array, address: string, port: number): void {
    if (!this.#remote || !this.#target.takes(address, port, this.#quietBeats)) return
    const plain = this.#remote.media.isSecure ? this.#opening?.unprotect(bytes) : bytes
    const packet = plain ? parseRtp(plain) : null
    if (!packet) return
    if (this.#target.follow(address, port))
      this.#deps.log.debug({ port }, 'media comes from another port than was said')
    this.#quietBeats = 0
    this.#counter.count(packet, (this.#now() * 8) | 0)
    this.#takePacket(packet, this.#remote.agreement)
  }

  #takePacket(packet: RtpPacket, agreement: PlainAgreement): void {
    if (packet.payloadType === agreement.payloadType) {
      // Another stream has other numbers: nothing of the old one waits any more.
      if (this.#theirSsrc !== null && this.#theirSsrc !== packet.ssrc)
        this.#receive = new ReceivePath(this.#codecs[agreement.codec])
      this.#theirSsrc = packet.ssrc
      this.#receive.put(packet)
    } else if (packet.payloadType === agreement.keysPayloadType) {
      const digit = this.#keys.receive(packet)
      if (digit !== null) this.digit(digit)
    }
  }

  #takeRtcp(bytes: Uint8Array, address: string): void {
    if (!this.#remote || !this.#target.isExpected(address)) return
    const plain = this.#remote.media.isSecure ? this.#opening?.unprotectRtcp(bytes) : bytes
    const content = plain ? parseRtcp(plain) : null
    if (!content) return
    this.#quietBeats = 0
    if (content.senderTime !== null) this.#counter.heardReport(content.senderTime, this.#now())
  }

  #beat(): void {
    this.#beats++
    const isExpecting = this.#direction === 'sendrecv' || this.#direction === 'recvonly'
    this.#quietBeats = isExpecting && !this.#isEarly ? this.#quietBeats + 1 : 0
    if (this.#quietBeats >= deadMediaBeats) {
      this.end('media lost')
      this.#deps.onEnd()
      return
    }
    const packet = this.#send.tick()
    if (packet && (this.#direction === 'sendrecv' || this.#direction === 'sendonly'))
      this.#transmit('rtp', this.#sealing ? this.#sealing.protect(packet) : packet)
    if (this.#beats % reportBeats === 0) this.#report(false)
    const frames = this.#receive.tick()
    if (!isExpecting) return
    for (const frame of frames) this.#hear(frame)
  }

  #hear(frame: Int16Array): void {
    if (this.#remote?.agreement.keysPayloadType !== null) {
      this.#ear.audio(frame)
      return
    }
    const digits = this.#inband.hear(frame)
    // A key is told once: whoever passes sound and keys on would press it twice.
    this.#ear.audio(this.#inband.isHeld ? new Int16Array(frame.length) : frame)
    for (const digit of digits) this.#ear.digit(digit)
  }

  #report(isBye: boolean): void {
    if (!this.#remote) return
    const now = this.#now()
    const report = printRtcp({
      ...{ ssrc: this.#ssrc, now, isBye, name: `fml-${this.#sessionId.toString(36)}` },
      ...this.#send.sent,
      reception: this.#counter.report(now),
    })
    this.#transmit('rtcp', this.#sealing ? this.#sealing.protectRtcp(report) : report)
  }

  #transmit(kind: 'rtp' | 'rtcp', packet: Buffer): void {
    const isMuxed = this.#remote?.media.hasRtcpMux === true
    const by = isMuxed ? 'rtp' : kind
    this.#sockets?.send(by, packet, this.#target.portFor(by), this.#target.address)
  }

  #now(): number {
    return (this.#deps.now ?? Date.now)()
  }

  #close(): void {
    this.#report(true)
    this.#stopBeat?.()
    this.#stopBeat = null
    this.#send.close()
    const sockets = this.#sockets
    this.#sockets = null
    // The last report is on its way.
    setImmediate(() => sockets?.close())
  }
}

const newCrypto = (): CryptoLine => ({
  ...{ tag: 1, suite: 'AES_CM_128_HMAC_SHA1_80', key: randomBytes(30) },
})
