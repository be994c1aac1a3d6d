import { createFlow } from '../flow/createFlow.ts'
import type { Edit } from '../flow/edit.ts'
import type { Flow, FlowEdge, FlowNode, FlowVariable } from '../flow/flow.ts'
import { isStartType, scopeName } from '../flow/flow.ts'
import { end } from '../nodes/end/end.ts'
import { definitionOf } from '../nodes/index.ts'
import { parseData } from '../nodes/parseData.ts'
import { renameReads } from '../nodes/renameReads.ts'
import { set } from '../nodes/set/set.ts'
import { type SubflowData, subflow } from '../nodes/subflow/subflow.ts'
import { err, ok, type Result } from '../result.ts'
import { type Crossings, type CrossingValue, crossingsOf, reachedFrom } from './crossings.ts'
import { endOf } from './endOf.ts'
import { type Way, Ways } from './Ways.ts'

/** Why steps cannot become a subflow; `names` are those of the steps that stand in the way. */
export interface CollapseRefusal {
  readonly code:
    | 'nothing'
    | 'hasStart'
    | 'everywhere'
    | 'unreadable'
    | 'noEntry'
    | 'severalEntries'
    | 'tooManyWays'
    | 'tooManyValues'
    | 'sameName'
    | 'computedOutcome'
  readonly names: readonly string[]
}

/** A new flow, and what replaces its steps once the flow has an id. */
export interface Collapsed {
  readonly inner: Flow
  readonly node: FlowNode
  edits(innerId: string): readonly Edit[]
}

export interface CollapseOptions {
  readonly name: string
  newId(prefix: string): string
}

const most = { outcomes: 30, values: 50 } as const

/**
 * Makes a flow of some steps of another and puts one step in their place that runs it: variables and values that cross
 * the edge become inputs and outputs, every step outside that a wire led to becomes an outcome.
 */
export function collapse(
  flow: Flow,
  selected: readonly string[],
  options: CollapseOptions,
): Result<Collapsed, CollapseRefusal> {
  const ids = new Set(selected)
  const crossings = withNeeded(flow, crossingsOf(flow, ids))
  const refusal = refuse(flow, ids, crossings)
  if (refusal) return err(refusal)
  const entry = crossings.wiresIn[0]?.target ?? ''
  const ways = new Ways(flow, crossings, options.newId)
  if (ways.all.length > most.outcomes) return err({ code: 'tooManyWays', names: [] })
  const inner = innerFlow(flow, crossings, ways, entry, options)
  const node = subflowNode(crossings, ways, options)
  return ok({
    inner,
    node,
    edits: (innerId) => editsOf(flow, crossings, ways, node, innerId, options),
  })
}

function refuse(
  flow: Flow,
  ids: ReadonlySet<string>,
  { inside, wiresIn, inputs, outputs, valuesIn, valuesOut }: Crossings,
): CollapseRefusal | null {
  const named = (code: CollapseRefusal['code'], nodes: readonly FlowNode[]): CollapseRefusal => ({
    code,
    names: nodes.map((node) => node.name),
  })
  const typed = inside.map((node) => ({ node, typed: parseData(node) }))
  const broken = typed.filter((one) => !one.typed.ok).map((one) => one.node)
  if (broken.length > 0) return named('unreadable', broken)
  const start = inside.filter((node) => isStartType(node.type))
  if (start.length > 0) return named('hasStart', start)
  if (!inside.some((node) => definitionOf(node.type)?.executes)) return named('nothing', [])
  const everywhere = inside.filter((node) => definitionOf(node.type)?.listensEverywhere(node.data))
  if (everywhere.length > 0) return named('everywhere', everywhere)
  const entries = inside.filter((node) => wiresIn.some((edge) => edge.target === node.id))
  if (entries.length === 0) return named('noEntry', [])
  if (entries.length > 1) return named('severalEntries', entries)
  const computed = inside.filter((node) => endOf(node)?.outcome.includes('{'))
  if (computed.length > 0) return named('computedOutcome', computed)
  const values = Math.max(inputs.length + valuesIn.length, outputs.length + valuesOut.length)
  if (values > most.values) return named('tooManyValues', [])
  // Templates cannot tell two steps of one name apart: one on either side would change what they read.
  const outer = new Set(flow.nodes.filter((node) => !ids.has(node.id)).map(scopeOf))
  const twins = inside.filter((node) => scopeOf(node) !== null && outer.has(scopeOf(node)))
  return twins.length > 0 ? named('sameName', twins) : null
}

