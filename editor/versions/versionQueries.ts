import { useQuery } from '@tanstack/react-query'
import { flowsRun } from '#shared/compile/flowsRun.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { ApiError, client } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'

/** The published versions of a flow, newest first; again and again while somebody looks, as calls come and go. */
export const useVersions = (flowId: string) =>
  useQuery({
    queryKey: ['versions', flowId],
    queryFn: () => client.versions(flowId),
    refetchInterval: 10_000,
  })

/** One version; it never changes, but for its note. */
export const useVersion = (flowId: string, version: number | null) =>
  useQuery({
    queryKey: ['version', flowId, version],
    queryFn: () => client.version(flowId, version ?? 0),
    enabled: version !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Saves a note and asks for the list again. */
export async function saveNote(flowId: string, version: number, note: string): Promise<void> {
  await client.saveNote(flowId, version, note)
  await queryClient.invalidateQueries({ queryKey: ['versions', flowId] })
}

/** The flows that a flow runs, as the server holds them; one that is not there is left out. */
export async function loadFlowsRun(flow: Flow): Promise<ReadonlyMap<string, Flow>> {
  const flows = new Map<string, Flow>()
  const missing = new Set<string>()
  for (;;) {
    const wanted = flowsRun(flow, flows).filter((id) => !flows.has(id) && !missing.has(id))
    if (wanted.length === 0) return flows
    await Promise.all(
      wanted.map(async (id) => {
        try {
          flows.set(id, (await client.flow(id)).flow)
        } catch (error) {
          if (!(error instanceof ApiError)) throw error
          missing.add(id)
        }
      }),
    )
  }
}
