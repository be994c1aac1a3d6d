import type { Diagnostic } from '../../diagnostic.ts'
import { holesOf } from '../../text/holesOf.ts'
import type { Check } from '../check.ts'
import type { FlowGraph } from '../graph.ts'
import { linkOwn } from '../linkFlow.ts'
import { quoteName } from '../nodeName.ts'
import { opsOf } from '../opsOf.ts'
import { promptsOf } from '../prompts.ts'
import { readsOf } from '../reads.ts'

/** Prompts that say nothing but values which may be missing. */
export const mayBeEmpty: Check = (graph) => {
  let canBeMissing: ReturnType<typeof missingIn> | null = null
  const seen = new Set<string>()
  return opsOf(linkOwn(graph).ops).flatMap(([, op]): Diagnostic[] => {
    if (!graph.reachable.has(op.node)) return []
    return promptsOf(op).flatMap((source): Diagnostic[] => {
      const paths = onlyValues(source)
      if (paths === null) return []
      canBeMissing ??= missingIn(graph)
      const missing = canBeMissing
      if (!paths.every((path) => missing(op.node, path)) || seen.has(`${op.node} ${source}`)) {
        return []
      }
      seen.add(`${op.node} ${source}`)
      return [
        {
          code: 'template.mayBeEmpty',
          severity: 'warning',
          nodeId: op.node,
          ...pathOf(graph, op.node, source),
          message: `${quoteName(graph, op.node)} may say nothing: ${paths.join(' and ')} can be empty.`,
          hint: `Say what to speak instead: {{ ${paths[0]} | default: "…" }}.`,
        },
      ]
    })
  })
}

/** The values of a text that has nothing else to say; null when it always says something. */
function onlyValues(source: string): readonly string[] | null {
  if (!source.includes('{{')) return null
  const { holes, tags, text } = holesOf(source)
  if (holes.length === 0 || tags.length > 0 || /[\p{L}\p{N}]/u.test(text)) return null
  const paths = holes.flatMap((hole) => (hole.path === null || hole.hasDefault ? [] : [hole.path]))
  return paths.length === holes.length ? paths : null
}

function missingIn(graph: FlowGraph): (nodeId: string, path: string) => boolean {
  const unset = new Map(
    readsOf(graph).map((read) => [`${read.nodeId} ${read.path}`, read] as const),
  )
  const defaults = new Map(graph.flow.variables.map((one) => [`vars.${one.name}`, one.default]))
  return (nodeId, path) => {
    const read = unset.get(`${nodeId} ${path}`)
    if (path.startsWith('vars.')) {
      return defaults.get(path) === '' && (read?.state.canBeUnset ?? true)
    }
    // What an outside answer holds is not known.
    if (path.startsWith('nodes.')) return !read || read.path !== read.name || read.state.canBeUnset
    return path.startsWith('input.')
  }
}

function pathOf(graph: FlowGraph, nodeId: string, source: string): { path?: string } {
  const typed = graph.typed.get(nodeId)
  const use = typed?.definition
    .templates(typed.node.data)
    .find((one) => one.source.trim() === source.trim())
  return use ? { path: use.path } : {}
}
