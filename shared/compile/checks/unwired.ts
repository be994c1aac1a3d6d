import type { Diagnostic } from '../../diagnostic.ts'
import type { Check } from '../check.ts'

/** Ports that a caller can get to and that lead nowhere. */
export const unwired: Check = (graph) =>
  [...graph.typed.values()].flatMap(({ node }) =>
    graph.reachable.has(node.id)
      ? (graph.ports.get(node.id) ?? []).flatMap((port): Diagnostic[] => {
          if (port.unwired === 'never' || graph.target(node.id, port.id) !== undefined) return []
          const place = { nodeId: node.id, port: port.id, code: 'port.unwired' }
          const message = `“${node.name}”: nothing follows “${port.title}”`
          if (port.unwired === 'error') {
            return [
              {
                ...place,
                severity: 'error',
                message: `${message}.`,
                hint: 'Wire it to the step that should come next.',
              },
            ]
          }
          const instead = graph.ports.get(node.id)?.find((other) => other.id === port.instead)
          if (instead) {
            return [
              {
                ...place,
                severity: 'warning',
                message: `${message}, so the call goes on by “${instead.title}”.`,
                hint: 'Wire it to the step that should come next, or leave it.',
              },
            ]
          }
          // A detour ends by going back.
          if (!graph.onTheWay.has(node.id)) return []
          return [
            {
              ...place,
              severity: 'warning',
              message: `${message}, so the call ends there.`,
              hint: 'Wire it to the next step, or leave it to hang up.',
            },
          ]
        })
      : [],
  )
