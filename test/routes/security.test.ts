import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '#runtime/log.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { menuFlow } from '../support/makeFlow.ts'

const outside = mkdtempSync(join(tmpdir(), 'fml-outside-'))
const editorFolder = join(outside, 'dist')
let server: Harness

beforeAll(async () => {
  mkdirSync(join(editorFolder, 'assets'), { recursive: true })
  writeFileSync(join(outside, 'secret.txt'), 'kept outside')
  writeFileSync(join(outside, 'secret.wav'), 'kept outside')
  writeFileSync(join(editorFolder, 'index.html'), '<title>Editor</title>')
  server = await createHarness({ editorFolder, publicUrl: 'https://calls.example.org' })
})
afterAll(async () => {
  await server.close()
  rmSync(outside, { recursive: true })
})

/** The path as it is sent: `URL` would tidy it up. */
const raw = (path: string) => {
  const request = new Request('http://127.0.0.1/')
  Object.defineProperty(request, 'url', { value: `http://127.0.0.1${path}` })
  return server.app.fetch(request)
}

describe('a path that climbs', () => {
  const climbs = [
    '../secret',
    '../../secret',
    '..%2fsecret',
    '..%2f..%2fsecret',
    '%2e%2e/secret',
    '%2e%2e%2fsecret',
    '..%5csecret',
    '%252e%252e%252fsecret',
    '....//secret',
    '%00/../secret',
    'assets/../../secret',
    `%2f${encodeURIComponent(outside)}/secret`,
  ]
  it.for(
    ['/', '/assets/', '/media/', '/api/recordings/', '/api/media/'].flatMap((root) =>
      climbs.map((climb) => `${root}${climb}`),
    ),
  )('%s reads nothing outside', async (path) => {
    for (const end of ['.txt', '.wav', '']) {
      const answer = await raw(`${path}${end}`)
      expect(answer.status).not.toBe(500)
      expect(await answer.text()).not.toContain('kept outside')
    }
  })
})

describe('what the browser is told', () => {
  it('lets a page run its own scripts, talk to its own server and stand in no frame', async () => {
    for (const path of ['/', '/flows/f1', '/join', '/api/flows', '/api/none']) {
      const { headers } = await server.request(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy, path).toMatch(/(^|; ?)script-src 'self'(;|$)/)
      expect(policy).toMatch(/(^|; ?)default-src 'self'(;|$)/)
      expect(policy).toMatch(/(^|; ?)connect-src 'self'(;|$)/)
      expect(policy).toMatch(/frame-ancestors 'none'/)
      expect(policy).toMatch(/object-src 'none'/)
      expect(policy).toMatch(/base-uri 'none'/)
      expect(policy).not.toMatch(/script-src[^;]*unsafe/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('permissions-policy')).toContain('microphone=(self)')
    }
  })
})

describe('text that looks like more', () => {
  it('stays in the value of a header', async () => {
    const id = 'f"\r\nset-cookie: evil=1'
    await server.store.insertFlow({ ...menuFlow, id }, 1)
    const zip = await server.request(`/api/flows/${encodeURIComponent(id)}/export.zip`)
    expect(zip.status).not.toBe(500)
    expect(zip.headers.get('set-cookie')).toBe(null)
    const page = await server.request(`/flows/${encodeURIComponent(id)}`)
    expect(page.headers.get('set-cookie')).toBe(null)
  })

  it('is one line of the log', () => {
    const lines: string[] = []
    const log = createLog('info', { write: (line) => void lines.push(line) })
    log.warn({ path: '/x\n{"level":60}', err: new Error('a\r\n{"level":60}') }, 'Two\nlines')
    expect(lines).toHaveLength(1)
    expect(lines[0]?.trimEnd()).not.toMatch(/[\r\n]/)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 40, path: '/x\n{"level":60}' })
  })
})

describe('a foreign name or page', () => {
  it.for([
    ['evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['calls.example.org.evil.example', 403],
    ['localhost@evil.example', 403],
    ['calls.example.org', 200],
    ['127.0.0.1:3000', 200],
    ['[::1]:3000', 200],
  ] as const)('as the host %s gets %i', async ([host, status]) => {
    expect((await server.request('/api/flows', { headers: { host } })).status).toBe(status)
  })

  it('may open no WebSocket', () => {
    const { guards } = server.app
    const host = 'calls.example.org'
    expect(guards.isAllowedOrigin('https://calls.example.org', host)).toBe(true)
    for (const origin of [
      'https://evil.example',
      'null',
      'http://calls.example.org:81',
      'http://calls.example.org',
      'https://calls.example.org.evil.example',
      'nonsense',
    ]) {
      expect(guards.isAllowedOrigin(origin, host), origin).toBe(false)
    }
  })
})
