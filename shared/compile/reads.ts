import type { TemplateUse } from '../nodes/defineNode.ts'
import type { NodeText } from '../nodes/typedNode.ts'
import { holesOf } from '../text/holesOf.ts'
import type { FlowGraph } from './graph.ts'
import { namesIn } from './scope.ts'
import { type Read, type ReadState, setsOf, trackReads } from './valueFlow.ts'

/** A value that a template or condition reads and that the flow itself sets. */
export interface ValueRead extends Read {
  readonly use: TemplateUse
  /** What the text says, at least as long as `name`: `nodes.look_up.body.status`. */
  readonly path: string
  /** Whether the text says what to print when there is none, or looks first. */
  readonly isGuarded: boolean
  readonly state: ReadState
}

const known = new WeakMap<FlowGraph, readonly ValueRead[]>()

/** Every value that some node sets and another reads, with what is known of it there. Made once for a graph. */
export function readsOf(graph: FlowGraph): readonly ValueRead[] {
  const made = known.get(graph)
  if (made) return made
  const fresh = read(graph)
  known.set(graph, fresh)
  return fresh
}

function read(graph: FlowGraph): readonly ValueRead[] {
  const reads = findReads(graph)
  if (reads.length === 0) return []
  const states = trackReads(graph, reads)
  const aside = setOnDetours(graph)
  return reads.flatMap((one, index) => {
    const state = states[index]
    if (!state) return []
    const canBeSet = state.canBeSet || aside.has(one.name)
    return [{ ...one, state: { ...state, canBeSet } }]
  })
}

function findReads(graph: FlowGraph): readonly Omit<ValueRead, 'state'>[] {
  const names = namesIn(graph)
  const isSetting = settingsOf(graph)
  const reads: Omit<ValueRead, 'state'>[] = []
  for (const typed of graph.typed.values()) {
    const { node, texts } = typed
    if (texts.length === 0 || !graph.reachable.has(node.id)) continue
    for (const [use, path] of pathsIn(texts)) {
      const name = nameOf(path)
      if (name === null || isSetting.has(name) || !names.has(name)) continue
      // A node knows itself when its own values are there.
      if (typed.sets.includes(name)) continue
      reads.push({ nodeId: node.id, name, use, path, isGuarded: isGuarded(use, path) })
    }
  }
  return reads
}

const pathsIn = (texts: readonly NodeText[]) =>
  texts.flatMap(({ use, variables }) => variables.map((path) => [use, path] as const))

/** Names that a detour may set at any time. */
function setOnDetours(graph: FlowGraph): ReadonlySet<string> {
  const names = new Set<string>()
  if (graph.onTheWay.size === graph.reachable.size) return names
  for (const id of graph.reachable) {
    if (!graph.onTheWay.has(id)) for (const name of setsOf(graph, id)) names.add(name)
  }
  return names
}

/** Variables that always hold something: those with a default, and those that no node assigns. */
function settingsOf(graph: FlowGraph): ReadonlySet<string> {
  const assigned = new Set<string>()
  for (const { node, definition } of graph.typed.values()) {
    for (const name of definition.assigns(node.data)) assigned.add(name)
  }
  return new Set(
    graph.flow.variables
      .filter((one) => one.default !== '' || !assigned.has(one.name))
      .map((one) => `vars.${one.name}`),
  )
}

/** Values of variables and nodes have two and three parts; the call's own (null) are always there. */
function nameOf(path: string): string | null {
  const parts = path.startsWith('vars.') ? 2 : path.startsWith('nodes.') ? 3 : 0
  if (parts === 0) return null
  let end = -1
  for (let part = 0; part < parts; part++) {
    end = path.indexOf('.', end + 1)
    if (end < 0) return part === parts - 1 ? path : null
  }
  return path.slice(0, end)
}

function isGuarded(use: TemplateUse, path: string): boolean {
  if (use.kind === 'condition') return true
  const { holes, tags } = holesOf(use.source)
  if (tags.some((tag) => tag.includes(path))) return true
  const own = holes.filter((hole) => hole.path === path)
  return own.length > 0 && own.every((hole) => hole.hasDefault)
}
