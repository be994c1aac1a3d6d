import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { createOpenGuardedSocket } from '#runtime/effects/openGuardedSocket.ts'
import { frameSamples } from '#runtime/voice/line.ts'
import type { OpenStreamSocket, StreamHandlers } from '#runtime/voice/stream/streamSocket.ts'
import { action, makeCall } from '../support/verbCall.ts'

const document = (attributes = '') =>
  `<Stream id="s" action="${action}" ${attributes}>wss://audio.example/in?a=1</Stream>`

/** A call with a Stream whose other side is the test. */
function setUp(attributes = '', opens = true) {
  const sent: Record<string, unknown>[] = []
  const state = { isClosed: false, waitingBytes: 0, url: '' }
  let handlers: StreamHandlers | null = null
  const openStream: OpenStreamSocket = (url, given) => {
    state.url = url
    handlers = given
    if (!opens) return new Promise(() => {})
    return Promise.resolve({
      send: (text) => sent.push(JSON.parse(text)),
      get waitingBytes() {
        return state.waitingBytes
      },
      close: () => {
        state.isClosed = true
      },
    })
  }
  const call = makeCall(document(attributes), { openStream })
  return {
    ...{ ...call, sent, state },
    tell: (message: object) => handlers?.message(JSON.stringify(message)),
    closeThere: () => handlers?.closed(),
    hear: (value: number) => call.line.listener().audio(new Int16Array(frameSamples).fill(value)),
  }
}

/** So many ms of 16 kHz silence, as a stream of that format sends it. */
const payload = (ms: number) => Buffer.alloc(ms * 32).toString('base64')

describe('Stream', () => {
  it('begins with the call and its format, and hands over sound and keys', async () => {
    const call = setUp()
    await call.clock.settle()
    expect(call.state.url).toBe('wss://audio.example/in?a=1')
    call.hear(1_000)
    call.hear(1_000)
    call.line.press('7')
    expect(call.sent).toEqual([
      {
        event: 'start',
        streamId: expect.any(String),
        start: {
          ...{ callSid: 'sip-1', from: '+12025550111', to: '+12025550100', direction: 'inbound' },
          mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8_000, channels: 1 },
        },
      },
      { event: 'media', sequence: 1, media: { timestamp: 20, payload: expect.any(String) } },
      { event: 'media', sequence: 2, media: { timestamp: 40, payload: expect.any(String) } },
      { event: 'dtmf', dtmf: { digit: '7' } },
    ])
    const media = call.sent[1]?.['media'] as { payload: string }
    expect(Buffer.from(media.payload, 'base64').length).toBe(160)
    await call.clock.advance(3_000)
    call.closeThere()
    expect(await call.posted()).toEqual({
      ...{ Reason: 'stream', StreamStatus: 'completed', StreamDuration: '3' },
    })
  })

  it('plays what comes, tells marks when they are heard, and goes on after the last word', async () => {
    const call = setUp('format="pcm"')
    await call.clock.settle()
    call.tell({ event: 'media', media: { payload: payload(400) } })
    call.tell({ event: 'mark', mark: { name: 'one' } })
    call.tell({ event: 'media', media: { payload: payload(600) } })
    call.tell({ event: 'dtmf', dtmf: { digits: '12' } })
    await call.clock.advance(500)
    expect(call.sent.slice(1)).toEqual([{ event: 'mark', mark: { name: 'one' } }])
    call.tell({ event: 'stop' })
    expect([call.sent.at(-1), call.state.isClosed]).toEqual([
      { event: 'stop', stop: { reason: 'stopped' } },
      true,
    ])
    expect((await call.posted())?.['StreamDuration']).toBe('1')
    expect([call.line.heard, call.line.pressed]).toEqual([['0 (tone)', '400 (tone)'], ['12']])
  })

  it('drops what was not played yet when it is cleared', async () => {
    const call = setUp('format="pcm"')
    await call.clock.settle()
    for (const name of ['one', 'two']) {
      call.tell({ event: 'media', media: { payload: payload(1_000) } })
      call.tell({ event: 'mark', mark: { name } })
    }
    await call.clock.advance(300)
    call.tell({ event: 'clear' })
    await call.clock.settle()
    expect(call.line.heard).toEqual(['0 (tone) (cut at 300)'])
    expect(call.sent.slice(1).map((each) => each['mark'])).toEqual([
      { name: 'one' },
      { name: 'two' },
    ])
    call.closeThere()
    await call.posted()
  })

  it('keeps its bounds: sound ahead, a slow receiver, noise', async () => {
    const call = setUp('format="pcm"')
    await call.clock.settle()
    for (let second = 0; second < 63; second++)
      call.tell({ event: 'media', media: { payload: payload(1_000) } })
    const drops = call.reports.filter((report) => report.includes('60 seconds'))
    expect(drops).toHaveLength(1)
    call.tell({ event: 'clear' })
    call.state.waitingBytes = 1_000_000
    call.hear(1)
    expect(call.sent).toHaveLength(1)
    for (let nonsense = 0; nonsense < 50; nonsense++) call.tell({ event: 'nonsense' })
    expect(call.state.isClosed).toBe(true)
    expect((await call.posted())?.['StreamStatus']).toBe('completed')
  })

  it('says stop when the caller hangs up, and posts before the last status', async () => {
    const call = setUp()
    await call.clock.advance(2_000)
    call.line.listener().hangup('BYE')
    expect(call.sent.at(-1)).toEqual({ event: 'stop', stop: { reason: 'ended' } })
    expect(await call.posted()).toMatchObject({ StreamStatus: 'completed', StreamDuration: '2' })
    expect(call.turns.posts.map(({ path }) => path)).toEqual([
      ...['/hooks/voice', action, '/hooks/status'],
    ])
  })

  it('reports a socket that does not open within 5 seconds', async () => {
    const call = setUp('', false)
    await call.clock.advance(5_000)
    expect(await call.posted()).toEqual({
      ...{ Reason: 'stream', StreamStatus: 'failed', StreamDuration: '0' },
    })
    expect(call.reports.join()).toContain('it did not open within 5 seconds')
  })

  it('fails at once where there is no way to WebSockets', async () => {
    expect((await makeCall(document()).posted())?.['StreamStatus']).toBe('failed')
  })
})

