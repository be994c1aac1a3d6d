import { z } from 'zod'
import type { ListedModels } from '#shared/api/providers.ts'
import { type Access, createClient } from './createClient.ts'
import { explainFailure, failure } from './explainFailure.ts'

/** Of OpenAI's answer and its likes only this is looked at. */
const pageSchema = z.object({ data: z.array(z.object({ id: z.string().max(200) })) })
const mostModels = 1_000
/** Milliseconds that a person waits for a list. */
const patience = 4_000

/** Asks a server which models it has. Never rejects. */
export async function listModels(access: Access): Promise<ListedModels> {
  try {
    const client = createClient(access, patience)
    const answer: unknown = await client.get('/models', {
      signal: AbortSignal.timeout(patience),
    })
    // Together answers with the list alone.
    const page = pageSchema.safeParse(Array.isArray(answer) ? { data: answer } : answer)
    if (!page.success) return { models: [], failure: failure('address') }
    const names = page.data.data.map(({ id }) => id).slice(0, mostModels)
    return { models: [...new Set(names)].sort(), failure: null }
  } catch (error) {
    return { models: [], failure: explainFailure(error, access.key) }
  }
}
