import type { Diagnostic } from '../../diagnostic.ts'
import type { SubflowUse } from '../../nodes/defineNode.ts'
import type { Check } from '../check.ts'
import type { FlowGraph } from '../graph.ts'
import { maxDepth, maxLinkedNodes } from '../linkFlow.ts'
import { outcomesOf } from '../outcomesOf.ts'

type PlacedDiagnostic = Diagnostic & { readonly path: string }

/** Flows that are run: whether they are there, end, fit, and know the names used for them. */
export const subflows: Check = (graph) => {
  if (!graph.knowsFlows || graph.subflows.length === 0) return []
  return [...graph.typed.values()].flatMap((typed) =>
    typed.flows.flatMap(({ at, use }) =>
      check(graph, use).map((one) => ({
        ...one,
        path: `${at}${one.path}`,
        nodeId: typed.node.id,
        message: `“${typed.node.name}”: ${one.message}`,
      })),
    ),
  )
}

function check(graph: FlowGraph, use: SubflowUse): readonly PlacedDiagnostic[] {
  const inner = graph.subgraph(use.flow)
  if (!inner) {
    return [
      error('subflow.unknown', 'flow', `there is no flow ${use.flow}.`, 'Choose another flow.'),
    ]
  }
  const circle = circleFrom(graph, [graph.flow.id], use.flow)
  if (circle) {
    const names = circle.map((id) => `“${graph.subgraph(id)?.flow.name ?? id}”`)
    return [
      error(
        'subflow.recursion',
        'flow',
        `flows run each other in a circle: ${names.join(' → ')}.`,
        'Take one of them out of the circle.',
      ),
    ]
  }
  const { nodes, depth } = sizeOf(inner, new Map())
  if (nodes + graph.typed.size > maxLinkedNodes || depth > maxDepth) {
    return [
      error(
        'subflow.tooLarge',
        'flow',
        `with everything it runs this makes ${nodes} steps, ${depth} flows deep.`,
        `A call can hold ${maxLinkedNodes} steps, ${maxDepth} flows deep.`,
      ),
    ]
  }
  return [...checkVariables(inner, use), ...checkOutcomes(inner, use.outcomes)]
}

/** The circle of flows that begins with this one, if there is one; each flow is looked at once. */
function circleFrom(
  graph: FlowGraph,
  path: readonly string[],
  flowId: string,
  done: Set<string> = new Set(),
): readonly string[] | null {
  const at = path.indexOf(flowId)
  if (at >= 0) return [...path.slice(at), flowId]
  // A path that long is refused as too deep.
  if (done.has(flowId) || path.length > 200) return null
  done.add(flowId)
  const inner = graph.subgraph(flowId)
  for (const next of inner?.subflows ?? []) {
    const circle = circleFrom(graph, [...path, flowId], next, done)
    if (circle) return circle
  }
  return null
}

interface Size {
  readonly nodes: number
  readonly depth: number
}

/** Steps of a flow with all it runs; there are no circles. */
function sizeOf(graph: FlowGraph, known: Map<FlowGraph, Size>): Size {
  const before = known.get(graph)
  if (before) return before
  let nodes = graph.typed.size
  let depth = 1
  for (const id of graph.subflows) {
    const inner = graph.subgraph(id)
    if (!inner) continue
    const size = sizeOf(inner, known)
    nodes += size.nodes
    depth = Math.max(depth, size.depth + 1)
  }
  known.set(graph, { nodes, depth })
  return { nodes, depth }
}

function checkVariables(inner: FlowGraph, use: SubflowUse): readonly PlacedDiagnostic[] {
  const declared = new Set(inner.flow.variables.map((variable) => variable.name))
  return (['inputs', 'outputs'] as const).flatMap((path) =>
    use[path].flatMap((name) =>
      declared.has(name)
        ? []
        : [
            error(
              'subflow.unknownVariable',
              path,
              `the flow “${inner.flow.name}” has no variable ${name}.`,
              'Choose one of its variables, or add it there.',
            ),
          ],
    ),
  )
}

function checkOutcomes(
  inner: FlowGraph,
  listed: SubflowUse['outcomes'],
): readonly PlacedDiagnostic[] {
  if (listed === null) return []
  const ends = outcomesOf(inner)
  const isOpenEnded = ends.some((outcome) => outcome.includes('{'))
  const unlisted = ends.filter(
    (outcome) => !outcome.includes('{') && !listed.includes(outcome || 'completed'),
  )
  const missing = isOpenEnded
    ? []
    : listed.filter((outcome) => outcome !== 'completed' && !ends.includes(outcome))
  return [
    ...unlisted.map((outcome) =>
      warning(
        'subflow.unlistedOutcome',
        `“${inner.flow.name}” can end with “${outcome}”, which then goes by “Failed”.`,
        'Add the outcome, so that it has a way of its own.',
      ),
    ),
    ...missing.map((outcome) =>
      warning(
        'subflow.noSuchOutcome',
        `“${inner.flow.name}” never ends with “${outcome}”.`,
        'Remove the outcome, or correct its name.',
      ),
    ),
  ]
}

const error = (code: string, path: string, message: string, hint: string): PlacedDiagnostic => ({
  code,
  severity: 'error',
  path,
  message,
  hint,
})
const warning = (code: string, message: string, hint: string): PlacedDiagnostic => ({
  code,
  severity: 'warning',
  path: 'outcomes',
  message,
  hint,
})
