import type { ModelRoute } from '../llm/modelProviders.ts'
import type { Log } from '../log.ts'
import type { DocumentStore } from '../storage/documentStore.ts'

export interface VectorsDeps {
  readonly store: Pick<DocumentStore, 'findVectors' | 'saveVectors'>
  readonly log: Pick<Log, 'warn'>
}

interface Embedded {
  readonly hash: string
  readonly from: number
  readonly texts: readonly string[]
}

export interface Vectors {
  /**
   * Places of the passages nearest in meaning; none while a document has no vectors yet, which are then made behind the
   * scenes: no caller waits for them.
   */
  rank(
    route: ModelRoute,
    documents: readonly Embedded[],
    said: string,
    most: number,
    signal: AbortSignal,
  ): Promise<readonly number[]>
}

/** Texts that are sent at once. */
const batch = 64
/** Longest text that is sent. */
const longestText = 4_000
/** Milliseconds that one request may take. */
const patience = 30_000
/** Milliseconds a turn waits for the vector of what was said. */
const turnPatience = 1_000
/** Documents whose vectors stay in memory. */
const mostKept = 32
/** Milliseconds before a document that could not be embedded is tried again. */
const pause = 60_000

export function createVectors({ store, log }: VectorsDeps): Vectors {
  const kept = new Map<string, readonly Float32Array[]>()
  const making = new Map<string, number>()

  const load = async (route: ModelRoute, hash: string) => {
    const key = `${route.provider}/${route.model}/${hash}`
    const known = kept.get(key)
    if (known) return known
    const coded = await store.findVectors(hash, `${route.provider}/${route.model}`)
    if (!coded) return null
    const vectors = coded.map(decode)
    kept.set(key, vectors)
    // Oldest first: a server with many documents keeps few of them in memory.
    for (const old of [...kept.keys()].slice(0, -mostKept)) kept.delete(old)
    return vectors
  }
  const make = (route: ModelRoute, { hash, texts }: Embedded) => {
    const key = `${route.provider}/${route.model}/${hash}`
    if ((making.get(key) ?? 0) > performance.now()) return
    making.set(key, performance.now() + pause)
    embedAll(route, texts)
      .then((vectors) =>
        store.saveVectors(hash, `${route.provider}/${route.model}`, vectors.map(encode)),
      )
      .catch((error: unknown) => log.warn({ err: error }, 'A document was not embedded.'))
  }

  return {
    rank: async (route, documents, said, most, signal) => {
      const all = await Promise.all(documents.map(({ hash }) => load(route, hash)))
      for (const [index, vectors] of all.entries()) {
        const document = documents[index]
        if (!vectors && document) make(route, document)
      }
      if (all.some((vectors) => vectors === null)) return []
      const until = AbortSignal.any([signal, AbortSignal.timeout(turnPatience)])
      const [query] = await embed(route, [said], until).catch(() => [])
      if (!query) return []
      return documents
        .flatMap(({ from }, index) =>
          (all[index] ?? []).map((vector, offset) => ({
            place: from + offset,
            score: cosine(query, vector),
          })),
        )
        .sort((a, b) => b.score - a.score)
        .slice(0, most)
        .map(({ place }) => place)
    },
  }
}

async function embedAll(
  route: ModelRoute,
  texts: readonly string[],
): Promise<readonly Float32Array[]> {
  const vectors: Float32Array[] = []
  for (let at = 0; at < texts.length; at += batch) {
    const part = texts.slice(at, at + batch)
    vectors.push(...(await embed(route, part, AbortSignal.timeout(patience))))
  }
  return vectors
}

async function embed(
  { client, model }: ModelRoute,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<readonly Float32Array[]> {
  const { data } = await client.embeddings.create(
    {
      model,
      input: texts.map((text) => text.slice(0, longestText)),
      encoding_format: 'float',
    },
    { signal },
  )
  if (data.length !== texts.length) throw new Error('The server sent another number of vectors.')
  return data.map(({ embedding }) => Float32Array.from(embedding))
}

const encode = (vector: Float32Array): string =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')

function decode(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64')
  return new Float32Array(new Uint8Array(bytes).buffer)
}

function cosine(a: Float32Array, b: Float32Array): number {
  let [dot, sizeA, sizeB] = [0, 0, 0]
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [a[index] ?? 0, b[index] ?? 0]
    dot += x * y
    sizeA += x * x
    sizeB += y * y
  }
  return sizeA === 0 || sizeB === 0 ? 0 : dot / Math.sqrt(sizeA * sizeB)
}