describe('the WebSocket of a Stream', () => {
  const secrets = `whsec_${Buffer.from('first secret of ours').toString('base64')}`
  const options = { secrets: () => secrets, now: () => 1_800_000_000_000 }
  const quiet: StreamHandlers = { message: () => {}, closed: () => {} }
  const { signal } = new AbortController()

  it.for([
    [false, 'ws://audio.example/in', 'must start with wss://'],
    [false, 'https://audio.example/in', 'must start with wss://'],
    [false, 'nonsense', 'must start with wss://'],
    [false, 'wss://127.0.0.1/in', 'is a private address'],
    [false, 'wss://[::ffff:10.0.0.1]/in', 'is a private address'],
    [false, 'wss://localhost/in', 'is a private address'],
    [true, 'ws://127.0.0.1:1/in', 'ECONNREFUSED'],
  ] as const)('is refused (private allowed: %s): %s', async ([allowPrivate, url, why]) => {
    const open = createOpenGuardedSocket({ ...options, allowPrivate })
    await expect(open(url, quiet, signal)).rejects.toThrow(why)
  })

  it('is signed, speaks both ways, and tells once that the other side closed it', async () => {
    const server = createServer()
    const sockets = new WebSocketServer({ server })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    const heard: string[] = []
    const handshake = Promise.withResolvers<[string | undefined, unknown]>()
    sockets.on('connection', (socket, request) => {
      handshake.resolve([request.url, request.headers['x-teler-signature']])
      socket.on('message', (data) => {
        heard.push(String(data))
        socket.send('back')
        socket.close()
      })
    })
    const closed = Promise.withResolvers<void>()
    const messages: string[] = []
    const open = createOpenGuardedSocket({ ...options, allowPrivate: true })
    const socket = await open(
      `ws://127.0.0.1:${port}/in?a=1`,
      { message: (text) => messages.push(text), closed: closed.resolve },
      signal,
    )
    socket.send('there')
    await closed.promise
    const signature = createHmac('sha256', 'first secret of ours')
      .update('1800000000./in?a=1')
      .digest('hex')
    expect(await handshake.promise).toEqual(['/in?a=1', signature])
    expect([heard, messages, socket.waitingBytes]).toEqual([['there'], ['back'], 0])
    socket.close()
    sockets.close()
    server.close()
  })
})
