import { createServer, type Server } from 'node:http'
import OpenAI from 'openai'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { createLibrary, type ReadableDocuments } from './createLibrary.ts'

let server: Server | null = null
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  server = null
})

/** What texts are about: a vector has a place for each. */
const concepts = [
  /park|car|garage|vehicle/i,
  /return|refund|money back|send it back/i,
  /open|hours|evening/i,
  /price|cost|euro/i,
]
const meaningOf = (text: string) => concepts.map((concept) => (concept.test(text) ? 1 : 0.05))

type Reply = 'vectors' | 'error' | 'silence' | 'too few'
const bodySchema = z.object({ model: z.string(), input: z.array(z.string()) })

/** Speaks the wire format of `/embeddings`. */
async function startEmbeddings(reply: () => Reply) {
  const asked: string[][] = []
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { input } = bodySchema.parse(JSON.parse(body))
    asked.push(input)
    const how = reply()
    if (how === 'silence') return
    if (how === 'error') return void response.writeHead(500).end('{}')
    const texts = how === 'too few' ? input.slice(1) : input
    response.writeHead(200, { 'content-type': 'application/json' })
    const data = texts.map((text, index) => ({
      ...{ object: 'embedding', index, embedding: meaningOf(text) },
    }))
    response.end(JSON.stringify({ object: 'list', data, model: 'e', usage: {} }))
  })
  const ready = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', ready.resolve)
  await ready.promise
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const baseURL = `http://127.0.0.1:${port}/v1`
  const client = new OpenAI({ apiKey: 'k', baseURL, maxRetries: 0, logLevel: 'off' })
  const route = { provider: 'p', title: 'P', model: 'e', price: null, client }
  return { asked, route }
}

/** The question shares its words with every passage but the one that answers it. */
const text = [
  '# Shop\n\nWhere can you leave a message? Where can I leave feedback? At the desk.',
  '# Desk\n\nWhere can you leave my keys? Leave them where my colleague sits.',
  '# Cloakroom\n\nWhere can I leave my coat? You can leave my coat where I sit.',
  '# Post\n\nWhere can I leave my letters? You can leave letters where I said.',
  '# Lost things\n\nWhere can I leave what I found? You can leave it where I work.',
  '# Garage\n\nThe garage is behind the house.',
].join('\n\n')
const question = 'Where can I leave my car?'
const documents = [{ hash: 'h', name: 'faq.md' }]

function openLibrary(route: Awaited<ReturnType<typeof startEmbeddings>>['route'] | null) {
  const kept = new Map<string, readonly string[]>()
  const warned: string[] = []
  const store: ReadableDocuments = {
    findDocument: async () => ({ text }),
    findVectors: async (hash, model) => kept.get(`${hash} ${model}`) ?? null,
    saveVectors: async (hash, model, vectors) => {
      kept.set(`${hash} ${model}`, vectors)
    },
  }
  const library = createLibrary({
    store,
    embeddings: async () => route,
    log: { warn: (_, message) => warned.push(message) },
  })
  const find = async (said: string, ms = 5_000) => {
    const found = await library.find(documents, said, AbortSignal.timeout(ms))
    return found.map((passage) => passage.text.split('\n')[0])
  }
  return { find, kept, warned }
}

describe('passages', () => {
  it('are found by words alone without a provider', async () => {
    const { find } = openLibrary(null)
    expect(await find(question)).not.toContain('Garage')
    expect(await find('garage')).toEqual(['Garage'])
  })

  it('are found by their meaning with one, from the second time on: nobody waits for vectors', async () => {
    const { route, asked } = await startEmbeddings(() => 'vectors')
    const { find, kept } = openLibrary(route)
    expect(await find(question)).not.toContain('Garage')
    await vi.waitFor(() => expect(kept.size).toBe(1))
    const found = await find(question)
    expect([found[0], found.length]).toEqual(['Garage', 4])
    // The document once, then what was said.
    expect(asked.map(({ length }) => length)).toEqual([6, 1])
    // A word that only one passage has is not lost to what is about the same.
    expect(await find('my letters, and the price')).toContain('Post')
  })

  it.for<[string, Reply]>([
    ['fails', 'error'],
    ['never answers', 'silence'],
    ['sends too few vectors', 'too few'],
  ])('are found by their words while the provider %s', async ([, reply]) => {
    let now: Reply = 'vectors'
    const { route } = await startEmbeddings(() => now)
    const { find, kept } = openLibrary(route)
    await find(question)
    await vi.waitFor(() => expect(kept.size).toBe(1))
    now = reply
    const started = performance.now()
    const found = await find('letters', 150)
    expect(found[0]).toBe('Post')
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  it('are found by their words when a document cannot be embedded, which is said once', async () => {
    const { route } = await startEmbeddings(() => 'error')
    const { find, warned } = openLibrary(route)
    await find('garage')
    await vi.waitFor(() => expect(warned).toEqual(['A document was not embedded.']))
    expect(await find('garage')).toEqual(['Garage'])
    expect(warned).toHaveLength(1)
  })
})