/** The name under which templates know a node; null for one that keeps nothing. */
function scopeOf(node: FlowNode): string | null {
  const typed = parseData(node)
  return typed.ok && typed.value.definition.collects(typed.value.node.data).length > 0
    ? scopeName(node.name)
    : null
}

function innerFlow(
  flow: Flow,
  crossings: Crossings,
  ways: Ways,
  entry: string,
  { name, newId }: CollapseOptions,
): Flow {
  const empty = createFlow('new', name)
  const start = empty.nodes[0]?.id ?? ''
  const { inside, valuesIn } = crossings
  const rename = renameTo(valuesIn, (value) => `vars.${value.variable.name}`)
  const steps = inside.map((node) => {
    const ends = endOf(node)
    const outcome = ends ? ways.ending(ends.outcome)?.outcome : undefined
    const renamed = renameReads(node, rename)
    return outcome === undefined ? renamed : { ...renamed, data: { ...renamed.data, outcome } }
  })
  const nodes: FlowNode[] = [...steps]
  const edges: FlowEdge[] = [...crossings.wiresWithin]
  const wire = (source: string, sourceHandle: string, target: string) =>
    edges.push({ id: newId('e'), source, sourceHandle, target })
  const right = Math.max(...inside.map((node) => node.position.x)) + 316
  /** An End without words, after the values that are needed where the call goes on have been kept. */
  const exitFor = (way: Way, index: number): string => {
    const y = Math.min(...inside.map((node) => node.position.y)) + index * 142
    const values = valuesFor(flow, crossings, way)
    const ending: FlowNode = {
      id: newId('n'),
      type: end.type,
      name: way.outcome,
      data: { text: '', outcome: way.outcome },
      position: { x: right + (values.length > 0 ? 316 : 0), y },
    }
    nodes.push(ending)
    if (values.length === 0) return ending.id
    const keep: FlowNode = {
      id: newId('n'),
      type: set.type,
      name: `Keep for ${way.outcome}`,
      data: { assign: values.map((one) => ({ id: newId('a'), ...one })) },
      position: { x: right, y },
    }
    nodes.push(keep)
    wire(keep.id, 'next', ending.id)
    return keep.id
  }
  const exits = new Map<Way, string>()
  const exit = (way: Way): string => {
    const known = exits.get(way)
    if (known !== undefined) return known
    const made = exitFor(way, exits.size)
    exits.set(way, made)
    return made
  }
  wire(start, 'next', entry)
  for (const edge of crossings.wiresOut) {
    const way = ways.to(edge.target)
    if (way) wire(edge.source, edge.sourceHandle, exit(way))
  }
  const hangup = ways.ending('completed')
  for (const { node, port } of ways.hangups) if (hangup) wire(node, port, exit(hangup))
  const entryNode = inside.find((node) => node.id === entry)
  return {
    ...empty,
    settings: flow.settings,
    variables: innerVariables(flow, crossings),
    nodes: [
      ...empty.nodes.map((node) => ({
        ...node,
        position: { x: (entryNode?.position.x ?? 0) - 316, y: entryNode?.position.y ?? 0 },
      })),
      ...nodes,
    ],
    edges,
  }
}

/** Without the values that no way out brings to a step that reads them: outside they were never there. */
function withNeeded(flow: Flow, crossings: Crossings): Crossings {
  const targets = new Set(crossings.wiresOut.map((edge) => edge.target))
  const kept = [...targets].flatMap((target) => valuesTo(flow, crossings, target))
  const names = new Set(kept.filter((one) => one.value !== nothing).map((one) => one.variable))
  return {
    ...crossings,
    valuesOut: crossings.valuesOut.filter((one) => names.has(one.variable.name)),
  }
}

/** A template without a value. */
const nothing = '{{ nil }}'

/** What must be kept before a way out: what is read where it leads. What no step on that way keeps is nothing. */
function valuesFor(flow: Flow, crossings: Crossings, way: Way) {
  return 'target' in way.to ? valuesTo(flow, crossings, way.to.target) : []
}

function valuesTo(
  flow: Flow,
  { inside, wiresWithin, wiresOut, valuesOut }: Crossings,
  target: string,
) {
  const within = new Set(inside.map((node) => node.id))
  const outside = flow.edges.filter((edge) => !within.has(edge.source) && !within.has(edge.target))
  const after = reachedFrom(outside, [target])
  const leaving = wiresOut.filter((edge) => edge.target === target).map((edge) => edge.source)
  const backwards = wiresWithin.map((edge) => ({
    ...edge,
    source: edge.target,
    target: edge.source,
  }))
  const before = reachedFrom(backwards, leaving)
  return valuesOut
    .filter(({ readers }) => [...readers].some((id) => after.has(id)))
    .map(({ path, variable, keepers }) => ({
      variable: variable.name,
      value: [...keepers].some((id) => before.has(id)) ? `{{ ${path} }}` : nothing,
    }))
}

