import type { PinnedDocument } from '#shared/compile/modelControl.ts'
import { createPassageIndex, type PassageIndex } from '#shared/knowledge/passageIndex.ts'
import { splitPassages } from '#shared/knowledge/splitPassages.ts'
import type { Passage } from '#shared/session/event.ts'
import type { Library } from '../llm/library.ts'
import type { ModelRoute } from '../llm/modelProviders.ts'
import type { Log } from '../log.ts'
import type { DocumentStore } from '../storage/documentStore.ts'
import { createVectors } from './vectors.ts'

/** Where documents are read, and their vectors kept. */
export type ReadableDocuments = Pick<DocumentStore, 'findVectors' | 'saveVectors'> & {
  findDocument(hash: string): Promise<{ readonly text: string } | null>
}

export interface LibraryDeps {
  readonly store: ReadableDocuments
  /** What turns texts into vectors; null: words alone are searched. */
  readonly embeddings: () => Promise<ModelRoute | null>
  readonly log: Pick<Log, 'warn'>
}

/** Sets of documents whose indexes are kept in memory. */
const keptIndexes = 16
/** Most passages that a model is given, and characters of them all. */
const mostPassages = 4
const mostCharacters = 3_000
/** Places of each ranking that are looked at when two are joined. */
const depth = 20

interface Shelf {
  readonly index: PassageIndex
  readonly documents: readonly Kept[]
}
interface Kept {
  readonly hash: string
  /** Place of its first passage in the index. */
  readonly from: number
  readonly texts: readonly string[]
}

/** Documents out of the store, indexed once for each set that an agent has. */
export function createLibrary({ store, embeddings, log }: LibraryDeps): Library {
  const shelves = new Map<string, Promise<Shelf>>()
  const vectors = createVectors({ store, log })

  const shelfOf = (documents: readonly PinnedDocument[]): Promise<Shelf> => {
    const key = documents.map(({ hash }) => hash).join(' ')
    const known = shelves.get(key)
    shelves.delete(key)
    const shelf = known ?? openShelf(store, documents)
    // Newest last, so that the oldest is let go.
    shelves.set(key, shelf)
    shelf.catch(() => shelves.delete(key))
    for (const old of [...shelves.keys()].slice(0, -keptIndexes)) shelves.delete(old)
    return shelf
  }

  return {
    find: async (documents, said, signal) => {
      const { index, documents: kept } = await shelfOf(documents)
      const byWords = index.rank(said, depth)
      const route = await embeddings().catch(() => null)
      const byMeaning = route ? await vectors.rank(route, kept, said, depth, signal) : []
      return pick(index, takeInTurn(byMeaning, byWords))
    },
  }
}

async function openShelf(
  store: ReadableDocuments,
  documents: readonly PinnedDocument[],
): Promise<Shelf> {
  const passages: Passage[] = []
  const kept: Kept[] = []
  for (const { hash, name } of documents) {
    const document = await store.findDocument(hash)
    if (!document) throw new Error(`“${name}” is not on this server any more.`)
    const texts = splitPassages(document.text)
    kept.push({ hash, from: passages.length, texts })
    passages.push(...texts.map((text, index) => ({ document: name, part: index + 1, text })))
  }
  return { index: await createPassageIndex(passages), documents: kept }
}

/**
 * The best of each ranking in turn, each passage once: the nearest in meaning is never crowded out by passages that share
 * words with what was said, nor a name or a number by what is about the same. Sums of places would let that happen.
 */
function takeInTurn(...ranks: readonly (readonly number[])[]): readonly number[] {
  const longest = Math.max(0, ...ranks.map(({ length }) => length))
  const turns = Array.from({ length: longest }, (_, place) =>
    ranks.flatMap((rank) => rank.slice(place, place + 1)),
  )
  return [...new Set(turns.flat())]
}

function pick({ passages }: PassageIndex, places: readonly number[]): readonly Passage[] {
  const picked: Passage[] = []
  let characters = 0
  for (const place of places) {
    const passage = passages[place]
    if (!passage || picked.length === mostPassages) break
    characters += passage.text.length
    if (characters > mostCharacters && picked.length > 0) break
    picked.push(passage)
  }
  return picked
}
