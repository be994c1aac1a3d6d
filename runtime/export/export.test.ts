import { spawn, spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseFml } from '#shared/fml/parseFml.ts'
import { parseFlow } from '#shared/nodes/parseFlow.ts'
import { isSignedWebhook } from '../effects/signWebhook.ts'
import { exportZip } from './exportZip.ts'

const secret = 'a secret of the test'
const outgoing = `whsec_${Buffer.from('another secret of the test').toString('base64')}`
const flowFile = new URL('../../flows/clinic-front-desk.flow.json', import.meta.url)
const has = (program: string) => spawnSync(program, ['--version']).error === undefined
const folder = mkdtempSync(join(tmpdir(), 'export-'))

beforeAll(async () => {
  const flow = parseFlow(JSON.parse(readFileSync(flowFile, 'utf8')))
  if (!flow.ok) throw new Error('The example does not parse.')
  const exported = await exportZip(flow.value)
  if (!exported.ok) throw new Error('The example does not compile.')
  writeFileSync(join(folder, 'flow.zip'), exported.value)
  const unpack =
    'import zipfile,sys; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])'
  if (has('python3')) spawnSync('python3', ['-c', unpack, join(folder, 'flow.zip'), folder])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (path: string) => readFileSync(join(folder, path), 'utf8')

describe.skipIf(!has('python3'))('an exported flow', () => {
  it('holds the drawing, the program and a map of its pages', () => {
    expect(parseFlow(JSON.parse(read('flow.json'))).ok).toBe(true)
    const program = JSON.parse(read('program.json'))
    const map = JSON.parse(read('pages.json'))
    expect(map.hash).toBe(program.hash)
    for (const { file, verbs } of map.pages) {
      const document = parseFml(read(file))
      expect(document.ok && document.value.verbs.map((verb) => verb.type)).toEqual(
        verbs.map((verb: { verb: string }) => verb.verb),
      )
    }
  })

  it('refuses to start without its secret and says so', () => {
    const { status, stderr } = spawnSync(process.execPath, ['server.mjs'], {
      cwd: join(folder, 'server'),
      env: {},
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'Set WEBHOOK_SECRET to at least 16 characters: it verifies the turns of calls.\n',
    })
  })

  it('answers as worker runtimes call it, and keeps calls where it is told', async () => {
    const script = `
      import worker, { createServer } from './server.mjs'
      const ask = (server, ...rest) => server.fetch(new Request('http://x/health'), ...rest)
      const bare = await ask(worker)
      const bound = await ask(worker, { WEBHOOK_SECRET: 'a secret of the test' })
      const variables = { WEBHOOK_SECRET: 'a secret of the test' }
      const own = await ask(createServer({ variables, store: {} }))
      console.log(bare.status, bound.status, own.status, (await own.json()).program)`
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: join(folder, 'server'),
      env: {},
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    expect(stdout.trim()).toBe(`500 200 200 ${JSON.parse(read('program.json')).hash}`)
  })

  it('holds a whole signed call in a bare folder', async () => {
    const received: { body: string; isSigned: boolean }[] = []
    const service = createServer(async (request, response) => {
      const body = await new Response(request as unknown as ReadableStream).text()
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      )
      received.push({ body, isSigned: isSignedWebhook(outgoing, Date.now(), headers, body) })
      response.setHeader('content-type', 'application/json')
      response.end('{"reference":"K7"}')
    }).listen(0, '127.0.0.1')
    await once(service, 'listening')
    const child = spawn(process.execPath, ['server.mjs'], {
      cwd: join(folder, 'server'),
      env: {
        WEBHOOK_SECRET: secret,
        OUTGOING_WEBHOOK_SECRET: outgoing,
        WEBHOOK_BASE_URL: addressOf(service.address()),
        PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      const [line] = await once(child.stdout, 'data')
      const base = /http:\/\/[\d.:]+/.exec(String(line))?.[0] ?? ''
      const call = await holdCall(base)
      expect(call.at(-1)).toMatch(/Your reference is K7\. Goodbye\.<\/Say><Hangup/)
      expect(received).toMatchObject([{ isSigned: true }])
      expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ name: 'Ada Long' })
    } finally {
      child.kill()
      service.close()
    }
  })
})

const addressOf = (address: ReturnType<ReturnType<typeof createServer>['address']>) =>
  `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`

/** Books a visit by voice; the documents in order. Every refusal of the protocol is tried on the way. */
async function holdCall(base: string): Promise<readonly string[]> {
  const ids = { CallSid: 'S1', AccountSid: 'A1', From: '+12025550123', To: '+12025550100' }
  const post = async (path: string, form: Record<string, string>, key = secret) => {
    const body = new URLSearchParams(form).toString()
    const timestamp = String(Math.floor(Date.now() / 1_000))
    const signature = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-teler-timestamp': timestamp,
      'x-teler-signature': signature,
    }
    const response = await fetch(new URL(path, base), { method: 'POST', body, headers })
    return { status: response.status, body: await response.text() }
  }
  const documents: string[] = []
  const next = async (path: string, form: Record<string, string>) => {
    const answer = await post(path, form)
    expect(answer.status).toBe(200)
    documents.push(answer.body)
    return /(\/hooks\/voice\/[^"<]+)(?="|<\/Redirect)/.exec(answer.body)?.[1] ?? ''
  }
  const turnOf = (url: string) => /\d+$/.exec(url)?.[0] ?? ''

  expect((await post('/hooks/voice', ids, 'a wrong secret here')).status).toBe(401)
  expect((await fetch(new URL('/hooks/voice', base), { method: 'POST' })).status).toBe(401)
  let url = await next('/hooks/voice', ids)
  // The same post again: the same call, byte for byte.
  expect((await post('/hooks/voice', ids)).body).toBe(documents[0])
  expect((await post(url, { Turn: '9', Reason: 'digits' })).status).toBe(400)
  expect((await post(url.replace(/\d+$/, '9'), { Turn: '9', Reason: 'digits' })).status).toBe(409)
  expect((await post('/hooks/voice/nobody/2', { Turn: '2', Reason: 'digits' })).status).toBe(404)
  const said = ['an appointment please', 'Ada Long', 'next Monday', 'at ten', 'yes', 'yes', 'yes']
  for (const words of said) {
    const form = { Turn: turnOf(url), Reason: 'speech', SpeechResult: words, Confidence: '0.9' }
    url = await next(url, form)
    while (documents.at(-1)?.includes('</Redirect>')) {
      url = await next(url, { Turn: turnOf(url), Reason: 'redirect' })
    }
    if (documents.at(-1)?.includes('<Hangup')) break
  }
  const status = { ...ids, CallStatus: 'completed' }
  expect((await post('/hooks/status', status)).status).toBe(204)
  return documents
}
