import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { printWav } from '#runtime/speech/wav.ts'
import {
  offeredModelsSchema,
  type ProviderInput,
  providerRoutes,
  providerSchema,
  providersSchema,
  type Trial,
  trialSchema,
} from '#shared/api/providers.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import {
  callsTools,
  type ScriptedAnswer,
  type ScriptedModel,
  says,
  startScriptedModel,
} from '../support/scriptedModel.ts'

const key = 'sk-very-secret-key-of-the-test-9876'

const input = (more: Partial<ProviderInput> = {}): ProviderInput => ({
  ...{ title: 'My server', preset: 'other', baseUrl: 'http://127.0.0.1:65530/v1', model: 'fake' },
  ...{ speech: null, transcription: null, price: null },
  ...more,
})

let harness: Harness
let server: ScriptedModel | null = null
let plain: Server | null = null
beforeEach(async () => {
  harness = await createHarness()
})
afterEach(async () => {
  await harness.close()
  await server?.close()
  plain?.closeAllConnections()
  plain?.close()
  server = null
  plain = null
})

const send = async (method: string, path: string, body?: unknown) => {
  const response = await harness.request(path, { method, ...(body === undefined ? {} : { body }) })
  return { status: response.status, text: await response.text() }
}
const add = async (more: Partial<ProviderInput> = {}) => {
  const { status, text } = await send('POST', providerRoutes.providers, input(more))
  expect(status, text).toBe(201)
  return providerSchema.parse(JSON.parse(text))
}
const overview = async () => {
  const { text } = await send('GET', providerRoutes.providers)
  return { text, ...providersSchema.parse(JSON.parse(text)) }
}

describe('providers', () => {
  it('are kept with a key that nobody is shown again, not by the screen and not by the disk', async () => {
    server = await startScriptedModel([says('Hello.')])
    const made = await add({ key, baseUrl: `${server.baseURL}/chat/completions` })
    expect(made).toMatchObject({
      ...{ id: 'my-server', origin: 'settings', baseUrl: server.baseURL },
      ...{ hasKey: true, keyTail: '9876', isKeyLost: false, models: ['fake', 'fake-large'] },
    })
    const shown = await overview()
    expect(shown.text).not.toContain('secret')
    expect(shown.inUse).toEqual({
      model: 'my-server/fake',
      speech: 'built-in',
      transcription: 'built-in',
    })
    const [record] = await harness.store.listProviders()
    expect(JSON.stringify(record)).not.toContain('secret')
    expect(JSON.stringify(harness.logged)).not.toContain('secret')
  })

  it('keep the key through changes, and forget it at another server', async () => {
    const made = await add({ key })
    const put = (more: Partial<ProviderInput>) =>
      send('PUT', providerRoutes.provider(made.id), input(more))
    await put({ title: 'Renamed' })
    expect((await overview()).providers[0]).toMatchObject({ title: 'Renamed', keyTail: '9876' })
    await put({ baseUrl: 'http://127.0.0.2:65530/v1' })
    expect((await overview()).providers[0]).toMatchObject({ hasKey: false })
    await put({ key })
    await put({ key: '' })
    expect((await overview()).providers[0]).toMatchObject({ hasKey: false })
  })

  it('are named by what is chosen, and the choice counts at once', async () => {
    server = await startScriptedModel([says('Hello.')])
    await add({ title: 'Groq', baseUrl: server.baseURL })
    await add({ title: 'Groq', baseUrl: server.baseURL, model: '' })
    const choices = { model: 'groq-2/fake-large', fallback: 'groq/fake', speech: '' }
    const rest = { transcription: 'built-in', embeddings: '' }
    await send('PUT', providerRoutes.choices, { ...choices, ...rest })
    expect((await overview()).inUse.model).toBe('groq-2/fake-large')
    const { text } = await send('GET', providerRoutes.models)
    expect(offeredModelsSchema.parse(JSON.parse(text))).toEqual({
      standard: 'groq-2/fake-large',
      models: [
        { name: 'groq/fake', model: 'fake', provider: 'Groq' },
        { name: 'groq/fake-large', model: 'fake-large', provider: 'Groq' },
        { name: 'groq-2/fake', model: 'fake', provider: 'Groq' },
        { name: 'groq-2/fake-large', model: 'fake-large', provider: 'Groq' },
      ],
    })
    await send('DELETE', providerRoutes.provider('groq-2'))
    expect((await overview()).inUse.model).toBe('groq/fake')
    expect((await send('DELETE', providerRoutes.provider('groq-2'))).status).toBe(404)
  })

  it.for<[string, Partial<ProviderInput>, RegExp]>([
    ['no address', { baseUrl: 'nowhere at all' }, /must look like https/],
    ['a password in the address', { baseUrl: 'https://me:pw@a.example/v1' }, /its own field/],
    ['the address of cloud credentials', { baseUrl: 'http://169.254.169.254/v1' }, /no server/],
    ['a preset that was not filled in', { baseUrl: 'https://RESOURCE.openai.azure.com' }, /Azure/],
    ['a key with a line break in it', { key: 'sk-ab\u2028cd' }, /copy it again/],
  ])('are refused with %s', async ([, more, sentence]) => {
    const { status, text } = await send('POST', providerRoutes.providers, input(more))
    expect([status, JSON.parse(text).detail]).toEqual([422, expect.stringMatching(sentence)])
    expect((await overview()).providers).toEqual([])
  })

  it('say when their key was sealed by another vault, and keep it', async () => {
    await add({ key })
    const [record] = await harness.store.listProviders()
    if (!record) throw new Error('It was saved.')
    const sealedKey = 'v1.c29tZXRoaW5nIGVsc2UgYWx0b2dldGhlciwgbG9uZyBlbm91Z2g'
    await harness.store.saveProvider({ ...record, sealedKey })
    await harness.clock.advance(1_000)
    expect((await overview()).providers[0]).toMatchObject({ isKeyLost: true, hasKey: true })
    await send('PUT', providerRoutes.provider(record.id), input({ title: 'Renamed' }))
    expect((await harness.store.listProviders())[0]?.sealedKey).toBe(sealedKey)
  })
})

