import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect as connectTcp, createServer, isIPv6, type Server, type Socket } from 'node:net'
import { connect as connectTls, createServer as createTlsServer } from 'node:tls'
import type { Log } from '../../log.ts'
import { normalAddress } from '../../normalAddress.ts'
import { type Hop, hopKey, type TransportName } from './hop.ts'
import { emptyStream, frame } from './tcpFramer.ts'

/** One message that came in. */
export interface Arrival {
  readonly bytes: Uint8Array
  readonly from: Hop
  /** Answers go back by it; null for datagrams. */
  readonly connection: Connection | null
}

/** A TCP or TLS connection that is open. */
export interface Connection {
  readonly id: number
  readonly isOpen: boolean
  close(): void
}

/** SIP's ways over the network. */
export interface Transports {
  /** Where we can be reached; null: this transport is off. */
  localOf(transport: TransportName): { readonly address: string; readonly port: number } | null
  /**
   * Sends; over TCP and TLS by the given connection if it is open, else by one to the hop, opened when there is none.
   * `onFail` is told once when the message cannot have arrived.
   */
  send(hop: Hop, text: string, options?: SendOptions): void
  close(): Promise<void>
}

export interface SendOptions {
  readonly connection?: Connection | null
  readonly onFail?: (why: string) => void
}

export interface TransportsOptions {
  readonly log: Log
  /** Address to listen on. */
  readonly host: string
  /** Null: neither UDP nor TCP. 0: any free port, the same for both. */
  readonly port: number | null
  readonly tls: TlsOptions | null
  /** Whether this address may speak to us at all; connections of others are closed unread, datagrams not looked at. */
  readonly accepts: (address: string) => boolean
  readonly onMessage: (arrival: Arrival) => void
}

export interface TlsOptions {
  readonly port: number
  /** PEM. */
  readonly cert: string
  readonly key: string
  /** PEM of authorities trusted beside the usual ones; null: none. */
  readonly ca: string | null
}

/** Idle this long, a connection is closed: keep-alives are expected every 2 minutes at most (RFC 5626 section 4.4.1). */
const idleTimeout = 300_000
/** One that has said nothing readable yet is given less. */
const firstMessageTimeout = 10_000
const connectTimeout = 5_000
const handshakeTimeout = 5_000
const maxConnections = 500
/** Unsent bytes after which a peer that does not read is given up. */
const maxUnsentBytes = 1_000_000

/** Opens what is configured. Rejects when a port cannot be had. */
export async function createTransports(options: TransportsOptions): Promise<Transports> {
  const streams = new Streams(options)
  const { host, port, tls } = options
  let udp: UdpSocket | null = null
  const servers: Partial<Record<TransportName, Server>> = {}
  if (port !== null) {
    const both = await openBoth(options, (socket) => streams.take(socket, 'TCP'))
    udp = both.udp
    servers.TCP = both.tcp
  }
  if (tls) {
    const { cert, key } = tls
    const server = createTlsServer({ cert, key, minVersion: 'TLSv1.2', handshakeTimeout })
    // Strangers are not worth a handshake.
    server.on('connection', (socket) => {
      const address = normalAddress(socket.remoteAddress ?? '')
      if (address === null || !options.accepts(address)) socket.destroy()
    })
    server.on('secureConnection', (socket) => streams.take(socket, 'TLS'))
    // A handshake that fails is noise from outside.
    server.on('tlsClientError', () => {})
    servers.TLS = await listen(server, host, tls.port)
  }
  return {
    localOf: (transport) => addressOf(transport === 'UDP' ? udp : (servers[transport] ?? null)),
    send(hop, text, { connection = null, onFail = () => {} } = {}) {
      if (hop.transport !== 'UDP') streams.send(hop, text, connection, onFail)
      else if (!udp) onFail('UDP is off')
      else udp.send(text, hop.port, hop.address, (error) => error && onFail(error.message))
    },
    async close() {
      streams.close()
      udp?.close()
      for (const server of Object.values(servers)) server.close()
    },
  }
}

function addressOf(socket: UdpSocket | Server | null) {
  const address = socket?.address() ?? null
  return address === null || typeof address === 'string'
    ? null
    : { address: address.address, port: address.port }
}

/** Any port that is free: what UDP gets may be taken for TCP, so another one is tried. */
const mostTries = 5

/** UDP and TCP on one port. */
async function openBoth(
  options: TransportsOptions,
  take: (socket: Socket) => void,
): Promise<{ readonly udp: UdpSocket; readonly tcp: Server }> {
  for (let tries = 1; ; tries++) {
    const udp = await openUdp(options)
    try {
      return { udp, tcp: await listen(createServer(take), options.host, udp.address().port) }
    } catch (error) {
      udp.close()
      if (options.port !== 0 || tries >= mostTries) throw error
    }
  }
}

