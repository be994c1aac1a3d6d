import type { FlowGraph } from './graph.ts'

/** A name that a node reads. */
export interface Read {
  readonly nodeId: string
  readonly name: string
}
/** What ways from the start to a read do before it. */
export interface ReadState {
  readonly canBeUnset: boolean
  readonly canBeSet: boolean
}

const bits = 32
/** Names looked at in one walk, so that memory stays small whatever a flow holds. */
const namesAtOnce = 32 * bits

/** Names that a node sets, as templates read them. */
export const setsOf = (graph: FlowGraph, nodeId: string): readonly string[] =>
  graph.typed.get(nodeId)?.sets ?? []

/** Nodes that follow a node by its wires. */
export const followersOf = (graph: FlowGraph, nodeId: string): readonly string[] =>
  (graph.ports.get(nodeId) ?? []).flatMap((port) => {
    const to = graph.target(nodeId, port.id)
    return to === undefined ? [] : [to]
  })

/**
 * For each read, whether ways from the start have set its name before (a forward data-flow analysis over bit sets). Null
 * where no wire leads from the start. Near-linear in nodes, wires and names.
 */
export function trackReads(
  graph: FlowGraph,
  reads: readonly Read[],
): readonly (ReadState | null)[] {
  if (reads.length === 0) return []
  const { order, at, next } = fromStart(graph)
  const names = [...new Set(reads.map((read) => read.name))]
  const place = new Map(names.map((name, index) => [name, index]))
  const given = order.map((id) =>
    setsOf(graph, id).flatMap((name) => {
      const index = place.get(name)
      return index === undefined ? [] : [index]
    }),
  )
  const states = new Map<string, ReadState>()
  for (let from = 0; from < names.length; from += namesAtOnce) {
    const walked = walk(next, given, from, Math.min(namesAtOnce, names.length - from))
    for (const { nodeId, name } of reads) {
      const [node, bit] = [at.get(nodeId), (place.get(name) ?? 0) - from]
      if (node === undefined || bit < 0 || bit >= namesAtOnce) continue
      states.set(`${nodeId} ${name}`, walked(node, bit))
    }
  }
  return reads.map(({ nodeId, name }) => states.get(`${nodeId} ${name}`) ?? null)
}

interface Reached {
  /** Nodes that wires lead to from the start, nearest first. */
  readonly order: readonly string[]
  readonly at: ReadonlyMap<string, number>
  /** Places in `order` that follow each. */
  readonly next: readonly (readonly number[])[]
}

function fromStart(graph: FlowGraph): Reached {
  const order = graph.start ? [graph.start.id] : []
  const at = new Map(order.map((id, index) => [id, index]))
  const next: number[][] = []
  // Grows while it is read.
  for (const id of order) {
    const places = followersOf(graph, id).map((to) => {
      const known = at.get(to)
      if (known !== undefined) return known
      at.set(to, order.length)
      return order.push(to) - 1
    })
    next.push([...new Set(places)])
  }
  return { order, at, next }
}

/** Grows `unset` and `set` of every node until nothing changes; node 0 is the start. */
function walk(
  next: readonly (readonly number[])[],
  sets: readonly (readonly number[])[],
  from: number,
  count: number,
): (node: number, bit: number) => ReadState {
  const words = Math.ceil(count / bits)
  const unset = new Uint32Array(next.length * words)
  const set = new Uint32Array(next.length * words)
  unset.fill(0xffff_ffff, 0, words)
  const given = sets.map((names) => maskOf(names, from, words))
  const spread = (node: number, to: number): boolean => {
    const mask = given[node] ?? null
    let changed = false
    for (let word = 0; word < words; word++) {
      const gives = mask?.[word] ?? 0
      const [here, there] = [node * words + word, to * words + word]
      const newUnset = ((unset[there] ?? 0) | ((unset[here] ?? 0) & ~gives)) >>> 0
      const newSet = ((set[there] ?? 0) | (set[here] ?? 0) | gives) >>> 0
      changed ||= newUnset !== unset[there] || newSet !== set[there]
      unset[there] = newUnset
      set[there] = newSet
    }
    return changed
  }
  const open = next.map((_, index) => index)
  const isOpen = new Uint8Array(next.length).fill(1)
  // Grows while it is read; a node is in it once at a time.
  for (let head = 0; head < open.length; head++) {
    const node = open[head] ?? 0
    isOpen[node] = 0
    for (const to of next[node] ?? []) {
      if (!spread(node, to) || isOpen[to] === 1) continue
      isOpen[to] = 1
      open.push(to)
    }
  }
  const has = (of: Uint32Array, node: number, bit: number) =>
    (((of[node * words + Math.floor(bit / bits)] ?? 0) >>> (bit % bits)) & 1) === 1
  return (node, bit) => ({ canBeUnset: has(unset, node, bit), canBeSet: has(set, node, bit) })
}

/** The names that a node gives, as bits; null when none of this walk. */
function maskOf(names: readonly number[], from: number, words: number): Uint32Array | null {
  let mask: Uint32Array | null = null
  for (const name of names) {
    const bit = name - from
    if (bit < 0 || bit >= words * bits) continue
    mask ??= new Uint32Array(words)
    const word = Math.floor(bit / bits)
    mask[word] = (mask[word] ?? 0) | (1 << (bit % bits))
  }
  return mask
}

/** For one name, the shortest ways from the start that nothing sets it on; the node's own id comes last. */
export function waysWithout(graph: FlowGraph, name: string): (nodeId: string) => readonly string[] {
  const before = new Map<string, string | null>()
  if (graph.start) before.set(graph.start.id, null)
  for (const id of before.keys()) {
    if (setsOf(graph, id).includes(name)) continue
    for (const to of followersOf(graph, id)) if (!before.has(to)) before.set(to, id)
  }
  return (nodeId) => {
    const way: string[] = []
    for (let id: string | null = nodeId; id !== null; id = before.get(id) ?? null) way.push(id)
    return way.reverse()
  }
}
