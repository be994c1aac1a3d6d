import type { Flow, FlowEdge } from '../flow/flow.ts'
import type { Change } from './change.ts'

export type Mark = 'added' | 'removed' | 'changed'

/** Two flows in one drawing: the second, with what only the first had. */
export interface Overlay {
  readonly flow: Flow
  /** By node id; a step without a mark says and does the same in both. */
  readonly steps: ReadonlyMap<string, Mark>
  /** By id of the wire in the drawing. */
  readonly wires: ReadonlyMap<string, Mark>
}

/** Lays two flows over each other; `changes` is what `compareFlows` found. */
export function overlay(before: Flow, after: Flow, changes: readonly Change[]): Overlay {
  const ids = new Set(after.nodes.map((node) => node.id))
  const ways = new Set(after.edges.map(wayOf))
  const oldWays = new Set(before.edges.map(wayOf))
  const gone = before.edges
    .filter((edge) => !ways.has(wayOf(edge)))
    .map((edge) => ({ ...edge, id: `was-${edge.id}`.slice(0, 100) }))
  return {
    flow: {
      ...after,
      nodes: [...after.nodes, ...before.nodes.filter((node) => !ids.has(node.id))],
      // What is there now is drawn above what is gone.
      edges: [...gone, ...after.edges],
    },
    steps: new Map(changes.flatMap(markOf)),
    wires: new Map([
      ...gone.map(({ id }): [string, Mark] => [id, 'removed']),
      ...after.edges
        .filter((edge) => !oldWays.has(wayOf(edge)))
        .map(({ id }): [string, Mark] => [id, 'added']),
    ]),
  }
}

const wayOf = (edge: FlowEdge): string => `${edge.source}\n${edge.sourceHandle}\n${edge.target}`

/** A way that leads elsewhere is a mark on its wire, not on the step. */
function markOf(change: Change): readonly [string, Mark][] {
  if (!('step' in change) || change.type === 'way') return []
  const mark =
    change.type === 'step.added' ? 'added' : change.type === 'step.removed' ? 'removed' : 'changed'
  return [[change.step.id, mark]]
}
