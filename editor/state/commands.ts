import type { Edit } from '#shared/flow/edit.ts'
import type { FlowEdge, FlowNode } from '#shared/flow/flow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { t } from '../i18n/t.ts'
import { translateTitle } from '../i18n/translate.ts'
import type { EditorStore } from './editorStore.ts'
import { isEntry } from './entry.ts'
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
  const draft: FlowNode = {
    id: newId('n'),
    type,
    name: freeName(
      flow.nodes.map((node) => node.name),
      translateTitle(definition.title),
    ),
    data: definition.defaults(() => newId('o')),
    position: { x: 0, y: 0 },
  }
  const height = heightOf(draft)
  const anchor = options.at ? undefined : anchorOf(store)
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

/** Steps and the wires between them, as the clipboard holds them. */
export interface Clip {
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly FlowEdge[]
}

/** What is selected, without the entry. */
export function copySelection(store: EditorStore): Clip | null {
  const { flow, selection } = store.getState()
  const ids = new Set(selection.nodes)
  const nodes = flow.nodes.filter((node) => ids.has(node.id) && !isEntry(node.type))
  const kept = new Set(nodes.map((node) => node.id))
  return nodes.length === 0
    ? null
    : { nodes, edges: flow.edges.filter((e) => kept.has(e.source) && kept.has(e.target)) }
}

const pasteOffset = 36

/** Adds copies with new ids beside the originals and selects them. */
export function pasteClip(store: EditorStore, clip: Clip): void {
  const { flow, apply } = store.getState()
  const ids = new Map(clip.nodes.map((node) => [node.id, newId('n')]))
  const taken = new Set(flow.nodes.map((node) => `${node.position.x} ${node.position.y}`))
  let shift = pasteOffset
  while (clip.nodes.some((n) => taken.has(`${n.position.x + shift} ${n.position.y + shift}`))) {
    shift += pasteOffset
  }
  const names = flow.nodes.map((node) => node.name)
  const nodes = clip.nodes.map((node) => {
    const name = freeName(names, node.name)
    names.push(name)
    const position = { x: node.position.x + shift, y: node.position.y + shift }
    return { ...node, id: ids.get(node.id) ?? newId('n'), name, position }
  })
  const edges = clip.edges.flatMap((edge) => {
    const source = ids.get(edge.source)
    const target = ids.get(edge.target)
    return source && target ? [wire(source, edge.sourceHandle, target)] : []
  })
  apply({ type: 'paste', nodes, edges }, { select: nodes.map((node) => node.id) })
}

/** `Menu`, then `Menu 2`: names are how templates and people tell steps apart. */
export function freeName(taken: readonly string[], wanted: string): string {
  if (!taken.includes(wanted)) return wanted
  const base = wanted.replace(/ \d+$/, '')
  for (let number = 2; ; number += 1) {
    const name = `${base} ${number}`
    if (!taken.includes(name)) return name
  }
}