const innerVariables = (flow: Flow, crossings: Crossings): FlowVariable[] => {
  const names = new Set([...crossings.used, ...crossings.inputs, ...crossings.outputs])
  return [
    ...flow.variables.filter((one) => names.has(one.name)),
    ...[...crossings.valuesIn, ...crossings.valuesOut].map((value) => value.variable),
  ]
}

function subflowNode(
  { inside, inputs, outputs, valuesIn, valuesOut }: Crossings,
  ways: Ways,
  { name, newId }: CollapseOptions,
): FlowNode {
  const data: SubflowData = {
    flow: '',
    inputs: [
      ...inputs.map((one) => ({ id: newId('i'), variable: one, value: `{{ vars.${one} }}` })),
      ...valuesIn.map(({ path, variable }) => ({
        id: newId('i'),
        variable: variable.name,
        value: `{{ ${path} }}`,
      })),
    ],
    outputs: [
      ...outputs.map((one) => ({ id: newId('o'), name: one, variable: one, into: one })),
      ...valuesOut.map(({ variable }) => ({
        id: newId('o'),
        name: variable.name,
        variable: variable.name,
      })),
    ],
    outcomes: ways.all.map(({ port, outcome }) => ({ id: port, outcome })),
  }
  return {
    id: newId('n'),
    type: subflow.type,
    name,
    data: asJson(data),
    position: {
      x: Math.min(...inside.map((node) => node.position.x)),
      y: Math.min(...inside.map((node) => node.position.y)),
    },
  }
}

/** Data of a node, written out: its lists become plain JSON. */
const asJson = (data: SubflowData): FlowNode['data'] => ({
  flow: data.flow,
  inputs: data.inputs.map((one) => ({ ...one })),
  outputs: data.outputs.map(({ into, ...one }) => (into === undefined ? one : { ...one, into })),
  outcomes: data.outcomes.map((one) => ({ ...one })),
})

function editsOf(
  flow: Flow,
  { inside, wiresIn, valuesOut }: Crossings,
  ways: Ways,
  draft: FlowNode,
  innerId: string,
  { newId }: CollapseOptions,
): readonly Edit[] {
  const node = { ...draft, data: { ...draft.data, flow: innerId } }
  const wire = (source: string, sourceHandle: string, target: string): Edit => ({
    type: 'edge.connect',
    edge: { id: newId('e'), source, sourceHandle, target },
  })
  const gone = new Set(inside.map((one) => one.id))
  const rename = renameTo(
    valuesOut,
    (value) => `nodes.${scopeName(node.name)}.${value.variable.name}`,
  )
  const reading = flow.nodes.flatMap((one): Edit[] => {
    const renamed = gone.has(one.id) ? one : renameReads(one, rename)
    return renamed === one ? [] : [{ type: 'node.data', id: one.id, data: renamed.data }]
  })
  const below = node.position.y
  const endings: FlowNode[] = []
  const ending = (name: string, data: FlowNode['data']): string => {
    const made: FlowNode = {
      id: newId('n'),
      type: end.type,
      name,
      data,
      position: { x: node.position.x + 316, y: below + 160 + endings.length * 120 },
    }
    endings.push(made)
    return made.id
  }
  const targets = ways.all.map((way) => ({
    port: way.port,
    target:
      'target' in way.to ? way.to.target : ending(way.outcome, { text: '', outcome: way.to.end }),
  }))
  const failed = ending(`${node.name}: failed`, {
    text: flow.settings.errorText,
    outcome: 'error',
  })
  return [
    ...reading,
    { type: 'node.remove', ids: [...gone] },
    { type: 'paste', nodes: [node, ...endings], edges: [] },
    ...wiresIn.map((edge) => wire(edge.source, edge.sourceHandle, node.id)),
    ...targets.map(({ port, target }) => wire(node.id, port, target)),
    wire(node.id, 'failed', failed),
  ]
}

/** Reads of crossing values by their new names; what is read within a value stays behind it. */
function renameTo(values: readonly CrossingValue[], to: (value: CrossingValue) => string) {
  const names = new Map(values.map((value) => [value.path, to(value)]))
  return (path: string): string | null => {
    const parts = path.split('.')
    const name = names.get(parts.slice(0, 3).join('.'))
    return name === undefined ? null : [name, ...parts.slice(3)].join('.')
  }
}
