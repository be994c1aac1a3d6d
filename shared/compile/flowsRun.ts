import type { Flow } from '../flow/flow.ts'
import { createGraph, type Flows } from './graph.ts'

/** Ids of the flows that a flow runs, and those of them which the given flows lead to: each once, itself left out. */
export function flowsRun(flow: Flow, flows: Flows): readonly string[] {
  const found = new Set<string>()
  const open = [flow]
  for (let next = open.pop(); next; next = open.pop()) {
    for (const id of createGraph(next).subflows) {
      if (id === flow.id || found.has(id)) continue
      found.add(id)
      const other = flows.get(id)
      if (other) open.push(other)
    }
  }
  return [...found]
}
