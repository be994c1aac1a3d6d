import type { ListedModels } from '#shared/api/providers.ts'
import type { Access } from './createClient.ts'

/** Milliseconds for which a list is taken to be as it was. */
const keptFor = 5 * 60_000
const failureKeptFor = 15_000

/** Asks a server which models it has. Never rejects. */
export const listModels = async (access: Access): Promise<ListedModels> =>
  (await import('./listModels.ts')).listModels(access)

interface Kept {
  readonly listed: Promise<ListedModels>
  readonly until: number
}

/** Remembers lists, so that a screen does not ask every server each time it is opened. */
export function createModelLists(now: () => number, ask = listModels) {
  const kept = new Map<string, Kept>()
  return (access: Access): Promise<ListedModels> => {
    const id = JSON.stringify(access)
    const known = kept.get(id)
    if (known && known.until > now()) return known.listed
    const listed = ask(access)
    kept.set(id, { listed, until: now() + keptFor })
    void listed.then((answer) => {
      if (answer.failure) kept.set(id, { listed, until: now() + failureKeptFor })
    })
    // Keys that were replaced must not stay in memory for ever.
    for (const old of [...kept.keys()].slice(0, -50)) kept.delete(old)
    return listed
  }
}
