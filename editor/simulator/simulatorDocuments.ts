import type { PinnedDocument } from '#shared/compile/modelControl.ts'
import type { Program } from '#shared/compile/program.ts'
import type { PassageIndex } from '#shared/knowledge/passageIndex.ts'
import type { Passage } from '#shared/session/event.ts'
import { agentClient } from '../api/agentClient.ts'

/** Indexes of the documents that agents of the simulated flow have, by their hashes. */
const indexes = new Map<string, PassageIndex>()
/** Most passages that an agent is given, as in a call. */
const mostPassages = 4

const keyOf = (documents: readonly PinnedDocument[]) => documents.map(({ hash }) => hash).join(' ')

/** Fetches and indexes what agents answer from, so that the built-in responder can look it up without waiting. */
export async function prepareDocuments({ ops }: Program): Promise<void> {
  for (const op of Object.values(ops)) {
    if (op.op === 'model' && op.documents) await prepare(op.documents)
  }
}

async function prepare(documents: readonly PinnedDocument[]): Promise<void> {
  const key = keyOf(documents)
  if (indexes.has(key)) return
  const [{ createPassageIndex }, { splitPassages }, ...texts] = await Promise.all([
    import('#shared/knowledge/passageIndex.ts'),
    import('#shared/knowledge/splitPassages.ts'),
    ...documents.map(({ hash }) => agentClient.documentText(hash)),
  ])
  const passages = texts.flatMap(({ text }, place) =>
    splitPassages(text).map((passage, index) => ({
      document: documents[place]?.name ?? '',
      part: index + 1,
      text: passage,
    })),
  )
  indexes.set(key, await createPassageIndex(passages))
}

/** Passages that fit what was said; none where the documents could not be fetched. */
export function passagesFor(
  documents: readonly PinnedDocument[],
  said: string,
): readonly Passage[] {
  const index = indexes.get(keyOf(documents))
  return (index?.rank(said, mostPassages) ?? []).flatMap((place) => index?.passages[place] ?? [])
}
