import type { Diagnostic } from '../../diagnostic.ts'
import type { Check } from '../check.ts'

/** Ports that a caller can get to and that lead nowhere. */
export const unwired: Check = (graph) =>
  [...graph.typed.values()].flatMap(({ node }) =>
    graph.reachable.has(node.id)
      ? (graph.ports.get(node.id) ?? []).flatMap((port): Diagnostic[] => {
          if (graph.target(node.id, port.id) !== undefined) return []
          const place = { nodeId: node.id, port: port.id, code: 'port.unwired' }
          return port.unwired === 'error'
            ? [
                {
                  ...place,
                  severity: 'error',
                  message: `“${node.name}”: nothing follows “${port.title}”.`,
                  hint: 'Wire it to the step that should come next.',
                },
              ]
            : [
                {
                  ...place,
                  severity: 'warning',
                  message: `“${node.name}”: nothing follows “${port.title}”, so the call ends there.`,
                  hint: 'Wire it to the next step, or leave it to hang up.',
                },
              ]
        })
      : [],
  )
