import { createSocket } from 'node:dgram'
import { createDigest } from '#runtime/sip/digest.ts'
import type { SipRequest } from '#runtime/sip/message.ts'
import { parseMessage } from '#runtime/sip/parseMessage.ts'
import { createResponse, printMessage } from '#runtime/sip/printMessage.ts'

export interface Registrar {
  /** `127.0.0.1:port` */
  readonly server: string
  close(): void
}

/** A provider on a real UDP port that knows one user: it answers OPTIONS, asks for the password of REGISTER, and calls nobody. */
export async function startRegistrar(user: string, password: string): Promise<Registrar> {
  const digest = createDigest({ realm: 'provider', secret: Buffer.alloc(32, 1), now: Date.now })
  const ok = { status: 200, reason: 'OK', tag: 't', headers: [] }
  const answer = (request: SipRequest, scope: string) => {
    if (request.method !== 'REGISTER') return ok
    const { method, uri, headers } = request
    const values = headers.flatMap(({ name, value }) => (name === 'authorization' ? [value] : []))
    const passwordOf = (name: string) => (name === user ? password : null)
    const { type } = digest.check({ values, method, uri, scope, passwordOf })
    if (type !== 'user') {
      const challenge = digest.challenge(scope, false, ['MD5'])
      return type === 'missing'
        ? { status: 401, reason: 'Unauthorized', tag: 't', headers: challenge }
        : { status: 403, reason: 'Forbidden', tag: 't', headers: [] }
    }
    const contacts = headers.filter(({ name }) => name === 'contact')
    return { ...ok, headers: [...contacts, { name: 'expires', value: '3600' }] }
  }
  const socket = createSocket('udp4')
  socket.on('message', (bytes, from) => {
    const parsed = parseMessage(bytes)
    if (!parsed.ok || parsed.message.type !== 'request') return
    const response = createResponse(parsed.message, answer(parsed.message, from.address))
    socket.send(printMessage(response), from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return { server: `127.0.0.1:${socket.address().port}`, close: () => socket.close() }
}
