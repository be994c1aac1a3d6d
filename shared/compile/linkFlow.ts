import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type Flow, scopeName } from '../flow/flow.ts'
import { createGraph, type FlowGraph } from './graph.ts'
import { type Op, type OpId, type Program, programVersion } from './program.ts'

/** Where unexpected errors and unwired ports that would leave a caller in silence lead. */
export const errorOp = '$error'
/** Where the other unwired ports lead: the call ends. */
export const hangupOp = '$hangup'

/**
 * Makes a program of a flow, also of one with errors (for the screen): what is broken leads to the error path. Linear;
 * the same flow gives the same bytes; positions and names on the canvas do not count.
 */
export const linkFlow = (flow: Flow): Program => linkGraph(createGraph(flow))

const linked = new WeakMap<FlowGraph, Linked>()
type Linked = Omit<Program, 'hash'>

export function linkGraph(graph: FlowGraph): Program {
  const body = linkBody(graph)
  return { ...body, hash: `sha256:${bytesToHex(sha256(utf8ToBytes(JSON.stringify(body))))}` }
}

/** The program before it is hashed; made once for a graph, as a check reads it too. */
export function linkBody(graph: FlowGraph): Linked {
  const known = linked.get(graph)
  if (known) return known
  const fresh = link(graph)
  linked.set(graph, fresh)
  return fresh
}

function link(graph: FlowGraph): Linked {
  const { flow } = graph
  const ops: [OpId, Op][] = [
    [errorOp, { op: 'end', node: '', text: flow.settings.errorText, outcome: 'error' }],
    [hangupOp, { op: 'end', node: '', text: '', outcome: 'completed' }],
  ]
  const scopes: [string, string][] = []
  for (const { node, definition } of graph.typed.values()) {
    const ports = graph.ports.get(node.id) ?? []
    const target = (port: string): OpId => {
      const to = graph.target(node.id, port)
      if (to !== undefined && graph.typed.has(to)) return to
      return ports.find((one) => one.id === port)?.unwired === 'warning' ? hangupOp : errorOp
    }
    ops.push(...Object.entries(definition.compile(node, { target })))
    if (definition.collects(node.data).length > 0) scopes.push([node.id, scopeName(node.name)])
  }
  return {
    program: programVersion,
    entry: graph.start?.id ?? errorOp,
    error: errorOp,
    language: flow.settings.language,
    voice: flow.settings.voice,
    longestCall: flow.settings.longestCall * 1_000,
    variables: flow.variables,
    scopes: sorted(scopes),
    ops: sorted(ops),
  }
}

/** In code unit order, so that the order in which steps were drawn does not change the hash. */
const sorted = <Value>(entries: [string, Value][]): Readonly<Record<string, Value>> =>
  Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
