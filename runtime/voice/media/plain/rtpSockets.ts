import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'
import { normalAddress } from '../../../normalAddress.ts'

/** The two sockets of one call's media. */
export interface MediaSockets {
  readonly port: number
  readonly rtcpPort: number
  send(kind: 'rtp' | 'rtcp', packet: Uint8Array, port: number, address: string): void
  /** Frees both; nothing is told afterwards. */
  close(): void
}

export interface PortRange {
  readonly first: number
  readonly last: number
}

export type OpenSockets = (
  received: (kind: 'rtp' | 'rtcp', packet: Uint8Array, address: string, port: number) => void,
) => Promise<MediaSockets>

const mostTries = 40

/** Opens pairs of UDP sockets: in a range, an even port and the next (RFC 3550 section 11); else any two free ones. */
export function createOpenSockets(options: {
  readonly host: string
  readonly range: PortRange | null
}): OpenSockets {
  const { host, range } = options
  let last = range ? range.first - 1 : 0
  const nextEven = (): number => {
    if (!range) return 0
    const from = last + 1 + ((last + 1) % 2)
    last = from + 1 > range.last ? range.first + (range.first % 2) : from
    return last++
  }
  return async (received) => {
    for (let tries = 1; ; tries++) {
      const port = nextEven()
      try {
        return await openPair(host, port, port === 0 ? 0 : port + 1, received)
      } catch (error) {
        if (!range || tries >= mostTries) throw error
      }
    }
  }
}

async function openPair(
  host: string,
  port: number,
  rtcpPort: number,
  received: Parameters<OpenSockets>[0],
): Promise<MediaSockets> {
  const rtp = await bind(host, port)
  const rtcp = await bind(host, rtcpPort).catch((error: unknown) => {
    rtp.close()
    throw error
  })
  let isClosed = false
  for (const [kind, socket] of [
    ['rtp', rtp],
    ['rtcp', rtcp],
  ] as const) {
    socket.on('message', (packet, from) => {
      const address = normalAddress(from.address)
      if (!isClosed && address !== null) received(kind, packet, address, from.port)
    })
    // Nobody listens at the other side: it will, or the call ends for want of media.
    socket.on('error', () => {})
  }
  return {
    port: rtp.address().port,
    rtcpPort: rtcp.address().port,
    send(kind, packet, to, address) {
      if (!isClosed && to > 0) (kind === 'rtp' ? rtp : rtcp).send(packet, to, address, () => {})
    },
    close() {
      if (isClosed) return
      isClosed = true
      rtp.close()
      rtcp.close()
    },
  }
}

async function bind(host: string, port: number): Promise<Socket> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
  socket.bind(port, host)
  await once(socket, 'listening')
  return socket
}
