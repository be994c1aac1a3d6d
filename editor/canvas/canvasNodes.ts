import { type Edge, type Node, Position } from '@xyflow/react'
import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import { t } from '../i18n/t.ts'
import { translateTitle } from '../i18n/translate.ts'
import { canBeEntered, isRemark } from '../state/entry.ts'
import { box, heightOf, portY, widthOf } from '../state/geometry.ts'
import { nodeOf, portsOf } from '../state/graph.ts'
import type { Selection } from '../state/history.ts'

/** A step on the canvas; `data.node` is what it was made from, so that a changed step is seen by identity. */
export type StepNodeType = Node<{ readonly node: FlowNode }, 'step' | 'note'>
export type WireType = Edge<Record<string, never>, 'wire'>

/** The way into a node. */
export const inHandle = 'in'

const bases = new WeakMap<FlowNode, StepNodeType>()

/** What React Flow needs of a step; sizes and ports are known before it is drawn. */
function baseOf(node: FlowNode): StepNodeType {
  const known = bases.get(node)
  if (known) return known
  const made = isRemark(node) ? remarkBase(node) : stepBase(node)
  bases.set(node, made)
  return made
}

/** A remark lies under steps and wires, so that a large one frames them. */
function remarkBase(node: FlowNode): StepNodeType {
  const size = { width: widthOf(node), height: heightOf(node) }
  return {
    id: node.id,
    type: 'note',
    position: node.position,
    data: { node },
    ...size,
    measured: size,
    zIndex: -1,
    ariaLabel: node.name,
    handles: [],
  }
}

function stepBase(node: FlowNode): StepNodeType {
  const ports = portsOf(node)
  const size = { width: box.handle, height: box.handle }
  return {
    id: node.id,
    type: 'step',
    position: node.position,
    data: { node },
    initialWidth: box.width,
    initialHeight: heightOf(node),
    ariaLabel: node.name,
    handles: [
      ...(canBeEntered(node)
        ? [
            {
              ...size,
              id: inHandle,
              type: 'target' as const,
              position: Position.Left,
              x: -box.handle / 2,
              y: box.portTop - box.handle / 2,
            },
          ]
        : []),
      ...ports.map((port, index) => ({
        ...size,
        id: port.id,
        type: 'source' as const,
        position: Position.Right,
        x: box.width - box.handle / 2,
        y: portY(index, ports.length) - box.handle / 2,
      })),
    ],
  }
}

/** The drawing's nodes; those that have not changed keep their identity, those being dragged their place. */
export function toCanvasNodes(
  { nodes }: Pick<Flow, 'nodes'>,
  selection: Selection,
  previous: StepNodeType[],
): StepNodeType[] {
  const selected = new Set(selection.nodes)
  const before = new Map(previous.map((node) => [node.id, node]))
  const next = nodes.map((node) => {
    const old = before.get(node.id)
    const isSelected = selected.has(node.id)
    if (old && old.data.node === node && (old.selected ?? false) === isSelected) {
      const moved = old.position.x !== node.position.x || old.position.y !== node.position.y
      if (!moved || old.dragging) return old
    }
    const base = baseOf(node)
    return {
      ...base,
      selected: isSelected,
      ...(old?.measured && base.type === 'step' ? { measured: old.measured } : {}),
      ...(old?.dragging ? { position: old.position, dragging: true } : {}),
    }
  })
  return orSame(next, previous)
}

/** Wires come after the steps, which `tabOrder.ts` sees to. */
const afterSteps = { tabIndex: -1 } as const

/** The drawing's wires, with the identity of those that have not changed. */
export function toCanvasEdges(flow: Flow, selection: Selection, previous: WireType[]): WireType[] {
  const selected = new Set(selection.edges)
  const before = new Map(previous.map((edge) => [edge.id, edge]))
  const next = flow.edges.map((edge): WireType => {
    const source = nodeOf(flow, edge.source)
    const port = source && portsOf(source).find(({ id }) => id === edge.sourceHandle)
    const target = nodeOf(flow, edge.target)
    const ariaLabel = t('Wire from {source}: {port} to {target}', {
      source: source?.name ?? '',
      port: translateTitle(port?.title ?? ''),
      target: target?.name ?? '',
    })
    const old = before.get(edge.id)
    const isSelected = selected.has(edge.id)
    const same =
      old &&
      old.source === edge.source &&
      old.sourceHandle === edge.sourceHandle &&
      old.target === edge.target &&
      old.ariaLabel === ariaLabel &&
      old.selected === isSelected
    return same
      ? old
      : {
          id: edge.id,
          type: 'wire',
          source: edge.source,
          sourceHandle: edge.sourceHandle,
          target: edge.target,
          targetHandle: inHandle,
          selected: isSelected,
          ariaLabel,
          hidden: port === undefined,
          domAttributes: afterSteps,
        }
  })
  return orSame(next, previous)
}

/** The previous list when nothing in it has changed: React Flow indexes every new list from the start. */
const orSame = <Item>(next: Item[], previous: Item[]): Item[] =>
  next.length === previous.length && next.every((item, index) => item === previous[index])
    ? previous
    : next
