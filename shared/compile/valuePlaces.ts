import type { FlowNode } from '../flow/flow.ts'
import { textsIn } from '../flow/textsIn.ts'
import { variablesOf } from '../text/liquid.ts'
import type { FlowGraph } from './graph.ts'
import { setsOf } from './valueFlow.ts'

/** A field of a flow: of a node, or (null) of the flow's own form. */
export interface Place {
  readonly nodeId: string | null
  /** Dotted path into the node's data; `variables.2.default` in the flow's own form. */
  readonly path: string
  readonly text: string
}

/** Where a value is set and where it is read. */
export interface ValuePlaces {
  readonly set: readonly Place[]
  readonly used: readonly Place[]
}

const nowhere: ValuePlaces = { set: [], used: [] }
const indexes = new WeakMap<FlowGraph, ReadonlyMap<string, ValuePlaces>>()

/** Where a value (`vars.city`, `nodes.look_up.body`) is set and used; longer paths below it count. */
export function valuePlaces(graph: FlowGraph, name: string): ValuePlaces {
  let index = indexes.get(graph)
  if (!index) {
    index = indexPlaces(graph)
    indexes.set(graph, index)
  }
  return index.get(name) ?? nowhere
}

function indexPlaces(graph: FlowGraph): ReadonlyMap<string, ValuePlaces> {
  const index = new Map<string, { set: Place[]; used: Place[] }>()
  const of = (name: string) => {
    const known = index.get(name)
    if (known) return known
    const fresh = { set: [], used: [] }
    index.set(name, fresh)
    return fresh
  }
  const use = (name: string, place: Place) => {
    const parts = name.split('.')
    const depth = parts[0] === 'nodes' ? 3 : 2
    if (parts.length >= depth) of(parts.slice(0, depth).join('.')).used.push(place)
  }
  const { flow } = graph
  for (const [at, variable] of flow.variables.entries()) {
    if (variable.default === '') continue
    const place = { nodeId: null, path: `variables.${at}.default`, text: variable.default }
    of(`vars.${variable.name}`).set.push(place)
  }
  const { errorText } = flow.settings
  for (const name of new Set(variablesOf(errorText, 'template'))) {
    use(name, { nodeId: null, path: 'settings.errorText', text: errorText })
  }
  for (const { node, definition } of graph.typed.values()) {
    for (const name of setsOf(graph, node.id)) {
      const path = pathOfText(node.data, name.split('.').at(-1) ?? name)
      of(name).set.push({ nodeId: node.id, path, text: definition.describe(node.data) })
    }
    for (const { path, source, kind } of definition.templates(node.data)) {
      for (const name of new Set(variablesOf(source, kind))) {
        use(name, { nodeId: node.id, path, text: source })
      }
    }
  }
  return index
}

/** The field that gives a value its name; else the step's name. */
const pathOfText = (data: FlowNode['data'], text: string): string =>
  textsIn(data).find((one) => one.text === text)?.path ?? 'name'
