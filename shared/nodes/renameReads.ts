import type { FlowNode } from '../flow/flow.ts'
import { type RenamePath, renamePaths } from '../text/renamePaths.ts'
import { parseData } from './parseData.ts'

type Json = FlowNode['data'][string]

const barePath = /^(vars|nodes)\.[\w.-]+$/

/** A node whose templates and conditions read values by other names. The same node when none of them changes. */
export function renameReads(node: FlowNode, rename: RenamePath): FlowNode {
  const typed = parseData(node)
  if (!typed.ok) return node
  let data: FlowNode['data'] = node.data
  for (const use of typed.value.definition.templates(typed.value.node.data)) {
    data = changeAt(data, use.path.split('.'), (value) => {
      if (value === use.source) return renamePaths(value, use.kind, rename)
      // A rule that was put together from fields holds the path alone.
      return barePath.test(value) ? (rename(value) ?? value) : value
    })
  }
  return data === node.data ? node : { ...node, data }
}

function changeAt(
  data: FlowNode['data'],
  [key = '', ...rest]: readonly string[],
  change: (value: string) => string,
): FlowNode['data'] {
  const before = data[key]
  if (before === undefined) return data
  const after = changed(before, rest, change)
  return after === before ? data : { ...data, [key]: after }
}

function changed(value: Json, path: readonly string[], change: (value: string) => string): Json {
  if (path.length === 0) return typeof value === 'string' ? change(value) : value
  if (Array.isArray(value)) {
    const at = Number(path[0])
    const before = value[at]
    if (before === undefined) return value
    const after = changed(before, path.slice(1), change)
    return after === before ? value : value.with(at, after)
  }
  return typeof value === 'object' && value !== null ? changeAt(value, path, change) : value
}
