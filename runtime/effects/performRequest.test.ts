import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RequestEffect } from '#shared/session/effect.ts'
import { createRequestPerformer, type RequestDeps } from './performRequest.ts'

const secret = `whsec_${Buffer.from('a secret for this test only').toString('base64')}`
let server: Server
let base: string
let seen: { path: string; method: string; headers: IncomingHttpHeaders; body: string }[] = []

const json = { status: 200, type: 'application/json', body: '{"word":"yes"}' }
/** Any other path is never answered. */
const answers: Readonly<Record<string, typeof json>> = {
  '/ok': json,
  '/teapot': { ...json, status: 418 },
  '/broken': { ...json, body: '{"a":' },
  '/deep': { ...json, body: `{"a":${'['.repeat(9_999)}${']'.repeat(9_999)}}` },
  '/flat': { ...json, body: JSON.stringify({ a: `${'['.repeat(999)}\\"` }) },
  '/text': { ...json, type: 'text/plain', body: 'hello' },
  '/big': { ...json, type: 'text/plain', body: 'x'.repeat(1_100_000) },
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const path = request.url ?? ''
    let body = ''
    for await (const chunk of request) body += String(chunk)
    seen.push({ path, method: request.method ?? '', headers: request.headers, body })
    const redirect = /^\/redirect\/(\d+)\/(.*)/.exec(path)
    if (redirect) {
      response.writeHead(Number(redirect[1]), { location: decodeURIComponent(redirect[2] ?? '') })
      return response.end()
    }
    const answer = answers[path]
    if (!answer) return
    response.writeHead(answer.status, { 'content-type': answer.type })
    response.end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address: AddressInfo | string | null = server.address()
  base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const effect = (path: string, more: Partial<RequestEffect> = {}): RequestEffect => ({
  type: 'request',
  id: 'e7',
  node: 'n',
  method: 'POST',
  url: path.startsWith('/') ? base + path : path,
  headers: { 'content-type': 'application/json' },
  body: '{"a":1}',
  timeout: 5_000,
  ...more,
})

async function perform(request: RequestEffect, more: Partial<RequestDeps> = {}) {
  const deps: RequestDeps = {
    now: () => 1_700_000_000_000,
    secretsOf: () => secret,
    allowPrivate: true,
    credential: async (name) => `There is no credential “${name}”.`,
    fetchHere: async (here) => Response.json({ here: new URL(here.url).pathname }),
    ...more,
  }
  seen = []
  const performer = createRequestPerformer(deps)
  const signal = new AbortController().signal
  const result = await performer.perform(request, { callId: 'C1', signal })
  await performer.close()
  return result
}

describe('a webhook', () => {
  it('is signed by Standard Webhooks, with an id that stays the same', async () => {
    expect(await perform(effect('/ok'))).toEqual({
      type: 'response',
      status: 200,
      body: { word: 'yes' },
    })
    const headers = seen[0]?.headers ?? {}
    expect(headers['webhook-id']).toBe('msg_C1_e7')
    const signature = new Webhook(secret).sign('msg_C1_e7', new Date(1_700_000_000_000), '{"a":1}')
    expect(headers['webhook-signature']).toBe(signature)
  })

  it.for([
    ['/text', { type: 'response', status: 200, body: 'hello' }],
    ['/teapot', { type: 'response', status: 418, body: { word: 'yes' } }],
    ['/broken', { type: 'failed', why: 'The answer says it is JSON and is not.', timedOut: false }],
    ['/deep', { type: 'failed', why: expect.stringContaining('200 levels'), timedOut: false }],
    ['/flat', { type: 'response', status: 200, body: { a: `${'['.repeat(999)}\\"` } }],
    ['/big', { type: 'failed', why: 'The answer is larger than 1 MB.', timedOut: false }],
    ['/redirect/302/%2Fok', { type: 'response', status: 200, body: { word: 'yes' } }],
  ] as const)('to %s gives its result', async ([path, result]) => {
    expect(await perform(effect(path))).toEqual(result)
  })

  it('gives up after its time', async () => {
    expect(await perform(effect('/slow', { timeout: 60 }))).toEqual({
      type: 'failed',
      why: 'It did not answer in time.',
      timedOut: true,
    })
  })

  it('repeats the request on 307, turns it into GET on 303', async () => {
    await perform(effect('/redirect/307/%2Fok'))
    expect(seen.map(({ method, body }) => [method, body])).toEqual([
      ['POST', '{"a":1}'],
      ['POST', '{"a":1}'],
    ])
    await perform(effect('/redirect/303/%2Fok'))
    expect(seen.map(({ method, body }) => [method, body])).toEqual([
      ['POST', '{"a":1}'],
      ['GET', ''],
    ])
  })

  it('follows three redirects and no fourth', async () => {
    const hop = (rest: string) => `/redirect/307/${encodeURIComponent(rest)}`
    expect(await perform(effect(hop(hop(hop('/ok')))))).toMatchObject({ status: 200 })
    expect(await perform(effect(hop(hop(hop(hop('/ok'))))))).toMatchObject({ type: 'failed' })
  })

  it('keeps an author’s keys from another server', async () => {
    const other = base.replace('127.0.0.1', 'localhost')
    const target = `/redirect/307/${encodeURIComponent(`${other}/ok`)}`
    await perform(effect(target, { headers: { Authorization: 'Bearer k', 'X-Key': 'k' } }))
    expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer k', 'x-key': 'k' })
    expect(seen[1]?.headers['authorization']).toBe(undefined)
    expect(seen[1]?.headers['x-key']).toBe(undefined)
  })

  it('cannot set what is ours', async () => {
    await perform(effect('/ok', { headers: { Host: 'evil', 'Webhook-Id': 'mine' } }))
    expect(seen[0]?.headers).toMatchObject({ 'webhook-id': 'msg_C1_e7' })
    expect(seen[0]?.headers.host).toContain('127.0.0.1')
  })

  it.for([
    'http://127.0.0.1:1/',
    'http://[::1]:1/',
    'http://localhost:47/',
    'http://169.254.169.254/latest/meta-data',
    'http://0x7f.1:1/',
    'http://[::ffff:127.0.0.1]:1/',
  ])('does not reach %s', async (url) => {
    const result = await perform(effect(url), { allowPrivate: false })
    expect(result).toMatchObject({
      type: 'failed',
      why: expect.stringContaining('is a private address'),
    })
  })

  it.for([
    'ftp://example.org/',
    'nonsense',
    'file:///etc/passwd',
    '/api/flows',
    '//evil.example/x',
  ])('refuses %s', async (url) => {
    expect(await perform({ ...effect('/'), url })).toMatchObject({ type: 'failed' })
    expect(seen).toEqual([])
  })

  it('to /sample/ is served here, and no other path is', async () => {
    const here = { ...effect('/'), url: '/sample/bookings' }
    expect(await perform(here)).toMatchObject({ body: { here: '/sample/bookings' } })
    const out = { ...effect('/'), url: '/sample/../api/flows' }
    expect(await perform(out)).toMatchObject({ type: 'failed' })
  })

  it('fails with a reason when nobody listens', async () => {
    const result = await perform({ ...effect('/'), url: 'http://127.0.0.1:47/' })
    expect(result).toMatchObject({ type: 'failed', why: 'The server refused the connection.' })
  })
})
