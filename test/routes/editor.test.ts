import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'

let harness: Harness
beforeEach(async () => {
  harness = await createHarness()
})
afterEach(() => harness.close())

describe('the editor', () => {
  it('is served with its pages, and its hashed files for ever', async () => {
    const editorFolder = mkdtempSync(join(tmpdir(), 'fml-editor-'))
    mkdirSync(join(editorFolder, 'assets'))
    writeFileSync(join(editorFolder, 'index.html'), '<title>Editor</title>')
    writeFileSync(join(editorFolder, 'assets/app-1a2b.js'), 'start()')
    const compressed = brotliCompressSync('start()')
    writeFileSync(join(editorFolder, 'assets/app-1a2b.js.br'), compressed)
    await harness.close()
    harness = await createHarness({ editorFolder })
    for (const path of ['/', '/flows/abc', '/index.html']) {
      const page = await harness.request(path)
      expect(await page.text(), path).toBe('<title>Editor</title>')
      expect(page.headers.get('cache-control')).toBe('no-cache')
    }
    const script = await harness.request('/assets/app-1a2b.js')
    expect(script.headers.get('cache-control')).toContain('immutable')
    expect(script.headers.get('content-type')).toContain('javascript')
    expect(script.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await script.text()).toBe('start()')
    const accepting = { headers: { 'accept-encoding': 'br' } }
    const small = await harness.request('/assets/app-1a2b.js', accepting)
    expect(small.headers.get('content-encoding')).toBe('br')
    expect(small.headers.get('cache-control')).toContain('immutable')
    expect(small.headers.get('content-type')).toContain('javascript')
    expect(Buffer.from(await small.arrayBuffer())).toEqual(compressed)
    for (const path of [
      '/assets/none.js',
      '/assets/none',
      '/favicon.ico',
      '/..%2f..%2fetc/passwd',
    ]) {
      expect((await harness.request(path)).status, path).not.toBe(500)
    }
    expect((await harness.request('/assets/none.js')).status).toBe(404)
    rmSync(editorFolder, { recursive: true })
  })

  it('tells the browser to fetch the flow of a page beside its script', async () => {
    const editorFolder = mkdtempSync(join(tmpdir(), 'fml-editor-'))
    writeFileSync(join(editorFolder, 'index.html'), '<title>Editor</title>')
    await harness.close()
    harness = await createHarness({ editorFolder })
    const linkOf = async (path: string) => (await harness.request(path)).headers.get('link')
    expect(await linkOf('/flows/a_b-1')).toBe(
      '</api/flows/a_b-1>; rel=preload; as=fetch; crossorigin',
    )
    for (const path of ['/', '/numbers', '/flows/a%3E%3B']) expect(await linkOf(path)).toBeNull()
    rmSync(editorFolder, { recursive: true })
  })

  it('says how to build it when it is missing', async () => {
    const page = await harness.request('/')
    expect([page.status, await page.text()]).toEqual([
      503,
      expect.stringContaining('npm run build'),
    ])
  })
})
