import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Log } from '../log.ts'
import { createSipEdge, type SipEdge } from './sipEdge.ts'

let server: Server
let edge: SipEdge
let url: string
const warnings: string[] = []
const log: Log = { debug() {}, info() {}, warn: (_, message) => warnings.push(message), error() {} }

beforeEach(async () => {
  warnings.length = 0
  edge = createSipEdge({
    log,
    passwordOf: () => 'secret',
    claimsOf: () => null,
    allowOrigin: (origin) => origin === 'http://good.test',
  })
  server = createServer()
  server.on('upgrade', (request, socket, head) => edge.handleUpgrade(request, socket, head))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  url = `ws://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
})

afterEach(async () => {
  await edge.close()
  server.close()
})

const connect = (path = '/sip', origin = 'http://good.test', protocol = 'sip'): WebSocket =>
  new WebSocket(url + path, protocol, { origin })

async function opened(): Promise<WebSocket> {
  const socket = connect()
  await once(socket, 'open')
  return socket
}

const options = [
  'OPTIONS sip:x SIP/2.0',
  'Via: SIP/2.0/WS a.invalid;branch=z9hG4bK1',
  'From: <sip:a@b>;tag=1',
  'To: <sip:c@d>',
  'Call-ID: x',
  'CSeq: 1 OPTIONS',
  '\r\n',
].join('\r\n')

it.for([
  ['another path', '/elsewhere', 'http://good.test', 'sip', 404],
  ['another origin', '/sip', 'http://evil.test', 'sip', 403],
  ['another protocol', '/sip', 'http://good.test', 'chat', 400],
] as const)('refuses %s', async ([, path, origin, protocol, status]) => {
  const [error] = await once(connect(path, origin, protocol), 'error')
  expect(String(error)).toContain(`Unexpected server response: ${status}`)
})

it('answers SIP in text frames', async () => {
  const socket = await opened()
  socket.send(options)
  const [data, isBinary] = await once(socket, 'message')
  expect([String(data).split('\r\n')[0], isBinary, socket.protocol]).toEqual([
    'SIP/2.0 200 OK',
    false,
    'sip',
  ])
})

it('answers the keep-alive', async () => {
  const socket = await opened()
  socket.send('\r\n\r\n')
  expect(String((await once(socket, 'message'))[0])).toBe('\r\n')
})

it('bears some noise, logs it, and goes on', async () => {
  const socket = await opened()
  for (let i = 0; i < 9; i++) socket.send(Buffer.from([0, 255, i]))
  socket.send(options)
  expect(String((await once(socket, 'message'))[0])).toContain('200 OK')
  expect(warnings).toHaveLength(9)
})

it('closes a socket that keeps sending noise', async () => {
  const socket = await opened()
  for (let i = 0; i < 10; i++) socket.send('noise')
  expect((await once(socket, 'close'))[0]).toBe(1008)
})

it('closes a socket that sends more than 64 KB at once', async () => {
  const socket = await opened()
  socket.send(Buffer.alloc(70_000))
  expect((await once(socket, 'close'))[0]).toBe(1009)
})

it('closes every socket when it is closed, and takes no more', async () => {
  const socket = await opened()
  const closed = once(socket, 'close')
  await edge.close()
  expect((await closed)[0]).toBe(1001)
  const [error] = await once(connect(), 'error')
  expect(String(error)).toContain('503')
})
