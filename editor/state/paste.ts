import { type FlowNode, limits, scopeName } from '#shared/flow/flow.ts'
import { renameReads } from '#shared/nodes/renameReads.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { t } from '../i18n/t.ts'
import type { Clip } from './clip.ts'
import type { EditorStore } from './editorStore.ts'
import { freeName } from './freeName.ts'
import { boundsOf } from './geometry.ts'
import { newId } from './newId.ts'

type Point = FlowNode['position']

/** Copies that would lie exactly on another step are moved by this much, px. */
const offset = 36

/** Where copies go: around a point, moved from where the originals are, or a little beside them. */
export type PastePlace = { readonly around: Point } | { readonly by: Point } | 'beside'

/** Adds copies with new ids and names and selects them; the error is a sentence. */
export function pasteClip(
  store: EditorStore,
  clip: Clip,
  place: PastePlace = 'beside',
): Result<readonly string[], string> {
  const { flow, apply } = store.getState()
  if (
    flow.nodes.length + clip.nodes.length > limits.nodes ||
    flow.edges.length + clip.edges.length > limits.edges ||
    flow.variables.length + clip.variables.length > limits.variables
  ) {
    return err(t('A flow holds at most {most, number} steps.', { most: limits.nodes }))
  }
  const ids = new Map(clip.nodes.map((node) => [node.id, newId('n')]))
  const shift = shiftFor(flow.nodes, clip, place)
  const names = namesFor(flow.nodes, clip)
  const nodes = clip.nodes.map((node) => ({
    ...renameReads(node, names.rename),
    id: ids.get(node.id) ?? newId('n'),
    name: names.of(node),
    position: { x: node.position.x + shift.x, y: node.position.y + shift.y },
  }))
  const edges = clip.edges.flatMap((edge) => {
    const source = ids.get(edge.source)
    const target = ids.get(edge.target)
    return source && target ? [{ ...edge, id: newId('e'), source, target }] : []
  })
  const select = nodes.map((node) => node.id)
  apply({ type: 'paste', nodes, edges, variables: clip.variables }, { select })
  return ok(select)
}

function shiftFor(present: readonly FlowNode[], clip: Clip, place: PastePlace): Point {
  const shift = { x: offset, y: offset }
  if (place !== 'beside' && 'by' in place) {
    shift.x = Math.round(place.by.x)
    shift.y = Math.round(place.by.y)
  } else if (place !== 'beside') {
    const bounds = boundsOf(clip.nodes)
    shift.x = bounds ? Math.round(place.around.x - bounds.x - bounds.width / 2) : 0
    shift.y = bounds ? Math.round(place.around.y - bounds.y - bounds.height / 2) : 0
  }
  const taken = new Set(present.map(({ position }) => `${position.x} ${position.y}`))
  while (clip.nodes.some((n) => taken.has(`${n.position.x + shift.x} ${n.position.y + shift.y}`))) {
    shift.x += offset
    shift.y += offset
  }
  return shift
}

/** Free names for the copies, under which they also read each other's values. */
function namesFor(present: readonly FlowNode[], clip: Clip) {
  const taken = new Set(present.map((node) => node.name))
  const names = new Map<FlowNode, string>()
  const scopes = new Map<string, string>()
  for (const node of clip.nodes) {
    const name = freeName(taken, node.name)
    taken.add(name)
    names.set(node, name)
    if (name !== node.name) scopes.set(scopeName(node.name), scopeName(name))
  }
  return {
    of: (node: FlowNode): string => names.get(node) ?? node.name,
    rename: (path: string): string | null => {
      const [root, scope = '', ...rest] = path.split('.')
      const renamed = root === 'nodes' ? scopes.get(scope) : undefined
      return renamed === undefined ? null : ['nodes', renamed, ...rest].join('.')
    },
  }
}
