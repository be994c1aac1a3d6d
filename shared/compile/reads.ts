import type { TemplateUse } from '../nodes/defineNode.ts'
import { holesOf } from '../text/holesOf.ts'
import { variablesOf } from '../text/liquid.ts'
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
  const names = namesIn(graph)
  const isSetting = settingsOf(graph)
  const reads = [...graph.typed.values()].flatMap(({ node, definition }) => {
    if (!graph.reachable.has(node.id)) return []
    let own: ReadonlySet<string> | null = null
    return definition.templates(node.data).flatMap((use) =>
      variablesOf(use.source, use.kind).flatMap((path) => {
        const name = namesOf(path).find((one) => names.has(one))
        if (name === undefined || isSetting.has(name)) return []
        own ??= new Set(setsOf(graph, node.id))
        // A node knows itself when its own values are there.
        return own.has(name)
          ? []
          : [{ nodeId: node.id, name, use, path, isGuarded: isGuarded(use, path) }]
      }),
    )
  })
  const states = trackReads(graph, reads)
  const aside = setOnDetours(graph)
  return reads.flatMap((one, index) => {
    const state = states[index]
    if (!state) return []
    const canBeSet = state.canBeSet || aside.has(one.name)
    return [{ ...one, state: { ...state, canBeSet } }]
  })
}

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
  const assigned = new Set(
    [...graph.typed.values()].flatMap(({ node, definition }) => definition.assigns(node.data)),
  )
  return new Set(
    graph.flow.variables
      .filter((one) => one.default !== '' || !assigned.has(one.name))
      .map((one) => `vars.${one.name}`),
  )
}

/** Values of variables and nodes have two and three parts; the call's own are always there. */
function namesOf(path: string): readonly string[] {
  const parts = path.split('.')
  if (parts[0] === 'vars' && parts.length >= 2) return [parts.slice(0, 2).join('.')]
  return parts[0] === 'nodes' && parts.length >= 3 ? [parts.slice(0, 3).join('.')] : []
}

function isGuarded(use: TemplateUse, path: string): boolean {
  if (use.kind === 'condition') return true
  const { holes, tags } = holesOf(use.source)
  if (tags.some((tag) => tag.includes(path))) return true
  const own = holes.filter((hole) => hole.path === path)
  return own.length > 0 && own.every((hole) => hole.hasDefault)
}