async function openUdp({ host, port, accepts, onMessage, log }: TransportsOptions) {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
  socket.bind(port ?? 0, host)
  await once(socket, 'listening')
  socket.on('message', (bytes, { address, port: fromPort }) => {
    const known = normalAddress(address)
    if (known === null || !accepts(known)) return
    const from: Hop = { transport: 'UDP', address: known, port: fromPort, name: null }
    onMessage({ bytes, from, connection: null })
  })
  socket.on('error', (error) => log.warn({ problem: error.message }, 'the SIP socket failed'))
  return socket
}

async function listen(server: Server, host: string, port: number): Promise<Server> {
  server.maxConnections = maxConnections
  server.listen(port, host)
  await once(server, 'listening')
  return server
}

interface Open extends Connection {
  readonly socket: Socket
  readonly hop: Hop
  isReady: boolean
  /** What waits for the connection to be made. */
  waiting: { readonly text: string; readonly onFail: (why: string) => void }[]
}

/** Every TCP and TLS connection, whoever opened it. */
class Streams {
  #options: TransportsOptions
  #open = new Map<number, Open>()
  /** Connections that may be used for what goes to a hop. */
  #byHop = new Map<string, Open>()
  #lastId = 0
  #isClosed = false

  constructor(options: TransportsOptions) {
    this.#options = options
  }

  /** A connection that somebody made to us. */
  take(socket: Socket, transport: TransportName): void {
    const address = normalAddress(socket.remoteAddress ?? '')
    const isFull = this.#open.size >= maxConnections
    if (address === null || isFull || this.#isClosed || !this.#options.accepts(address)) {
      socket.destroy()
      return
    }
    const open = this.#add(socket, {
      ...{ transport, address, port: socket.remotePort ?? 0, name: null },
    })
    open.isReady = true
    socket.setTimeout(firstMessageTimeout)
  }

  send(hop: Hop, text: string, connection: Connection | null, onFail: (why: string) => void): void {
    const given = connection ? this.#open.get(connection.id) : undefined
    const open = given ?? this.#byHop.get(hopKey(hop)) ?? this.#connect(hop)
    if (!open) onFail('too many connections')
    else if (!open.isReady) open.waiting.push({ text, onFail })
    else if (open.socket.writableLength > maxUnsentBytes) {
      open.close()
      onFail('the other side does not read')
    } else open.socket.write(text, (error) => error && onFail(error.message))
  }

  close(): void {
    this.#isClosed = true
    for (const { socket } of this.#open.values()) socket.end(() => socket.destroy())
  }

  #connect(hop: Hop): Open | null {
    if (this.#open.size >= maxConnections || this.#isClosed) return null
    const { address: host, port, name } = hop
    const { tls } = this.#options
    const isTls = hop.transport === 'TLS'
    const trust = tls?.ca ? { ca: tls.ca } : {}
    // A name is checked against the certificate; a bare address has to stand in it.
    const socket = isTls
      ? connectTls({ host, port, ...(name === null ? {} : { servername: name }), ...trust })
      : connectTcp({ host, port })
    const open = this.#add(socket, hop)
    const tooLate = setTimeout(() => socket.destroy(new Error('no connection')), connectTimeout)
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      clearTimeout(tooLate)
      open.isReady = true
      socket.setTimeout(idleTimeout)
      for (const { text, onFail } of open.waiting)
        socket.write(text, (error) => error && onFail(error.message))
      open.waiting = []
    })
    socket.once('close', () => clearTimeout(tooLate))
    return open
  }

  #add(socket: Socket, hop: Hop): Open {
    const id = ++this.#lastId
    const open: Open = {
      ...{ id, socket, hop, isReady: false, waiting: [] },
      get isOpen() {
        return !socket.destroyed
      },
      close: () => socket.destroy(),
    }
    this.#open.set(id, open)
    this.#byHop.set(hopKey(hop), open)
    let why = 'the connection was closed'
    let stream = emptyStream
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => {
      const [next, framed] = frame(stream, chunk)
      stream = next
      for (const each of framed) {
        if (each.type === 'ping') socket.write('\r\n')
        else if (each.type === 'message') {
          socket.setTimeout(idleTimeout)
          this.#options.onMessage({ bytes: each.bytes, from: hop, connection: open })
        } else {
          this.#options.log.warn({ problem: each.problem }, 'a SIP stream cannot be read')
          socket.destroy()
        }
      }
    })
    socket.on('timeout', () => socket.destroy())
    socket.on('error', (error) => {
      why = error.message
    })
    socket.on('close', () => {
      this.#open.delete(id)
      if (this.#byHop.get(hopKey(hop)) === open) this.#byHop.delete(hopKey(hop))
      for (const { onFail } of open.waiting) onFail(why)
    })
    return open
  }
}