describe('trying a provider', () => {
  const attempt = async (more: Partial<ProviderInput>, kind: Trial['kind'] = 'model') => {
    const body = { id: null, input: input(more), kind }
    const { status, text } = await send('POST', providerRoutes.trial, body)
    expect(status, text).toBe(200)
    return trialSchema.parse(JSON.parse(text))
  }
  const scripted = async (answer: ScriptedAnswer) => {
    server = await startScriptedModel([answer])
    return attempt({ baseUrl: server.baseURL, key })
  }
  /** A server that is none of models. */
  const serve = async (
    status: number,
    headers: Record<string, string>,
    body: string | Uint8Array,
  ) => {
    plain = createServer((request, response) => {
      request.resume()
      response.writeHead(status, headers).end(body)
    })
    const { promise, resolve } = Promise.withResolvers<void>()
    plain.listen(0, '127.0.0.1', resolve)
    await promise
    const address = plain.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/v1`
  }

  it('tells what a model said, how soon, and that it calls tools', async () => {
    const trial = await scripted(callsTools([['note', { word: 'ready' }]], 'Hello there.'))
    expect(trial).toMatchObject({ failure: null, said: 'Hello there.', calledTool: true })
    expect(trial.firstMs).toBeLessThanOrEqual(trial.totalMs ?? 0)
    expect(JSON.stringify(server?.requests)).not.toContain('secret')
  })

  const status = (code: number, body: object = { error: { message: 'no' } }): ScriptedAnswer => ({
    type: 'status',
    status: code,
    body,
  })
  it.for<[string, ScriptedAnswer, object]>([
    ['a model without tools', says('Hello.'), { code: 'noTools' }],
    ['a model that says nothing', { type: 'stream', deltas: [] }, { code: 'silent' }],
    [
      'a wrong key',
      status(401, { error: { message: `wrong ${key}` } }),
      { code: 'key', status: 401, detail: 'wrong …' },
    ],
    ['a model that is not there', status(404), { code: 'model', status: 404, detail: 'no' }],
    ['no credit', status(429, { error: { code: 'insufficient_quota' } }), { code: 'quota' }],
    ['too many requests', status(429), { code: 'busy', status: 429 }],
    ['a broken server', status(500), { code: 'broken', status: 500 }],
    ['a field it does not know', status(400), { code: 'rejected', detail: 'no' }],
    ['a redirect', status(302), { code: 'redirect', status: 302 }],
    ['a web page', { type: 'raw', body: '<html>', contentType: 'text/html' }, { code: 'address' }],
    ['a broken stream', { type: 'raw', body: 'data: {"cho\n\n' }, {}],
  ])('tells %s', async ([, answer, expected]) => {
    const { failure } = await scripted(answer)
    expect(failure).toMatchObject(expected)
    expect(JSON.stringify(failure)).not.toContain('secret')
  })

  it.for<[string, string, string]>([
    ['a name that is none', 'http://no-such-host.invalid/v1', 'name'],
    ['a closed port', 'http://127.0.0.1:65530/v1', 'refused'],
  ])('tells %s', async ([, baseUrl, code]) => {
    expect((await attempt({ baseUrl })).failure).toMatchObject({ code })
  })

  it('tells a server without a certificate', async () => {
    const baseUrl = (await serve(200, {}, '')).replace('http:', 'https:')
    expect((await attempt({ baseUrl })).failure).toMatchObject({ code: 'tls' })
  })

  it('lets a voice be heard', async () => {
    const pcm = Int16Array.from({ length: 24_000 }, (_, index) => (index % 50) * 400)
    const wav = printWav({ pcm, rateHz: 24_000 })
    const baseUrl = await serve(200, { 'content-type': 'audio/wav' }, wav)
    const speech = { model: 'tts', voice: 'nova', voices: [] }
    const trial = await attempt({ baseUrl, speech }, 'speech')
    expect(trial).toMatchObject({ failure: null, said: expect.stringContaining('Hello') })
    expect(
      Buffer.from(trial.audio ?? '', 'base64')
        .subarray(0, 4)
        .toString(),
    ).toBe('RIFF')
  })

  it('tells sound that is none', async () => {
    const baseUrl = await serve(200, { 'content-type': 'audio/mpeg' }, 'ID3 and more')
    const speech = { model: 'tts', voice: '', voices: [] }
    expect((await attempt({ baseUrl, speech }, 'speech')).failure).toMatchObject({
      code: 'noAudio',
    })
  })

  it('lists models by what is on the screen', async () => {
    server = await startScriptedModel([])
    const ask = async (baseUrl: string) => {
      const body = { id: null, input: input({ baseUrl }) }
      return JSON.parse((await send('POST', providerRoutes.list, body)).text)
    }
    expect(await ask(server.baseURL)).toEqual({ models: ['fake', 'fake-large'], failure: null })
    expect(await ask('http://127.0.0.1:65530')).toMatchObject({ failure: { code: 'refused' } })
    expect(await ask(await serve(200, { 'content-type': 'text/html' }, '<html>'))).toMatchObject({
      failure: { code: 'address' },
    })
  })
})
