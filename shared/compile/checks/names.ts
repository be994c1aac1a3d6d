import type { Check } from '../check.ts'

/** Steps whose values would overwrite each other under `nodes.`. */
export const names: Check = (graph) => {
  const owners = new Map<string, string>()
  return [...graph.typed.values()].flatMap(({ node, collects, scope }) => {
    if (collects.length === 0) return []
    const owner = owners.get(scope)
    if (owner === undefined) {
      owners.set(scope, node.name)
      return []
    }
    return [
      {
        code: 'node.sameName',
        severity: 'warning' as const,
        nodeId: node.id,
        path: 'name',
        message: `Two steps keep their values under nodes.${scope}: the later one overwrites the earlier.`,
        hint: 'Rename one of them.',
      },
    ]
  })
}
