import { z } from 'zod'

/** Where Ollama listens when nobody told it otherwise. */
export const ollamaAddress = 'http://127.0.0.1:11434/v1'
/** Milliseconds; a program on this computer answers in a few. */
const patience = 400
const versionSchema = z.object({ version: z.string() })

/** Whether an Ollama runs on this computer. Never rejects, and takes no longer than its patience. */
export async function findOllama(
  address = ollamaAddress,
  get: typeof globalThis.fetch = fetch,
): Promise<boolean> {
  try {
    const response = await get(new URL('/api/version', address), {
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    })
    return response.ok && versionSchema.safeParse(await response.json()).success
  } catch {
    return false
  }
}
