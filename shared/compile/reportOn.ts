import type { Diagnostic } from '../diagnostic.ts'
import type { Flow } from '../flow/flow.ts'
import { checkGraph } from './checkFlow.ts'
import { createGraph, type FlowGraph, type FlowOptions } from './graph.ts'
import { linkGraph } from './linkFlow.ts'
import { longestWays, wayFrom } from './longest.ts'
import { waitsFor } from './opGraph.ts'
import { type MappedPage, mapPages } from './pages.ts'
import type { Op, OpId, Program } from './program.ts'
import { promptsOf } from './prompts.ts'
import { waysOf } from './ways.ts'

/** What a flow is like as a call. */
export interface FlowReport {
  readonly hash: string
  readonly nodes: number
  readonly ops: number
  readonly pages: readonly MappedPage[]
  readonly diagnostics: readonly Diagnostic[]
  /** The longest time that a caller may hear nothing, when every outside answer takes as long as it may. */
  readonly silence: {
    readonly milliseconds: number
    readonly effects: number
    /** Node ids in order. */
    readonly nodes: readonly string[]
  }
  /** Of the path with most nodes: turns it takes, and those of an engine that answers one node a turn. */
  readonly roundTrips: {
    readonly nodes: readonly string[]
    readonly turns: number
    readonly onePerNode: number
  }
  readonly unreachable: readonly string[]
  /** Every way out that a caller can take: what tests of this flow should go through. */
  readonly coverage: readonly {
    readonly nodeId: string
    readonly port: string
    readonly title: string
    readonly isWired: boolean
  }[]
}

/** Measures a flow: silence, round trips, what cannot be reached, what to cover. Linear; also for one with errors. */
export function reportOn(flow: Flow, options: FlowOptions = {}): FlowReport {
  const graph = createGraph(flow, options)
  const program = linkGraph(graph)
  return {
    hash: program.hash,
    nodes: flow.nodes.length,
    ops: Object.keys(program.ops).length,
    pages: mapPages(program),
    diagnostics: checkGraph(graph),
    silence: longestSilence(program),
    roundTrips: countTrips(program),
    unreachable: flow.nodes.flatMap((node) => (graph.reachable.has(node.id) ? [] : [node.id])),
    coverage: coverageOf(graph),
  }
}

function longestSilence({ ops }: Program): FlowReport['silence'] {
  const next = new Map(
    Object.entries(ops).map(([id, op]) => [id, isHeard(op) ? [] : waysOf(op)] as const),
  )
  const ways = longestWays(next, (id) => quiet(ops[id]))
  // Silence begins where an op is entered, and where a caller who has spoken to a model waits for it.
  const afterSpeech = Object.entries(ops).map(([id, op]) => {
    const on = waysOf(op).toSorted((a, b) => (ways.get(b)?.total ?? 0) - (ways.get(a)?.total ?? 0))
    const turn = op.op === 'model' ? op.timeout : quiet(op)
    const to = isHeard(op) ? on[0] : ways.get(id)?.to
    return { id, to, total: turn + (to ? (ways.get(to)?.total ?? 0) : 0) }
  })
  const worst = afterSpeech.reduce<(typeof afterSpeech)[number] | null>(
    (best, one) => (best === null || one.total > best.total ? one : best),
    null,
  )
  if (worst === null || worst.total === 0) return { milliseconds: 0, effects: 0, nodes: [] }
  const ids = [worst.id, ...(worst.to ? wayFrom(ways, worst.to) : [])].filter(
    (id, index) => (ops[id]?.op === 'model' && index === 0) || quiet(ops[id]) > 0,
  )
  return {
    milliseconds: worst.total,
    effects: ids.filter((id) => ops[id]?.op !== 'pause').length,
    nodes: nodesOf(ops, ids),
  }
}

const heard: ReadonlySet<Op['op']> = new Set([
  'gather',
  'play',
  'digits',
  'record',
  'dial',
  'stream',
])
/** Whether the caller hears something as the op comes. */
const isHeard = (op: Op): boolean =>
  heard.has(op.op) || promptsOf(op).some((text) => text.trim() !== '')

/** Milliseconds of an op in which nothing is heard. */
function quiet(op: Op | undefined): number {
  if (op === undefined || isHeard(op)) return 0
  if (op.op === 'pause') return op.length
  if (op.op === 'request') return op.detached ? 0 : op.timeout
  return op.op === 'model' ? op.timeout : 0
}

function countTrips({ ops, entry }: Program): FlowReport['roundTrips'] {
  const next = new Map(
    Object.entries(ops).map(([id, op]) => [id, waysOf(op).filter((to) => to in ops)] as const),
  )
  // Only the first op of a node counts it.
  const ways = longestWays(next, (id) => (ops[id]?.node === id ? 1 : 0))
  const path = wayFrom(ways, entry)
  let turns = 1
  let inputs = 0
  let hasVerbs = false
  for (const id of path) {
    const op = ops[id]
    if (!op) continue
    if (waitsFor(op) === 'caller') [turns, inputs, hasVerbs] = [turns + 1, inputs + 1, false]
    else if (waitsFor(op) === 'effect') {
      // Verbs collected before are answered at once, and the engine comes back for the rest.
      if (hasVerbs) turns++
      hasVerbs = false
    } else if (isHeard(op)) hasVerbs = true
  }
  const nodes = nodesOf(ops, path)
  return { nodes, turns, onePerNode: nodes.length + inputs }
}

const nodesOf = (ops: Readonly<Record<OpId, Op>>, ids: readonly OpId[]): readonly string[] => [
  ...new Set(ids.flatMap((id) => ops[id]?.node || [])),
]

const coverageOf = (graph: FlowGraph): FlowReport['coverage'] =>
  graph.flow.nodes.flatMap((node) =>
    graph.reachable.has(node.id)
      ? (graph.ports.get(node.id) ?? []).map((port) => ({
          nodeId: node.id,
          port: port.id,
          title: port.title,
          isWired: graph.target(node.id, port.id) !== undefined,
        }))
      : [],
  )
