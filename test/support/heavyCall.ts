import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll } from 'vitest'

/** A name without a file, free again when its process is gone; where there is no such thing, nobody waits. */
const path = '\0fml-studio-heavy-call'
/** Longer than any of these files takes. */
const patience = 200_000

/**
 * For a file whose calls are spoken and recognised as they go, which takes most of a core: of such files one runs at a time, whatever
 * runs beside it.
 */
export function waitForOtherHeavyCalls(): void {
  let held: Server | null = null
  beforeAll(async () => {
    for (const began = performance.now(); performance.now() - began < patience; ) {
      const server = createServer()
      const problem = await new Promise<string | null>((resolve) => {
        server.once('error', (error) => resolve('code' in error ? String(error.code) : ''))
        server.listen({ path }, () => resolve(null))
      })
      if (problem === null) held = server
      if (problem !== 'EADDRINUSE') return
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }, patience + 20_000)
  afterAll(() => {
    held?.close()
  })
}
