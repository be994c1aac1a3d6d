import type {
  MediaHandlers,
  MediaTransport,
  offerNativeMedia,
  openNativeMedia,
} from './nativeMedia.ts'
import type { PacerClock } from './pacer.ts'
import { parseRtp, type RtpPacket } from './rtp.ts'

/** Stands in for the native library in tests: packets are kept, and sent by hand. */
export class FakeMedia implements MediaTransport {
  readonly answer = 'v=0\r\no=- 1 0 IN IP4 127.0.0.1\r\nm=audio 9 X 0\r\na=sendrecv\r\n'
  readonly sent: RtpPacket[] = []
  isClosed = false
  handlers: MediaHandlers | null = null

  readonly open: typeof openNativeMedia = async (_request, handlers) => {
    this.handlers = handlers
    return this
  }

  readonly isAccepted = (): boolean => this.#isAccepted
  #isAccepted = false
  readonly offer: typeof offerNativeMedia = async (_request, handlers) => {
    this.handlers = handlers
    return Object.assign(this.#transport(), {
      offer: 'v=0\r\nm=audio 9 X 0\r\n',
      accept: () => {
        this.#isAccepted = true
      },
    })
  }

  #transport(): MediaTransport {
    return { answer: '', send: (packet) => this.send(packet), close: () => this.close() }
  }

  send(packet: Buffer): void {
    const parsed = parseRtp(packet)
    if (parsed) this.sent.push(parsed)
  }

  close(): void {
    this.isClosed = true
  }
}

/** Time moved by hand, for the pacer and for SIP timers. */
export class FakeTimers implements PacerClock {
  #time = 0
  #timers: { at: number; wake: () => void }[] = []

  now(): number {
    return this.#time
  }

  after(ms: number, wake: () => void): () => void {
    const timer = { at: this.#time + ms, wake }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  get pending(): number {
    return this.#timers.length
  }

  advance(ms: number): void {
    const end = this.#time + ms
    for (;;) {
      const next = this.#timers.toSorted((a, b) => a.at - b.at)[0]
      if (!next || next.at > end) break
      this.#timers = this.#timers.filter((other) => other !== next)
      this.#time = next.at
      next.wake()
    }
    this.#time = end
  }
}

/** An offer as Chromium writes it, with only the formats named. */
export const fakeOffer = (formats: 'opus' | 'PCMU' | 'G722', direction = 'sendrecv'): string =>
  [
    'v=0',
    'o=- 1 2 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    `m=audio 9 UDP/TLS/RTP/SAVPF ${{ opus: '111 0 110 126', PCMU: '0 126', G722: '9' }[formats]}`,
    'c=IN IP4 0.0.0.0',
    'a=candidate:1 1 udp 2122194687 192.0.2.2 38364 typ host generation 0 network-id 1',
    'a=candidate:2 1 udp 2122194687 0a1b.local 38365 typ host generation 0',
    'a=candidate:3 1 tcp 1518214911 192.0.2.2 9 typ host tcptype active',
    'a=ice-ufrag:Y8Gg',
    'a=ice-pwd:S+bUq60K7VxU2vn3NpxlLtnQ',
    `a=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}`,
    'a=setup:actpass',
    'a=mid:0',
    `a=${direction}`,
    'a=rtcp-mux',
    'a=rtpmap:111 opus/48000/2',
    'a=rtpmap:9 G722/8000',
    'a=rtpmap:110 telephone-event/48000',
    'a=rtpmap:126 telephone-event/8000',
    '',
  ].join('\r\n')
