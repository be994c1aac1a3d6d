import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Flow, FlowSettings } from '../flow/flow.ts'
import { callScope } from '../nodes/callScope.ts'
import type { CompileContext, LinkedSubflow } from '../nodes/defineNode.ts'
import type { Voicing } from '../nodes/fields.ts'
import type { CompiledNode, TypedNode } from '../nodes/typedNode.ts'
import { createGraph, type FlowGraph, type FlowOptions } from './graph.ts'
import { type Listener, type Op, type OpId, type Program, programVersion } from './program.ts'

/** Where unexpected errors and unwired ports that would leave a caller in silence lead. */
export const errorOp = '$error'
/** Where the other unwired ports lead: the call ends. */
export const hangupOp = '$hangup'

/**
 * Makes a program of a flow, also of one with errors (for the screen): what is broken leads to the error path. Linear;
 * the same flow gives the same bytes; positions and names on the canvas do not count.
 */
export const linkFlow = (flow: Flow): Program => linkGraph(createGraph(flow))

/** The same with the flows it may run. */
export const linkFlows = (flow: Flow, options: FlowOptions): Program =>
  linkGraph(createGraph(flow, options))

/** A program before it is hashed. */
export type Linked = Omit<Program, 'hash'>

const linked = new WeakMap<FlowGraph, Linked>()
const own = new WeakMap<FlowGraph, Linked>()

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

/** The ops of the flow itself, without the flows it runs: what a check of this flow looks at. */
export function linkOwn(graph: FlowGraph): Linked {
  if (graph.subflows.length === 0) return linkBody(graph)
  const known = own.get(graph)
  if (known) return known
  const fresh = link({ ...graph, subgraph: () => undefined })
  own.set(graph, fresh)
  return fresh
}

function link(graph: FlowGraph): Linked {
  const { flow } = graph
  const link = new Link()
  link.add(graph, { prefix: '', path: [flow.id], error: errorOp, hangup: hangupOp })
  const isOpen = link.anywhere.length > 0
  return {
    program: programVersion,
    entry: graph.start?.id ?? errorOp,
    error: errorOp,
    language: flow.settings.language,
    voice: flow.settings.voice,
    longestCall: flow.settings.longestCall * 1_000,
    variables: flow.variables,
    scopes: sorted(link.scopes),
    // Innermost first: a subflow's own word wins over the same word of the flow around it.
    ...(isOpen ? { anywhere: link.anywhere.toSorted(inOrder) } : {}),
    ops: sorted(
      link.ops
        .set(errorOp, { op: 'end', node: '', text: flow.settings.errorText, outcome: 'error' })
        .set(
          hangupOp,
          isOpen
            ? { op: 'return', node: '', text: '', outcome: 'completed', out: 'nearest' }
            : { op: 'end', node: '', text: '', outcome: 'completed' },
        ),
    ),
  }
}

/** Most nodes of a program with everything it runs inside, and most flows inside each other. */
export const maxLinkedNodes = 10_000
export const maxDepth = 10

/** Where one flow stands in the program. */
interface Place {
  /** Before the ids of its nodes: `<subflow node>/`. */
  readonly prefix: string
  /** Ids of the flows around it and its own. */
  readonly path: readonly string[]
  readonly error: OpId
  readonly hangup: OpId
}

type Ops = Readonly<Record<OpId, Op>>

/** A program in the making. */
class Link {
  readonly ops = new Map<OpId, Op>()
  readonly scopes = new Map<string, string>()
  readonly anywhere: Listener[] = []
  private nodes = 0

  add(graph: FlowGraph, place: Place): void {
    this.nodes += graph.typed.size
    for (const typed of graph.typed.values()) {
      if (typed.definition.executes) this.addNode(graph, typed, place)
    }
  }

  private addNode(graph: FlowGraph, typed: TypedNode, place: Place): void {
    const { node, definition } = typed
    const id = `${place.prefix}${node.id}`
    const ops =
      typed.flows.length > 0
        ? this.compileWithFlows(graph, typed, place)
        : compileAlone(graph, typed, place)
    for (const op of Object.keys(ops)) {
      const own = ops[op]
      if (own) this.ops.set(op, own)
    }
    if (typed.collects.length > 0) this.scopes.set(id, typed.scope)
    for (const { key, name } of typed.flows) {
      if (key !== '') this.scopes.set(`${id}/${key}`, callScope(node.name, name))
    }
    const listens = definition.listensEverywhere(node.data)
    if (listens) this.anywhere.push({ node: id, within: place.prefix, ...listens, to: id })
  }

  private compileWithFlows(graph: FlowGraph, typed: TypedNode, place: Place): Ops {
    const { node, definition } = typed
    const id = `${place.prefix}${node.id}`
    let subflow: LinkedSubflow | null = null
    const callable = new Map<string, LinkedSubflow>()
    for (const { key, use } of typed.flows) {
      const linked = this.addSubflow(graph, use.flow, key === '' ? id : `${id}/${key}`, place)
      if (key === '') subflow = linked
      else if (linked) callable.set(key, linked)
    }
    const ops = definition.compile(place.prefix === '' ? node : { ...node, id }, {
      target: targetsOf(graph, node.id, place),
      settings: graph.flow.settings,
      subflow,
      callable,
    })
    return placed(ops, typed, place)
  }

