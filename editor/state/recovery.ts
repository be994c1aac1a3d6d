import { z } from 'zod'
import { flowSchema } from '#shared/flow/flow.ts'
import type { Unsaved } from './autosave.ts'
import { isTabOpen, tabId } from './tab.ts'

const keptSchema = z.object({
  flow: flowSchema,
  revision: z.number().int(),
  base: flowSchema.optional(),
})
/** Each window keeps its own work: two of them on one flow must not overwrite each other’s. */
const keyOf = (flowId: string, tab = tabId) => `fml-studio.unsaved.${flowId}.${tab}`

/** Keeps work that has not reached the server in this browser; null forgets it. False when there is no room. */
export function keepUnsaved(flowId: string, unsaved: Unsaved | null): boolean {
  if (unsaved === null) {
    forget(keyOf(flowId))
    return true
  }
  const { base: _base, ...withoutBase } = unsaved
  return write(keyOf(flowId), unsaved) || write(keyOf(flowId), withoutBase)
}

function write(key: string, value: object): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value))
    return true
  } catch {
    // Private windows and full disks refuse: the flow is still in the open page.
    return false
  }
}

function forget(key: string): void {
  try {
    localStorage.removeItem(key)
  } catch {
    // Nothing is kept where nothing may be.
  }
}

/** Work that has not reached the server, of this window or of one that is closed. */
export interface Recovered extends Unsaved {
  forget(): void
}

/** Work of earlier visits, oldest window first; that of windows that are open is theirs. */
export async function readUnsaved(flowId: string): Promise<readonly Recovered[]> {
  const prefix = keyOf(flowId, '')
  const found: Recovered[] = []
  for (const key of keysWith(prefix)) {
    if (await isTabOpen(key.slice(prefix.length))) continue
    const kept = read(key)
    if (kept) found.push({ ...kept, forget: () => forget(key) })
  }
  return found
}

function keysWith(prefix: string): readonly string[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .sort()
  } catch {
    return []
  }
}

function read(key: string): Unsaved | null {
  try {
    const kept = keptSchema.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null'))
    return kept.success ? kept.data : null
  } catch {
    return null
  }
}
