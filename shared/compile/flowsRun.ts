import type { Flow } from '../flow/flow.ts'
import { parseData } from '../nodes/parseData.ts'
import type { Flows } from './graph.ts'

/** Ids of the flows that a flow runs, and those of them which the given flows lead to: each once, itself left out. */
export function flowsRun(flow: Flow, flows: Flows): readonly string[] {
  const found = new Set<string>()
  const open = [flow]
  for (let next = open.pop(); next; next = open.pop()) {
    for (const id of runBy(next)) {
      if (id === flow.id || found.has(id)) continue
      found.add(id)
      const other = flows.get(id)
      if (other) open.push(other)
    }
  }
  return [...found]
}

const runBy = ({ nodes }: Flow): readonly string[] =>
  nodes.flatMap((node) => {
    const parsed = parseData(node)
    return parsed.ok ? parsed.value.flows.map(({ use }) => use.flow) : []
  })
