import { sameValue } from '../sameValue.ts'
import type { Flow, FlowEdge, FlowNode, FlowVariable } from './flow.ts'
import {
  type Clash,
  mergeLists,
  mergeOrder,
  mergeValue,
  type Part,
  type Settle,
} from './mergeValue.ts'

export type Side = 'mine' | 'theirs'

/** Something that two people changed in different ways. */
export interface Conflict extends Clash {
  /** Names it among the conflicts of one merge: choices are made by it. */
  readonly key: string
  readonly type: 'flow' | 'settings' | 'variable' | 'node' | 'nodeRemoved' | 'wire'
  /** The node, the variable, or the node that the wire starts from. */
  readonly id: string
  /** Who took the node away, of `nodeRemoved`. */
  readonly removedBy: Side | null
  /** Where a step stands and how it looks is nobody's loss: the nearer hand wins without a question. */
  readonly isMinor: boolean
}

export interface Merge {
  readonly flow: Flow
  readonly conflicts: readonly Conflict[]
}

/** Decides conflicts by key; what is not in it is settled as `mine`. */
export type Choices = Readonly<Record<string, Side>>

/**
 * Merges two flows that grew from one: what only one side changed is taken, what both changed differently becomes a
 * conflict, and nothing is dropped silently. With `choices` the same call gives the flow as a person decided.
 */
export function mergeFlows(base: Flow, mine: Flow, theirs: Flow, choices: Choices = {}): Merge {
  const conflicts: Conflict[] = []
  const settleAs =
    (type: Conflict['type'], id: string, more: Partial<Conflict> = {}): Settle =>
    (clash) => {
      const key = JSON.stringify([type, id, ...clash.path])
      const isMinor = type === 'node' && isOfLook(clash.path[0])
      conflicts.push({ key, type, id, removedBy: null, isMinor, ...clash, ...more })
      return (choices[key] ?? 'mine') === 'mine' ? clash.mine : clash.theirs
    }
  const nodes = mergeNodes({ base, mine, theirs }, settleAs)
  const edges = mergeEdges(wiresBetween(nodes, { base, mine, theirs }), settleAs)
  const flow: Flow = {
    ...mine,
    name: pick(mergeValue(base.name, mine.name, theirs.name, settleAs('flow', 'name')), mine.name),
    settings: pick(
      mergeValue(base.settings, mine.settings, theirs.settings, settleAs('settings', '')),
      mine.settings,
    ),
    variables: mergeVariables({ base, mine, theirs }, settleAs),
    nodes: keep(nodes, mine.nodes, theirs.nodes),
    edges: keep(edges, mine.edges, theirs.edges),
  }
  return { flow, conflicts }
}

interface Sides {
  readonly base: Flow
  readonly mine: Flow
  readonly theirs: Flow
}
type SettleAs = (type: Conflict['type'], id: string, more?: Partial<Conflict>) => Settle

/** A merged value is put together from values of the sides, part by part: it has their type, which no check can see. */
const pick = <Value>(merged: Part, _like: Value): Value => merged as Value

function mergeNodes(sides: Sides, settleAs: SettleAs): FlowNode[] {
  const { base, mine, theirs } = sides
  const merged = mergeLists(
    base.nodes,
    mine.nodes,
    theirs.nodes,
    (node) => node.id,
    (id, was, my, their) => {
      if (was && my && !their) return removedOne(sides, 'theirs', was, my, settleAs)
      if (was && their && !my) return removedOne(sides, 'mine', was, their, settleAs)
      return mergeValue(was, my, their, settleAs('node', id))
    },
  )
  return pick(merged, [] as FlowNode[])
}

/** One side took a node away. It goes, unless the other side still worked on it: then a person decides. */
function removedOne(
  { base, mine, theirs }: Sides,
  removedBy: Side,
  was: FlowNode,
  left: FlowNode,
  settleAs: SettleAs,
): Part {
  const other = removedBy === 'mine' ? theirs : mine
  const known = new Set(base.edges.map(wireOf))
  const isWired = other.edges.some(
    (edge) => (edge.source === was.id || edge.target === was.id) && !known.has(wireOf(edge)),
  )
  const isChanged = !sameValue({ ...was, position: null }, { ...left, position: null })
  if (!isWired && !isChanged) return undefined
  return settleAs('nodeRemoved', was.id, { removedBy })({
    path: [],
    base: was,
    mine: removedBy === 'mine' ? undefined : left,
    theirs: removedBy === 'mine' ? left : undefined,
  })
}

