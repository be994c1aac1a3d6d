import { describe, expect, it } from 'vitest'
import { checkReach } from '#runtime/routes/reach.ts'
import { createHarness } from '../support/harness.ts'

const base = { webhookSecret: 'turn-secret-for-tests', addressesOf: async () => ['9.9.9.9'] }
const url = 'https://calls.example.org'

describe('whether the internet reaches this server', () => {
  it('is so when its public address leads to itself, and to nobody else', async () => {
    const harness = await createHarness({ publicUrl: url })
    const fetch: typeof globalThis.fetch = async (input) =>
      harness.app.fetch(new Request(String(input), { headers: { host: 'calls.example.org' } }))
    expect(await checkReach({ ...base, publicUrl: url, fetch })).toEqual({
      ...{ publicUrl: url, isReachable: true, problem: null },
    })
    const stranger = await checkReach({
      ...{ ...base, publicUrl: url, fetch, webhookSecret: 'the secret of another server' },
    })
    expect(stranger.problem?.message).toContain('answered by another server (200)')
    await harness.close()
  })

  const refuse = (message: string) => () => Promise.reject(new Error(message))
  it.for<[string | null, string, Partial<Parameters<typeof checkReach>[0]>]>([
    [null, 'has no public address', {}],
    ['http://calls.example.org', 'not encrypted', {}],
    [url, 'no server named calls.example.org', { addressesOf: refuse('ENOTFOUND') }],
    [
      url,
      'is 10.0.0.3, which only this network reaches',
      { addressesOf: async () => ['10.0.0.3'] },
    ],
    ['https://192.168.1.5', 'only this network', {}],
    [url, 'does not answer: certificate has expired', { fetch: refuse('certificate has expired') }],
    [url, 'another server (404)', { fetch: async () => new Response('no', { status: 404 }) }],
  ])('is not so at %s: %s', async ([publicUrl, words, more]) => {
    const reach = await checkReach({ ...base, publicUrl, ...more })
    expect(reach.isReachable).toBe(false)
    expect(reach.problem?.message).toContain(words)
    expect(reach.problem?.remedy).toMatch(/\.$/)
  })
})
