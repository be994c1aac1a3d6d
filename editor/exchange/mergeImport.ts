import type { Edit } from '#shared/flow/edit.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { freeName } from '../state/commands.ts'
import { isEntry } from '../state/entry.ts'
import { boundsOf } from '../state/geometry.ts'

export interface MergedImport {
  readonly edit: Edit
  /** Id in the imported flow, id in this one. */
  readonly ids: ReadonlyMap<string, string>
}

/** Space between what was there and what comes in, px. */
const gap = 90

/** One edit that adds the steps of another flow below this one’s, without its start, with variables that are new here. */
export function mergeImport(
  flow: Flow,
  imported: Flow,
  options: { readonly title: string; readonly newId: (kind: 'n' | 'e') => string },
): MergedImport {
  const { title, newId } = options
  const incoming = imported.nodes.filter((node) => !isEntry(node.type))
  const ids = new Map(incoming.map((node) => [node.id, newId('n')]))
  const here = boundsOf(flow.nodes)
  const there = boundsOf(incoming)
  const dx = (here?.x ?? 0) - (there?.x ?? 0)
  const dy = (here ? here.y + here.height + gap : 0) - (there?.y ?? 0)
  const names = flow.nodes.map((node) => node.name)
  const nodes = incoming.map((node) => {
    const name = freeName(names, node.name)
    names.push(name)
    const position = { x: node.position.x + dx, y: node.position.y + dy }
    return { ...node, id: ids.get(node.id) ?? newId('n'), name, position }
  })
  const edges = imported.edges.flatMap((edge) => {
    const source = ids.get(edge.source)
    const target = ids.get(edge.target)
    return source && target ? [{ ...edge, id: newId('e'), source, target }] : []
  })
  const known = new Set(flow.variables.map((variable) => variable.name))
  const fresh = imported.variables.filter((variable) => !known.has(variable.name))
  const edits: Edit[] = [
    ...(fresh.length > 0
      ? [{ type: 'variables' as const, variables: [...flow.variables, ...fresh] }]
      : []),
    { type: 'paste', nodes, edges },
  ]
  return { edit: { type: 'batch', title, edits }, ids }
}
