import { createServer, type Server } from 'node:http'
import { APIError } from 'openai'
import { afterEach, expect, it } from 'vitest'
import type { Choices, ProviderInput } from '#shared/api/providers.ts'
import type { Config } from '../config.ts'
import { ProviderRefused } from '../llm/modelProviders.ts'
import type { ProviderRecord, ProviderStore } from '../storage/providerStore.ts'
import { createVault } from '../storage/vault.ts'
import { createProviders, type ProvidersOptions } from './createProviders.ts'
import { keyContext } from './entries.ts'
import { explainFailure } from './explainFailure.ts'
import { findOllama } from './findOllama.ts'

const vault = createVault('a secret of these tests, which is long enough')
const none: Config['openai'] = {
  ...{ apiKey: null, baseUrl: null, model: null, speechModel: null, transcriptionModel: null },
}
const nobody: Choices = { model: '', fallback: '', speech: '', transcription: '', embeddings: '' }

const record = (id: string, more: Partial<ProviderInput> = {}): ProviderRecord => ({
  id,
  createdAt: 1,
  sealedKey: vault.seal(`sk-${id}`, keyContext(id)),
  settings: {
    ...{ title: id, preset: 'other', baseUrl: `http://${id}.example/v1`, model: `${id}-model` },
    ...{ speech: null, transcription: null, price: null, ...more },
  },
})

/** A store whose content a test may change behind the back of those who read it. */
function open(
  records: ProviderRecord[],
  options: Partial<ProvidersOptions> = {},
  choices = nobody,
) {
  let now = 0
  let reads = 0
  let isAway = false
  const store: ProviderStore = {
    listProviders: async () => {
      reads++
      if (isAway) throw new Error('The store is away.')
      return [...records]
    },
    saveProvider: async (one) => {
      records.push(one)
    },
    deleteProvider: async () => false,
    readChoices: async () => choices,
    saveChoices: async () => {},
  }
  const providers = createProviders({
    ...{ store, vault, openai: none, now: () => now, log: { warn: () => {} } },
    findOllama: async () => false,
    listModels: async ({ baseUrl }) => ({
      models: [`${new URL(baseUrl).host}-listed`],
      failure: null,
    }),
    ...options,
  })
  return {
    providers,
    reads: () => reads,
    goAway: () => {
      isAway = true
    },
    advance: (ms: number) => {
      now += ms
    },
  }
}

it.for<[string, string, string | null]>([
  ['', 'a-model', 'a'],
  ['b/any/name', 'any/name', 'b'],
  ['b-model', 'b-model', 'b'],
  ['b.example-listed', 'b.example-listed', 'b'],
])('resolves %j to the model %s of %s', async ([name, model, provider]) => {
  const { providers } = open([record('a'), record('b')])
  expect(await providers.resolveModel(name)).toMatchObject({ provider, model, fallback: null })
})

it('has no model with nothing configured, and says what to do about a name', async () => {
  const { providers } = open([])
  expect(await providers.resolveModel('')).toBe(null)
  await expect(providers.resolveModel('a/m')).rejects.toBeInstanceOf(ProviderRefused)
  await expect(providers.resolveModel('m')).rejects.toThrow(/Models and voices\.$/)
})

it('gives a fallback beside every model but itself', async () => {
  const choices = { ...nobody, fallback: 'b/b-model' }
  const { providers } = open([record('a'), record('b')], {}, choices)
  const [a, b] = [await providers.resolveModel('a/x'), await providers.resolveModel('b/b-model')]
  expect([a?.fallback?.provider, b?.fallback]).toEqual(['b', null])
})

it('hears of what another process changed within a second, and reads no more often', async () => {
  const records = [record('a')]
  const { providers, reads, advance } = open(records)
  await providers.resolveModel('')
  records.splice(0, 1, record('b'))
  expect((await providers.resolveModel(''))?.provider).toBe('a')
  advance(1_000)
  expect((await providers.resolveModel(''))?.provider).toBe('b')
  expect(reads()).toBe(2)
})

it('keeps one client as long as its settings are the same', async () => {
  const records = [record('a')]
  const { providers, advance } = open(records)
  const first = await providers.resolveModel('')
  advance(1_000)
  expect((await providers.resolveModel(''))?.client).toBe(first?.client)
  records.splice(0, 1, { ...record('a'), sealedKey: vault.seal('other', keyContext('a')) })
  advance(1_000)
  expect((await providers.resolveModel(''))?.client).not.toBe(first?.client)
})

it('takes what the environment names first, and sends Mistral no field that it refuses', async () => {
  const openai = { ...none, apiKey: 'k', baseUrl: 'https://api.mistral.ai/v1', model: 'm' }
  const { providers } = open([record('a')], { openai })
  expect(await providers.resolveModel('')).toMatchObject({
    ...{ provider: 'environment', title: 'm (Mistral)' },
    takes: { streamOptions: false },
  })
})

it('finds an Ollama by itself and does not take it for chosen', async () => {
  const { providers } = open([], { findOllama: async () => true })
  const { providers: all, inUse } = await providers.overview()
  expect(all).toMatchObject([{ id: 'ollama', origin: 'found', models: ['127.0.0.1:11434-listed'] }])
  expect(inUse.model).toBe('built-in')
  expect(await providers.resolveModel('ollama/llama3.2')).toMatchObject({ model: 'llama3.2' })
})

it('goes on with what it knew while the store is away', async () => {
  const { providers, advance, goAway } = open([record('a')])
  await providers.refresh()
  goAway()
  advance(1_000)
  expect((await providers.resolveModel(''))?.provider).toBe('a')
})

let server: Server | null = null
afterEach(() => server?.close())

it.for<[string, string, boolean]>([
  ['an Ollama', '{"version":"0.12.1"}', true],
  ['another program', '{"hello":"world"}', false],
  ['a web page', '<html>', false],
])('tells %s', async ([, body, expected]) => {
  server = createServer((_request, response) => response.end(body))
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  expect(await findOllama(`http://127.0.0.1:${port}/v1`)).toBe(expected)
})

it('takes a key out of what a server says about it, whatever it looks like', () => {
  const error = APIError.generate(401, { error: { message: 'bad 0a1b2c3d' } }, '', new Headers())
  expect(explainFailure(error, '0a1b2c3d')).toEqual({ code: 'key', status: 401, detail: 'bad …' })
})
