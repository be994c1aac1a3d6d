import type { ProviderRecord, ProviderStore } from '#runtime/storage/providerStore.ts'
import type { Choices } from '#shared/api/providers.ts'

/** Keeps providers in memory. */
export function createFakeProviderStore(
  records: readonly ProviderRecord[] = [],
  chosen: Partial<Choices> = {},
): ProviderStore {
  const kept = new Map(records.map((record) => [record.id, record]))
  let choices: Choices = {
    ...{ model: '', fallback: '', speech: '', transcription: '', embeddings: '' },
    ...chosen,
  }
  return {
    listProviders: async () => [...kept.values()],
    saveProvider: async (record) => {
      kept.set(record.id, record)
    },
    deleteProvider: async (id) => kept.delete(id),
    readChoices: async () => choices,
    saveChoices: async (next) => {
      choices = next
    },
  }
}
