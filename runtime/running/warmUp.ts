import type { Log } from '../log.ts'

/** Milliseconds after the start: whoever calls first does not wait for what later calls need. */
const pause = 1_000

/** Reads the libraries that a start does not wait for, before somebody on the phone would. */
export function warmUp(usesModels: boolean, log: Log): void {
  const read = async () => {
    await import('undici')
    if (!usesModels) return
    await import('../providers/createClient.ts')
    await import('../llm/performTurn.ts')
  }
  const begin = () =>
    read().catch((error: unknown) => log.error({ err: error }, 'A library cannot be read.'))
  setTimeout(() => void begin(), pause).unref()
}