  /** Links another flow into this program, under the id of the node that runs it; null when it cannot be. */
  private addSubflow(
    graph: FlowGraph,
    flowId: string,
    node: string,
    place: Place,
  ): LinkedSubflow | null {
    const inner = graph.subgraph(flowId)
    const isTooMuch =
      place.path.length > maxDepth || this.nodes + (inner?.typed.size ?? 0) > maxLinkedNodes
    if (!inner?.start || place.path.includes(flowId) || isTooMuch) return null
    const prefix = `${node}/`
    const error = `${prefix}${errorOp}`
    const hangup = `${prefix}${hangupOp}`
    const back = { op: 'return', node, text: '' } as const
    this.ops.set(error, { ...back, outcome: 'failed', out: 'flow', failed: true })
    this.ops.set(hangup, { ...back, outcome: 'completed', out: 'nearest' })
    this.add(inner, { prefix, path: [...place.path, flowId], error, hangup })
    return { entry: `${prefix}${inner.start.id}`, variables: inner.flow.variables }
  }
}

/** Where the ports of a node lead: along the wire, else by the port that stands in, else out. */
function targetsOf(graph: FlowGraph, node: string, place: Place): (port: string) => OpId {
  const ports = graph.ports.get(node) ?? []
  const target = (port: string): OpId => {
    const to = graph.target(node, port)
    if (to !== undefined && graph.typed.has(to))
      return place.prefix === '' ? to : `${place.prefix}${to}`
    const found = ports.find((one) => one.id === port)
    if (found?.instead !== undefined && found.instead !== port) return target(found.instead)
    return found?.unwired === 'warning' ? place.hangup : place.error
  }
  return target
}

/**
 * The ops of a node that runs no flow. A node is a value and compiling is a function of it and of what it asks: the same answers
 * give the same ops, so an edit compiles only the nodes it touches and those whose wires it moves.
 */
function compileAlone(graph: FlowGraph, typed: TypedNode, place: Place): Ops {
  const { node, definition, ports } = typed
  const target = targetsOf(graph, node.id, place)
  if (place.prefix !== '') {
    // The ids of a subflow's ops depend on where it stands.
    const context = { target, settings: graph.flow.settings, subflow: null, callable: none }
    const ops = definition.compile({ ...node, id: `${place.prefix}${node.id}` }, context)
    return placed(ops, typed, place)
  }
  const targets = ports.map((port) => target(port.id))
  const known = typed.compiled
  if (known && isSame(known, targets, graph.flow.settings)) return known.ops
  const asked = new Asked(graph.flow.settings, (port) => {
    const at = ports.findIndex((one) => one.id === port)
    asked.isElsewhere ||= at < 0
    return targets[at] ?? target(port)
  })
  const made = placed(definition.compile(node, asked), typed, place)
  const settings = asked.hasSettings ? graph.flow.settings : null
  if (!asked.isElsewhere) typed.compiled = { targets, settings, ops: made }
  return made
}

/** What a node without flows is told when it is compiled, and whether it asked. */
class Asked implements CompileContext {
  readonly target: CompileContext['target']
  readonly subflow = null
  readonly callable = none
  hasSettings = false
  /** It asked for a port that it does not have. */
  isElsewhere = false
  private readonly known: FlowSettings

  constructor(settings: FlowSettings, target: CompileContext['target']) {
    this.known = settings
    this.target = target
  }

  get settings(): FlowSettings {
    this.hasSettings = true
    return this.known
  }
}

const none: ReadonlyMap<string, LinkedSubflow> = new Map()

const isSame = (known: CompiledNode, targets: readonly OpId[], settings: FlowSettings): boolean =>
  (known.settings === null || known.settings === settings) &&
  known.targets.every((to, place) => to === targets[place])

const placed = (ops: Ops, { node, definition }: TypedNode, { prefix }: Place): Ops => {
  const own = voiced(ops, definition.voicing(node.data))
  return prefix === '' ? own : returning(own)
}

/** Ops of a node that speaks in a voice or a language of its own. */
function voiced(ops: Readonly<Record<OpId, Op>>, voicing: Voicing): Readonly<Record<OpId, Op>> {
  const voice = voicing.voice?.trim() ?? ''
  const language = voicing.language?.trim() ?? ''
  if (voice === '' && language === '') return ops
  const own = { ...(voice === '' ? {} : { voice }), ...(language === '' ? {} : { language }) }
  return Object.fromEntries(Object.entries(ops).map(([id, op]) => [id, { ...op, ...own }]))
}

/** Inside a subflow nothing hangs up: it goes back. */
const returning = (ops: Readonly<Record<OpId, Op>>): Readonly<Record<OpId, Op>> =>
  Object.fromEntries(
    Object.entries(ops).map(([id, op]) => [
      id,
      op.op === 'end' ? { ...op, op: 'return' as const, out: 'flow' as const } : op,
    ]),
  )

/** Innermost first, then by what they listen for: not in the order in which they were drawn. */
const inOrder = (a: Listener, b: Listener): number =>
  b.within.length - a.within.length || (rankOf(a) < rankOf(b) ? -1 : 1)
const rankOf = ({ phrases, key, node }: Listener): string =>
  [phrases.join('\n'), key, node].join('\n\n')

/** In code unit order, so that the order in which steps were drawn does not change the hash. */
function sorted<Value>(made: ReadonlyMap<string, Value>): Readonly<Record<string, Value>> {
  // Filled before it has its prototype: thousands of keys are added several times as fast, and any name is a name.
  const record: Record<string, Value> = Object.create(null)
  for (const key of [...made.keys()].sort()) {
    const value = made.get(key)
    if (value !== undefined) record[key] = value
  }
  return Object.setPrototypeOf(record, Object.prototype)
}
