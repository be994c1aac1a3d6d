import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Log } from '../log.ts'
import type { OutgoingCall } from '../voice/dialer.ts'
import type { IncomingCall, SoftphoneClaims } from '../voice/line.ts'
import { createOutgoingLine, createWebRtcLine } from '../voice/media/webRtcLine.ts'
import { createSipClock } from './clock.ts'
import { createDigest } from './digest.ts'
import { maxMessageBytes } from './parseMessage.ts'
import { SipPeer } from './sipPeer.ts'

export interface SipEdgeDeps {
  readonly log: Log
  /** The secret of a SIP user (its token), or null when there is no such user. */
  readonly passwordOf: (user: string) => string | null
  readonly claimsOf: (user: string) => SoftphoneClaims | null
  /** Whether a page of this origin may connect; undefined for a client that sends none. */
  readonly allowOrigin: (origin: string | undefined) => boolean
  /** @defaultValue 'opus' */
  readonly codecPreference?: 'opus' | 'PCMU'
  /** Address that media is bound to: loopback for browsers on this machine, `0.0.0.0` for others too. @defaultValue '127.0.0.1' */
  readonly mediaAddress?: string
  /** Unix milliseconds. @defaultValue Date.now */
  readonly now?: () => number
}

/** SIP over WebSocket (RFC 7118) for the softphone. */
export interface SipEdge {
  /** Takes an upgrade of path `/sip`; refuses any other. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Who takes calls. A later listener replaces the former. */
  onCall(listener: (call: IncomingCall) => void): void
  /** Calls whoever registered as this user last; null when nobody did. */
  dial(user: string, callerId: string): OutgoingCall | null
  /** Whether somebody registered as this user. */
  isRegistered(user: string): boolean
  liveCalls(): number
  /** Ends every call with BYE, closes every socket. */
  close(): Promise<void>
}

const pingInterval = 30_000
/** Two minutes without a registration or a call. */
const maxIdlePings = 4
/** Messages that are no SIP, before the socket is closed. */
const maxGarbage = 10
const maxSockets = 500
/** Unsent bytes after which a socket that does not read is given up. */
const maxUnsentBytes = 1_000_000
/** A closing handshake may take this long. */
const closeTimeout = 500

/** Starts the edge; it owns no port. */
export function createSipEdge(deps: SipEdgeDeps): SipEdge {
  const now = deps.now ?? Date.now
  const clock = createSipClock(now)
  const digest = createDigest({ realm: 'fml-studio', secret: randomBytes(32), now })
  const peers = new Map<WebSocket, SipPeer>()
  let takeCall: ((call: IncomingCall) => void) | null = null
  let isClosing = false
  const media = {
    log: deps.log,
    bindAddress: deps.mediaAddress ?? '127.0.0.1',
    codecPreference: deps.codecPreference ?? 'opus',
  }
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    handleProtocols: (offered) => (offered.has('sip') ? 'sip' : false),
  })

  const createPeer = (id: string, socket: WebSocket): SipPeer => {
    let garbage = 0
    return new SipPeer({
      ...{ id, clock, digest, now, log: deps.log, transport: 'WS', isReliable: true },
      passwordOf: deps.passwordOf,
      claimsOf: deps.claimsOf,
      send(text) {
        if (socket.bufferedAmount > maxUnsentBytes) socket.terminate()
        else if (socket.readyState === socket.OPEN) socket.send(text)
      },
      onGarbage(problem) {
        garbage++
        deps.log.warn({ peer: id, problem, count: garbage }, 'refused a SIP message')
        if (garbage >= maxGarbage) socket.close(1008, 'Too many malformed messages')
      },
      onCall(call) {
        if (!takeCall || isClosing) return false
        takeCall(call)
        return true
      },
      openLine: (sdp, onEnd) => createWebRtcLine(sdp, { ...media, onEnd }),
      offerLine: (onEnd) => createOutgoingLine({ ...media, onEnd }),
    })
  }

  const connect = (socket: WebSocket): void => {
    const id = randomBytes(6).toString('hex')
    const peer = createPeer(id, socket)
    peers.set(socket, peer)
    let isAlive = true
    let idlePings = 0
    const ping = setInterval(() => {
      idlePings = peer.isRegistered || peer.liveCalls > 0 ? 0 : idlePings + 1
      if (idlePings >= maxIdlePings) socket.close(1008, 'Register')
      if (!isAlive) socket.terminate()
      isAlive = false
      socket.ping()
    }, pingInterval).unref()
    socket.on('pong', () => {
      isAlive = true
    })
    socket.on('message', (data) => peer.receive(bytesOf(data)))
    socket.on('error', (error) =>
      deps.log.warn({ peer: id, problem: error.message }, 'SIP socket failed'),
    )
    socket.on('close', () => {
      clearInterval(ping)
      peers.delete(socket)
      peer.lose('connection lost')
    })
  }

  return {
    handleUpgrade(request, socket, head) {
      const status = refusal(request)
      if (status === null) sockets.handleUpgrade(request, socket, head, connect)
      else {
        deps.log.warn({ status }, 'refused a SIP socket')
        socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      }
    },
    onCall(listener) {
      takeCall = listener
    },
    dial(user, callerId) {
      if (isClosing) return null
      const peer = [...peers.values()].findLast((each) => each.user === user)
      return peer?.dial(callerId) ?? null
    },
    isRegistered: (user) => [...peers.values()].some((each) => each.user === user),
    liveCalls: () => [...peers.values()].reduce((sum, peer) => sum + peer.liveCalls, 0),
    async close() {
      isClosing = true
      await Promise.all([...peers].map(([socket, peer]) => closePeer(socket, peer)))
    },
  }

  function refusal(request: IncomingMessage): string | null {
    const path = request.url?.split('?')[0]
    if (path !== '/sip') return '404 Not Found'
    if (!deps.allowOrigin(request.headers.origin)) return '403 Forbidden'
    const offered = request.headers['sec-websocket-protocol']?.split(',') ?? []
    if (!offered.some((protocol) => protocol.trim() === 'sip')) return '400 Bad Request'
    return isClosing || peers.size >= maxSockets ? '503 Service Unavailable' : null
  }
}

function closePeer(socket: WebSocket, peer: SipPeer): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  socket.once('close', () => resolve())
  peer.shutDown()
  socket.close(1001, 'Shutting down')
  const timer = setTimeout(() => socket.terminate(), closeTimeout)
  return promise.finally(() => clearTimeout(timer))
}

/** Without `binaryType` a message is one Buffer; the other shapes are for other settings of `ws`. */
const bytesOf = (data: Buffer | ArrayBuffer | Buffer[]): Uint8Array =>
  Array.isArray(data) ? Buffer.concat(data) : data instanceof ArrayBuffer ? Buffer.from(data) : data
