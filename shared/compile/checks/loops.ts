import type { Check } from '../check.ts'
import type { FlowGraph } from '../graph.ts'
import { linkGraph } from '../linkFlow.ts'
import type { Op, OpId } from '../program.ts'

/** Loops in which a call would run for ever without waiting for anybody. */
export const loops: Check = (graph) => {
  const { ops } = linkGraph(graph)
  return cyclesOf(ops).flatMap((cycle) => {
    const nodes = [...new Set(cycle.map((id) => ops[id]?.node ?? ''))]
    const inside = nodes.filter((id) => graph.reachable.has(id))
    const first = inside[0]
    return first === undefined
      ? []
      : [
          {
            code: 'loop.neverWaits',
            severity: 'error' as const,
            nodeId: first,
            message: `${inside.map((id) => `“${nameOf(graph, id)}”`).join(' → ')} go round without ever waiting for the caller.`,
            hint: 'Put a step that listens into the loop, or lead it out.',
          },
        ]
  })
}

const nameOf = (graph: FlowGraph, id: string): string => graph.typed.get(id)?.node.name ?? id

/** Ops that follow without waiting; those that wait end the walk. */
function followers(op: Op): readonly OpId[] {
  switch (op.op) {
    case 'say':
    case 'play':
    case 'pause':
    case 'set':
      return [op.next]
    case 'goto':
      return [op.to]
    case 'branch':
      return [...op.rules.map((rule) => rule.to), op.else]
    case 'count':
      // `under` asks again and so waits.
      return [op.over.noInput, op.over.noMatch]
    case 'gather':
    case 'request':
    case 'model':
    case 'end':
      return []
  }
}

/** One cycle per strongly connected component: Tarjan 1972, iterative. */
function cyclesOf(ops: Readonly<Record<OpId, Op>>): readonly (readonly OpId[])[] {
  const index = new Map<OpId, number>()
  const low = new Map<OpId, number>()
  const stack: OpId[] = []
  const onStack = new Set<OpId>()
  const cycles: OpId[][] = []
  const next = new Map<OpId, readonly OpId[]>(
    Object.entries(ops).map(([id, op]) => [id, followers(op)]),
  )
  for (const root of next.keys()) {
    if (index.has(root)) continue
    const work: { readonly id: OpId; at: number }[] = [{ id: root, at: 0 }]
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const { id } = frame
      if (frame.at === 0) {
        index.set(id, index.size)
        low.set(id, index.get(id) ?? 0)
        stack.push(id)
        onStack.add(id)
      }
      const to = next.get(id)?.[frame.at]
      frame.at++
      if (to !== undefined) {
        if (!index.has(to)) work.push({ id: to, at: 0 })
        else if (onStack.has(to)) low.set(id, Math.min(low.get(id) ?? 0, index.get(to) ?? 0))
        continue
      }
      work.pop()
      const parent = work.at(-1)
      if (parent) low.set(parent.id, Math.min(low.get(parent.id) ?? 0, low.get(id) ?? 0))
      if (low.get(id) !== index.get(id)) continue
      const component = stack.splice(stack.lastIndexOf(id))
      for (const member of component) onStack.delete(member)
      if (component.length > 1 || next.get(id)?.includes(id)) cycles.push(component)
    }
  }
  return cycles
}
