import { linkFlows } from '#shared/compile/linkFlow.ts'
import type { Program } from '#shared/compile/program.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { parseData } from '#shared/nodes/parseData.ts'

/** Most other flows that are fetched for one draft. */
const mostFlows = 50

/**
 * Compiles the draft as it is drawn this moment, with the flows that it runs inside. `load` gives another flow, or null
 * when it is not there: its step then takes its way out for a failure, as a real call would.
 */
export async function compileDraft(
  flow: Flow,
  load: (id: string) => Promise<Flow | null>,
): Promise<Program> {
  const flows = new Map([[flow.id, flow]])
  const open = [flow]
  // Grows while it is read: a subflow may run others.
  for (const one of open) {
    for (const id of subflowsOf(one)) {
      if (flows.has(id) || flows.size > mostFlows) continue
      const found = await load(id)
      if (!found) continue
      flows.set(id, found)
      open.push(found)
    }
  }
  return linkFlows(flow, { flows })
}

const subflowsOf = (flow: Flow): readonly string[] =>
  flow.nodes.flatMap((node) => {
    const parsed = parseData(node)
    return parsed.ok ? parsed.value.flows.map(({ use }) => use.flow) : []
  })
