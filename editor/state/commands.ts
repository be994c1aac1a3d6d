import type { Edit } from '#shared/flow/edit.ts'
import type { Flow, FlowEdge, FlowNode } from '#shared/flow/flow.ts'
import { type AnyDefinition, definitionOf } from '#shared/nodes/index.ts'
import { t } from '../i18n/t.ts'
import { translateTitle } from '../i18n/translate.ts'
import type { EditorStore } from './editorStore.ts'
import { freeName } from './freeName.ts'
import { freePlace, heightOf, placeBeside } from './geometry.ts'
import { canBeTarget, nodeOf, openPorts } from './graph.ts'
import { newId } from './newId.ts'

/** Where a new step goes: at a point of the canvas, and at the end of which wire. */
export interface AddOptions {
  readonly at?: FlowNode['position']
  readonly from?: { readonly node: string; readonly port: string }
}

/** Adds a step: at a point, or right of the selected step and wired to its first open port. */
export function addStep(store: EditorStore, type: string, options: AddOptions = {}): string | null {
  const definition = definitionOf(type)
  if (!definition) return null
  const { flow, selection, apply } = store.getState()
  const draft = draftOf(flow, definition)
  const height = heightOf(draft)
  const asked = options.from && nodeOf(flow, options.from.node)
  const anchor = options.at ? undefined : (asked ?? anchorOf(store))
  const node = { ...draft, position: positionFor() }
  const from = options.from ?? firstOpenPort()
  const edge = from ? wire(from.node, from.port, node.id) : undefined
  apply({ type: 'node.add', node, ...(edge ? { edge } : {}) }, { select: [node.id] })
  if (!options.at) store.getState().bringIntoView(node.id, 'near')
  return node.id

  function positionFor(): FlowNode['position'] {
    if (options.at) return { x: Math.round(options.at.x), y: Math.round(options.at.y) }
    if (anchor) return placeBeside(flow, anchor, height)
    const rightmost = Math.max(0, ...flow.nodes.map((other) => other.position.x))
    return freePlace(flow, { x: rightmost, y: 80 }, height)
  }
  function firstOpenPort() {
    if (!anchor || selection.nodes.length > 1) return undefined
    const port = openPorts(flow, anchor)[0]
    return port ? { node: anchor.id, port: port.id } : undefined
  }
}

/** A new step of a type, with a free name, not yet placed. */
export const draftOf = (flow: Flow, definition: AnyDefinition): FlowNode => ({
  id: newId('n'),
  type: definition.type,
  name: freeName(new Set(flow.nodes.map((node) => node.name)), translateTitle(definition.title)),
  data: definition.defaults(() => newId('o')),
  position: { x: 0, y: 0 },
})

/** The selected step, else the only step there is. */
function anchorOf(store: EditorStore): FlowNode | undefined {
  const { flow, selection } = store.getState()
  const selected = selection.nodes.at(-1)
  if (selected !== undefined) return nodeOf(flow, selected)
  return flow.nodes.length === 1 ? flow.nodes[0] : undefined
}

/** A wire between a port and a step. */
export const wire = (source: string, sourceHandle: string, target: string): FlowEdge => ({
  id: newId('e'),
  source,
  sourceHandle,
  target,
})

/** Wires a port to a step; null takes the wire away. */
export function setWayOut(
  store: EditorStore,
  node: string,
  port: string,
  target: string | null,
): void {
  const { flow, apply } = store.getState()
  if (target !== null) {
    if (canBeTarget(flow, target)) apply({ type: 'edge.connect', edge: wire(node, port, target) })
    return
  }
  const ids = flow.edges
    .filter((edge) => edge.source === node && edge.sourceHandle === port)
    .map((edge) => edge.id)
  if (ids.length > 0) apply({ type: 'edge.remove', ids })
}

/** Deletes what is selected; the entry stays. */
export function deleteSelection(store: EditorStore): void {
  const { flow, selection, apply } = store.getState()
  const ids = selection.nodes.filter((id) => canBeTarget(flow, id))
  const edits: Edit[] = [
    ...(ids.length > 0 ? [{ type: 'node.remove' as const, ids }] : []),
    ...(selection.edges.length > 0 ? [{ type: 'edge.remove' as const, ids: selection.edges }] : []),
  ]
  const [only, second] = edits
  if (only && !second) apply(only)
  else if (only) apply({ type: 'batch', title: t('delete the selection'), edits })
}

/** Moves the selected steps; a run of moves is one step of undo. */
export function nudgeSelection(store: EditorStore, dx: number, dy: number): void {
  const { flow, selection, apply } = store.getState()
  const positions = Object.fromEntries(
    selection.nodes.flatMap((id) => {
      const node = nodeOf(flow, id)
      return node ? [[id, { x: node.position.x + dx, y: node.position.y + dy }]] : []
    }),
  )
  if (Object.keys(positions).length > 0) {
    apply({ type: 'node.move', positions }, { key: `nudge ${selection.nodes.join()}` })
  }
}

/** Fills the canvas with the selected steps. */
export function zoomToSelection(store: EditorStore): void {
  const [first] = store.getState().selection.nodes
  if (first !== undefined) store.getState().bringIntoView(first, 'zoom')
}