/** Each side's wires between the nodes that stay. One that stays although a side took it away keeps its wires too. */
function wiresBetween(nodes: readonly FlowNode[], { base, mine, theirs }: Sides): WireSides {
  const stays = new Set(nodes.map((node) => node.id))
  const between = (edges: readonly FlowEdge[]) =>
    edges.filter((edge) => stays.has(edge.source) && stays.has(edge.target))
  const was = between(base.edges)
  const of = (side: Flow) => {
    const has = new Set(side.nodes.map((node) => node.id))
    const left = between(side.edges)
    const taken = new Set(left.map(portOf))
    const lost = new Set(side.edges.map(portOf))
    const returned = was.filter(
      (edge) =>
        !taken.has(portOf(edge)) &&
        (lost.has(portOf(edge)) || !has.has(edge.source) || !has.has(edge.target)),
    )
    return [...left, ...returned]
  }
  return { base: was, mine: of(mine), theirs: of(theirs) }
}

interface WireSides {
  readonly base: readonly FlowEdge[]
  readonly mine: readonly FlowEdge[]
  readonly theirs: readonly FlowEdge[]
}

/** Wires are merged port by port: a port leads to one place. */
function mergeEdges({ base, mine, theirs }: WireSides, settleAs: SettleAs): FlowEdge[] {
  const [inBase, inMine, inTheirs] = [base, mine, theirs].map((edges) => Map.groupBy(edges, portOf))
  const ports = [inBase, inMine, inTheirs].map((groups) => Array.from(groups?.keys() ?? []))
  const order = mergeOrder(ports[0] ?? [], ports[1] ?? [], ports[2] ?? [])
  const edges = order.flatMap((port) => {
    const [was = [], my = [], their = []] = [inBase, inMine, inTheirs].map((in_) => in_?.get(port))
    const settle = settleAs('wire', (my[0] ?? their[0])?.source ?? '')
    return pick(mergeWires(was, my, their, port, settle), [] as FlowEdge[])
  })
  return withOwnIds(edges)
}

/** Two sides may have given the same id to different wires. */
function withOwnIds(edges: readonly FlowEdge[]): FlowEdge[] {
  const ids = new Set<string>()
  return edges.map((edge) => {
    let { id } = edge
    while (ids.has(id)) id = `${id}_`
    ids.add(id)
    return id === edge.id ? edge : { ...edge, id }
  })
}

/** Two wires to the same step are the same wire, whatever their ids. */
function mergeWires(
  was: readonly FlowEdge[],
  my: readonly FlowEdge[],
  their: readonly FlowEdge[],
  port: string,
  settle: Settle,
): Part {
  const [base, mine, theirs] = [was, my, their].map((edges) => edges.map((edge) => edge.target))
  if (sameValue(my, their) || sameValue(was, their)) return my
  if (sameValue(was, my)) return their
  if (sameValue(mine, theirs) || sameValue(base, theirs)) return my
  if (sameValue(base, mine)) return their
  return settle({ path: [port], base: was, mine: my, theirs: their })
}

function mergeVariables({ base, mine, theirs }: Sides, settleAs: SettleAs): FlowVariable[] {
  const merged = mergeLists(
    base.variables,
    mine.variables,
    theirs.variables,
    (variable) => variable.name,
    (name, ...values) => mergeValue(...values, settleAs('variable', name)),
  )
  return pick(merged, [] as FlowVariable[])
}

const portOf = (edge: FlowEdge): string => `${edge.source} ${edge.sourceHandle}`
const wireOf = (edge: FlowEdge): string => `${portOf(edge)} ${edge.target}`

/** The list of a side that already holds exactly this: what did not change keeps its identity. */
function keep<Element>(merged: Element[], ...lists: readonly (readonly Element[])[]): Element[] {
  const same = lists.find(
    (list) =>
      list.length === merged.length && list.every((element, index) => element === merged[index]),
  )
  return same ? pick(same, merged) : merged
}

/** Where a step stands, how large a remark is and which colour it has change no call. */
const isOfLook = (key: unknown): boolean => key === 'position' || key === 'size' || key === 'color'
