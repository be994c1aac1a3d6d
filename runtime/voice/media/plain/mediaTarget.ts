import ipaddr from 'ipaddr.js'
import { frameMs } from '../../line.ts'
import type { PlainMedia } from './plainSdp.ts'

/** A source of media may be followed to another port after this silence. */
const relatchBeats = 2000 / frameMs

/** Where media goes: as it was said, until some came from elsewhere (symmetric RTP, RFC 4961). */
export class MediaTarget {
  /** Where the signalling comes from: media may come from there as well; empty: not known. */
  #peer: string
  #media: PlainMedia | null = null
  #at = { address: '', port: 0, rtcpPort: 0 }
  #isLatched = false

  constructor(peer: string) {
    this.#peer = peer
  }

  get address(): string {
    return this.#at.address
  }

  portFor(kind: 'rtp' | 'rtcp'): number {
    return kind === 'rtp' ? this.#at.port : this.#at.rtcpPort
  }

  /** The other side says where its media is. */
  agree(media: PlainMedia): void {
    const before = this.#media
    this.#media = media
    if (before?.address === media.address && before.port === media.port) return
    const { address, port, rtcpPort, hasRtcpMux } = media
    this.#at = { address, port, rtcpPort: hasRtcpMux ? port : rtcpPort }
    this.#isLatched = false
  }

  /** Media from anywhere else is noise, or somebody who would like to be heard. */
  isExpected(address: string): boolean {
    const said = this.#media?.address ?? ''
    if (address === said || address === this.#peer) return true
    // Behind NAT what was said is of no use, and where media comes from is not known before.
    return this.#peer === '' && isPrivate(said)
  }

  /** Whether packets from there are taken, after so many beats without any. */
  takes(address: string, port: number, quietBeats: number): boolean {
    if (!this.isExpected(address)) return false
    return this.#isAt(address, port) || !this.#isLatched || quietBeats >= relatchBeats
  }

  /** A good packet came from there; true when that is elsewhere than before. */
  follow(address: string, port: number): boolean {
    this.#isLatched = true
    if (this.#isAt(address, port)) return false
    const rtcpPort = this.#media?.hasRtcpMux ? port : port + 1
    this.#at = { address, port, rtcpPort }
    return true
  }

  #isAt(address: string, port: number): boolean {
    return address === this.#at.address && port === this.#at.port
  }
}

const isPrivate = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() !== 'unicast'
