import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Clock } from '../../calls/clock.ts'
import type { Log } from '../../log.ts'
import type { TelerCall } from './telerCall.ts'
import type { TelerLine } from './telerLine.ts'

export interface MediaServerDeps {
  readonly log: Log
  readonly clock: Clock
  /** The call that a token is for; null: the token is not ours; `gone`: its call is over. */
  readonly callOf: (token: string) => TelerCall | 'gone' | null
}

export interface MediaServer {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): Promise<void>
}

/** Two seconds of sound at 16 kHz are 86 kB. */
const maxMessageBytes = 256 * 1024
const pingPause = 20_000
/** Pings without an answer and without a message. */
const mostUnanswered = 3
/** Unsent bytes after which a socket that does not read is given up: 30 seconds of sound. */
const maxUnsentBytes = 1_000_000
const closeWithin = 500

/** Takes Teler's media sockets, each for one call; the token is looked at before the upgrade. */
export function createMediaServer({ log, clock, callOf }: MediaServerDeps): MediaServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes })

  const connect = (socket: WebSocket, call: TelerCall): void => {
    const line = call.connect({
      send: (message) => {
        if (socket.bufferedAmount > maxUnsentBytes) socket.terminate()
        else if (socket.readyState === socket.OPEN) socket.send(message)
      },
      close: () => socket.close(1000),
    })
    if (line) watch(socket, line, call)
    else socket.close(1008, 'This call has its media already')
  }

  const watch = (socket: WebSocket, line: TelerLine, call: TelerCall): void => {
    let unanswered = 0
    let stopPing = () => {}
    const ping = () => {
      if (++unanswered > mostUnanswered) return socket.terminate()
      socket.ping()
      stopPing = clock.after(pingPause, ping)
    }
    stopPing = clock.after(pingPause, ping)
    socket.on('pong', () => {
      unanswered = 0
    })
    socket.on('message', (data, isBinary) => {
      unanswered = 0
      // The protocol has text frames only.
      if (isBinary || !line.receive(String(data))) socket.close(1008, 'Too many malformed messages')
    })
    socket.on('error', (error) =>
      log.warn({ problem: error.message }, 'A media socket of Teler failed.'),
    )
    socket.on('close', (code) => {
      stopPing()
      call.disconnect(code === 1000 || code === 1001 || code === 1005 ? 'BYE' : 'connection lost')
    })
  }

  const refuse = (socket: Duplex, status: string): void => {
    log.warn({ status }, 'A media socket was refused.')
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  }

  return {
    handleUpgrade: (request, socket, head) => {
      const token = request.url?.split('?')[0]?.split('/').at(-1) ?? ''
      const call = callOf(token)
      if (call === null) return refuse(socket, '403 Forbidden')
      if (call === 'gone') return refuse(socket, '410 Gone')
      if (!call.awaitsMedia) return refuse(socket, '409 Conflict')
      sockets.handleUpgrade(request, socket, head, (opened) => connect(opened, call))
    },
    close: async () => {
      await Promise.all([...sockets.clients].map(closeSocket))
      sockets.close()
    },
  }
}

function closeSocket(socket: WebSocket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  socket.once('close', () => resolve())
  socket.close(1001, 'Shutting down')
  const timer = setTimeout(() => socket.terminate(), closeWithin)
  return promise.finally(() => clearTimeout(timer))
}
