import type { Edit } from '#shared/flow/edit.ts'
import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import { type AnyDefinition, definitionOf } from '#shared/nodes/index.ts'
import { t } from '../i18n/t.ts'
import { draftOf, wire } from './commands.ts'
import type { EditorStore } from './editorStore.ts'
import { canBeEntered } from './entry.ts'
import { box, freePlace, heightOf } from './geometry.ts'
import { nodeOf, portsOf } from './graph.ts'

/** Free space on either side of a step that stands in a wire, px. */
const gap = 64

/** Whether a wire may lead to a new step of this type. */
export const canFollow = (definition: AnyDefinition): boolean => canBeEntered(sampleOf(definition))

/** Whether a new step of this type may stand in a wire: entered by it, and with a way on. */
export const canStandBetween = (definition: AnyDefinition): boolean =>
  canFollow(definition) && portsOf(sampleOf(definition)).length > 0

const samples = new Map<string, FlowNode>()

function sampleOf(definition: AnyDefinition): FlowNode {
  const known = samples.get(definition.type)
  if (known) return known
  const { type } = definition
  const data = definition.defaults(() => 'o')
  const made = { id: 'sample', type, name: type, data, position: { x: 0, y: 0 } }
  samples.set(type, made)
  return made
}

/**
 * Puts a new step into a wire: the wire leads to it, and its first way out leads on to where the wire led. What lies
 * further on moves along when there is no room. Null when the step cannot stand there.
 */
export function insertStep(store: EditorStore, type: string, edgeId: string): string | null {
  const { flow, apply } = store.getState()
  const definition = definitionOf(type)
  const edge = flow.edges.find((one) => one.id === edgeId)
  const source = edge && nodeOf(flow, edge.source)
  const target = edge && nodeOf(flow, edge.target)
  if (!definition || !source || !target || !canStandBetween(definition)) return null
  const draft = draftOf(flow, definition)
  const [next] = portsOf(draft)
  if (!next) return null
  const { at, positions } = placeBetween(flow, source, target, heightOf(draft))
  const node = { ...draft, position: at }
  const edits: Edit[] = [
    ...(Object.keys(positions).length > 0 ? [{ type: 'node.move' as const, positions }] : []),
    { type: 'node.add', node, edge: wire(source.id, edge.sourceHandle, node.id) },
    { type: 'edge.connect', edge: wire(node.id, next.id, target.id) },
  ]
  apply(
    { type: 'batch', title: t('insert {name}', { name: node.name }), edits },
    { select: [node.id] },
  )
  return node.id
}

/** A place between two steps, and where everything behind it goes to make room. */
function placeBetween(flow: Flow, source: FlowNode, target: FlowNode, height: number) {
  const from = source.position.x + box.width
  const room = target.position.x - from
  const needed = box.width + gap * 2
  // A wire that leads back has no room of its own: the step stands where one looks for it.
  if (room < 0 || room >= needed) {
    const x = (source.position.x + target.position.x) / 2
    const y = (source.position.y + target.position.y) / 2
    return { at: freePlace(flow, { x, y }, height), positions: {} }
  }
  // Otherwise it takes the target's place, which is free of the target's neighbours.
  const x = from + gap
  return {
    at: { x, y: target.position.y },
    positions: pushed(flow, target, source, needed - room),
  }
}

/** The target and all that comes after it, moved to the right; what lies left of it stays. */
function pushed(flow: Flow, target: FlowNode, source: FlowNode, by: number) {
  const next = new Map<string, string[]>()
  for (const edge of flow.edges) {
    const list = next.get(edge.source)
    if (list) list.push(edge.target)
    else next.set(edge.source, [edge.target])
  }
  const seen = new Set<string>([source.id])
  const open = [target.id]
  const moved: [string, FlowNode['position']][] = []
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = nodeOf(flow, id)
    if (!node || seen.has(id)) continue
    seen.add(id)
    if (node.position.x < target.position.x) continue
    moved.push([id, { x: node.position.x + by, y: node.position.y }])
    open.push(...(next.get(id) ?? []))
  }
  return Object.fromEntries(moved)
}
