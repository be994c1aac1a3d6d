import type { Flow } from '#shared/flow/flow.ts'
import type { FlowStore } from '../storage/store.ts'

/** The flows that a flow may run inside itself, by id. */
export const allFlows = async (
  store: Pick<FlowStore, 'listFlows'>,
): Promise<ReadonlyMap<string, Flow>> =>
  new Map((await store.listFlows()).map(({ flow }) => [flow.id, flow]))
