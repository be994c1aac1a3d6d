import { createHmac } from 'node:crypto'
import { WebSocket } from 'ws'
import { maxMessageBytes } from '../voice/stream/streamMessage.ts'
import type { OpenStreamSocket } from '../voice/stream/streamSocket.ts'
import {
  addressInUrl,
  BlockedAddress,
  createGuardedLookup,
  isPublicAddress,
} from './addressGuard.ts'
import { RequestRefused } from './fetchGuarded.ts'

export interface GuardedSocketOptions {
  readonly allowPrivate: boolean
  /** Secrets of outgoing webhooks, with spaces between: each signs. */
  readonly secrets: () => string
  /** Unix milliseconds. */
  readonly now: () => number
}

/** Milliseconds for the handshake; who waits for it gives up earlier. */
const handshakeLimit = 10_000

/** Opens signed WebSockets that cannot reach this machine or its network. */
export function createOpenGuardedSocket(options: GuardedSocketOptions): OpenStreamSocket {
  const lookup = options.allowPrivate ? {} : { lookup: createGuardedLookup() }
  return async (address, handlers, signal) => {
    const url = checkUrl(address, options.allowPrivate)
    const socket = new WebSocket(url, {
      ...{ ...lookup, handshakeTimeout: handshakeLimit, maxPayload: maxMessageBytes },
      ...{ followRedirects: false, perMessageDeflate: false },
      headers: signHandshake(options.secrets(), options.now(), url.pathname + url.search),
    })
    let isClosing = false
    const opened = Promise.withResolvers<void>()
    const giveUp = () => {
      opened.reject(new Error('It was given up.'))
      socket.terminate()
    }
    signal.addEventListener('abort', giveUp, { once: true })
    if (signal.aborted) giveUp()
    socket.once('open', opened.resolve)
    socket.on('error', (error) => opened.reject(error))
    socket.on('message', (data, isBinary) => {
      if (!isBinary && !isClosing) handlers.message(String(data))
    })
    socket.once('close', () => {
      opened.reject(new Error('It was closed at once.'))
      if (!isClosing) handlers.closed()
    })
    try {
      await opened.promise
    } catch (error) {
      isClosing = true
      socket.terminate()
      throw error
    } finally {
      signal.removeEventListener('abort', giveUp)
    }
    return {
      send: (text) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(text, () => {})
      },
      get waitingBytes() {
        return socket.bufferedAmount
      },
      close: () => {
        isClosing = true
        socket.close(1000)
      },
    }
  }
}

function checkUrl(address: string, allowPrivate: boolean): URL {
  const url = URL.parse(address)
  const isSecure = url?.protocol === 'wss:'
  if (!url || !(isSecure || (allowPrivate && url.protocol === 'ws:')))
    throw new RequestRefused('The address must start with wss://.')
  const literal = addressInUrl(url)
  if (!allowPrivate && literal !== null && !isPublicAddress(literal))
    throw new BlockedAddress(url.hostname)
  return url
}

/** The signature of a turn (`shared/fml/README.md`), over the path instead of a body, with the secrets receivers know. */
export function signHandshake(secrets: string, at: number, target: string): Record<string, string> {
  const timestamp = String(Math.floor(at / 1_000))
  const sign = (secret: string) =>
    createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
      .update(`${timestamp}.${target}`)
      .digest('hex')
  return {
    'x-teler-timestamp': timestamp,
    'x-teler-signature': secrets.split(' ').map(sign).join(' '),
  }
}
