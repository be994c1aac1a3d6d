import { z } from 'zod'
import { type Flow, flowSchema } from '#shared/flow/flow.ts'

const keptSchema = z.object({ flow: flowSchema, revision: z.number().int() })
const keyOf = (flowId: string) => `fml-studio.unsaved.${flowId}`

/** Keeps work that has not reached the server in this browser; null forgets it. */
export function keepUnsaved(
  flowId: string,
  unsaved: { readonly flow: Flow; readonly revision: number } | null,
): void {
  try {
    if (unsaved === null) localStorage.removeItem(keyOf(flowId))
    else localStorage.setItem(keyOf(flowId), JSON.stringify(unsaved))
  } catch {
    // Private windows and full disks refuse: the flow is still in the open page.
  }
}

/** Work of an earlier visit that has not reached the server. */
export function readUnsaved(
  flowId: string,
): { readonly flow: Flow; readonly revision: number } | null {
  try {
    const text = localStorage.getItem(keyOf(flowId))
    const kept = text === null ? null : keptSchema.safeParse(JSON.parse(text))
    return kept?.success ? kept.data : null
  } catch {
    return null
  }
}
