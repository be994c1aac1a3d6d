import type { Diagnostic } from '../../diagnostic.ts'
import type { Check } from '../check.ts'
import { describeWay, quoteName } from '../nodeName.ts'
import { readsOf, type ValueRead } from '../reads.ts'
import { waysWithout } from '../valueFlow.ts'

/** Most names whose ways are written out: each costs a walk over the flow. */
const maxWays = 50

/** Values that are read before the way there has set them. */
export const unset: Check = (graph) => {
  const ways = new Map<string, (nodeId: string) => readonly string[]>()
  const wayTo = ({ name, nodeId }: ValueRead): string => {
    const known = ways.get(name) ?? (ways.size < maxWays ? waysWithout(graph, name) : null)
    if (!known) return 'a way there'
    ways.set(name, known)
    return `the way ${describeWay(graph, known(nodeId))}`
  }
  const seen = new Set<string>()
  return readsOf(graph).flatMap((read): Diagnostic[] => {
    const { nodeId, name, use, state, isGuarded, path } = read
    const isNever = !state.canBeSet
    if (!state.canBeUnset || (isGuarded && !isNever)) return []
    const key = `${nodeId} ${use.path} ${name}`
    if (seen.has(key)) return []
    seen.add(key)
    const place = { severity: 'warning' as const, nodeId, path: use.path }
    const who = quoteName(graph, nodeId)
    return isNever
      ? [
          {
            ...place,
            code: 'variable.neverSet',
            message: `${who} reads ${path}, which no way there sets: ${describe(wayTo(read))}.`,
            hint: 'Lead the call through the step that sets it first, or correct the name.',
          },
        ]
      : [
          {
            ...place,
            code: 'variable.unsetOnWay',
            message: `${who} reads ${path}, which nothing has set on ${wayTo(read)}.`,
            hint: `Set it on that way too, or say what to use instead: {{ ${path} | default: "…" }}.`,
          },
        ]
  })
}

const describe = (way: string): string => way.replace(/^the way /, '')
