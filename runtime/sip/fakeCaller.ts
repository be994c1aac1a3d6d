import type { Log } from '../log.ts'
import type { IncomingCall, SoftphoneClaims } from '../voice/line.ts'
import { FakeMedia, FakeTimers, fakeOffer } from '../voice/media/fakeMedia.ts'
import { Pacer } from '../voice/media/pacer.ts'
import { createOutgoingLine, createWebRtcLine } from '../voice/media/webRtcLine.ts'
import { createDigest, digestResponse, parseDigest } from './digest.ts'
import { headerOf, type SipMessage } from './message.ts'
import { parseMessage } from './parseMessage.ts'
import { SipPeer } from './sipPeer.ts'

const log: Log = { debug() {}, info() {}, warn() {}, error() {} }

/** A caller on one connection: says requests, hears messages. */
export class Caller {
  readonly heard: SipMessage[] = []
  readonly garbage: string[] = []
  readonly calls: IncomingCall[] = []
  readonly told: string[] = []
  readonly media = new FakeMedia()
  readonly timers = new FakeTimers()
  takesCalls = true
  expires = 3_600_000
  readonly peer: SipPeer
  #cseq = 0

  constructor() {
    const now = () => this.timers.now()
    this.peer = new SipPeer({
      ...{ id: 'peer', log, transport: 'WS', isReliable: true, now, clock: this.timers },
      digest: createDigest({ realm: 'fml-studio', secret: Buffer.alloc(32), now }),
      passwordOf: (user) => (user === 'u1' ? 'secret' : null),
      claimsOf: (user): SoftphoneClaims | null =>
        user === 'u1' ? { user, target: 'draft-f1', revision: 1, expires: this.expires } : null,
      send: (text) => {
        const parsed = parseMessage(Buffer.from(text))
        if (parsed.ok) this.heard.push(parsed.message)
      },
      onGarbage: (problem) => this.garbage.push(problem),
      onCall: (call) => {
        if (this.takesCalls) this.calls.push(call)
        return this.takesCalls
      },
      openLine: (sdp, onEnd) =>
        createWebRtcLine(sdp, {
          ...{ log, bindAddress: '127.0.0.1', codecPreference: 'opus', onEnd },
          pacer: new Pacer(this.timers),
          openMedia: this.media.open,
        }),
      offerLine: (onEnd) =>
        createOutgoingLine({
          ...{ log, bindAddress: '127.0.0.1', codecPreference: 'PCMU', onEnd },
          pacer: new Pacer(this.timers),
          offerMedia: this.media.offer,
        }),
    })
  }

  /** Sends a request and returns what came back at once. */
  say(method: string, options: Say = {}): SipMessage[] {
    const before = this.heard.length
    const cseq = options.cseq ?? ++this.#cseq
    const body = options.body ?? ''
    const lines = [
      `${method} ${options.uri ?? 'sip:draft-f1@fml.invalid'} SIP/2.0`,
      `Via: SIP/2.0/WS a.invalid;branch=z9hG4bK${options.branch ?? `${method}${cseq}`}`,
      `From: <sip:${options.from ?? 'u1'}@fml.invalid>;tag=${options.fromTag ?? 'mine'}`,
      `To: <${options.to ?? 'sip:draft-f1@fml.invalid'}>${options.toTag ? `;tag=${options.toTag}` : ''}`,
      `Call-ID: ${options.callId ?? 'call-1'}`,
      `CSeq: ${cseq} ${method}`,
      'Contact: <sip:x@a.invalid;transport=ws>',
      ...(options.headers ?? []),
      ...(body ? [`Content-Type: ${options.type ?? 'application/sdp'}`] : []),
      `Content-Length: ${Buffer.byteLength(body)}`,
    ]
    this.peer.receive(Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`))
    return this.heard.slice(before)
  }

  register(password = 'secret', user = 'u1', headers: string[] = []): SipMessage[] {
    const uri = 'sip:fml.invalid'
    const [challenged] = this.say('REGISTER', { uri, from: user, to: `sip:${user}@fml.invalid` })
    const challenge = parseDigest(
      challenged ? (headerOf(challenged, 'www-authenticate') ?? '') : '',
    )
    const nonce = challenge?.get('nonce') ?? ''
    const response = digestResponse({
      ...{ algorithm: 'SHA-256', user, realm: 'fml-studio', password, method: 'REGISTER', uri },
      ...{ nonce, count: '00000001', clientNonce: 'c' },
    })
    const authorization = `Authorization: Digest username="${user}", realm="fml-studio", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=SHA-256, qop=auth, nc=00000001, cnonce="c"`
    return this.say('REGISTER', {
      ...{ uri, from: user, to: `sip:${user}@fml.invalid` },
      headers: [authorization, ...headers],
    })
  }

  registered(): this {
    this.register()
    return this
  }

  /** Nobody takes calls. */
  deaf(): this {
    this.takesCalls = false
    return this
  }

  invite(options: Say = {}): SipMessage[] {
    return this.say('INVITE', { body: fakeOffer('PCMU'), ...options })
  }

  /** Registers, calls, and is answered, with media; returns our tag of the dialog. */
  async talk(): Promise<string> {
    this.register()
    this.invite({ cseq: 100 })
    const answer = this.calls[0]?.answer()
    await answered(this)
    const tag = tagOf(this.heard.at(-1))
    this.say('ACK', { cseq: 100, toTag: tag })
    this.media.handlers?.connected()
    const line = await answer
    line?.listen({
      audio() {},
      digit: (digit) => this.told.push(`digit ${digit}`),
      text: (text) => this.told.push(`text ${text}`),
      hangup: (reason) => this.told.push(`hangup ${reason}`),
    })
    return tag
  }
}

export interface Say {
  uri?: string
  from?: string
  fromTag?: string
  to?: string
  toTag?: string
  callId?: string
  cseq?: number
  branch?: string
  type?: string
  body?: string
  headers?: readonly string[]
}

/** Messages in one line. */
export const brief = (messages: readonly SipMessage[]): string =>
  messages
    .map((m) => (m.type === 'response' ? `${m.status} ${m.reason}` : `${m.method} ${m.uri}`))
    .join(', ')

/** The tag we gave to a dialog. */
export const tagOf = (message: SipMessage | undefined): string =>
  /;tag=(\w+)$/.exec(message ? (headerOf(message, 'to') ?? '') : '')?.[1] ?? ''

/** Media opens in a few microtasks; nothing here waits for time. */
export async function answered(caller: Caller): Promise<void> {
  for (let i = 0; i < 20 && !brief(caller.heard.slice(-1)).startsWith('200'); i++)
    await Promise.resolve()
}
