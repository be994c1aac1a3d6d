import type { FlowVariable } from '#shared/flow/flow.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { allFlows } from '../calls/allFlows.ts'
import { labelsOf } from '../calls/labelsOf.ts'
import type { Programs } from '../calls/programs.ts'
import type { OutboundProgram } from '../storage/outboundTypes.ts'
import type { FlowStore } from '../storage/store.ts'

export interface ResolveDeps {
  readonly store: FlowStore
  readonly programs: Programs
}

export interface Resolved {
  readonly program: OutboundProgram
  readonly variables: readonly FlowVariable[]
}

/** What a call of ours runs: a version, the saved draft, or what answers the number it comes from. */
export async function resolveProgram(
  { store, programs }: ResolveDeps,
  flow: { readonly id: string; readonly version: number | null } | null,
  from: string,
): Promise<Result<Resolved, string>> {
  if (flow && flow.version !== null)
    return resolveVersion({ store, programs }, flow.id, flow.version)
  const target = await programs.resolve(flow ? `draft-${flow.id}` : from, null)
  if (target.type === 'problem') return err(`flow: ${target.text}`)
  if (target.type === 'nobody') {
    return err(
      flow
        ? 'flow: There is no such flow here (any more).'
        : `flow: ${from} answers with no flow: name one, or publish one to this number.`,
    )
  }
  const { flowId, flowName, version, labels } = target.call
  const { hash, variables } = target.program
  return ok({ program: { flowId, flowName, version, labels, hash }, variables })
}

async function resolveVersion(
  { store, programs }: ResolveDeps,
  flowId: string,
  version: number,
): Promise<Result<Resolved, string>> {
  const found = await store.findVersion(flowId, version)
  if (!found) return err(`flow: There is no version ${version} of this flow.`)
  const program = await programs.load(found.hash)
  const labels = await store.saveProgram(program, labelsOf(found.flow, await allFlows(store)))
  return ok({
    program: { flowId, flowName: found.flow.name, version, labels, hash: found.hash },
    variables: program.variables,
  })
}
