import { checkTemplate } from '../../text/liquid.ts'
import type { Check } from '../check.ts'

/** Texts that are not Liquid. */
export const templates: Check = (graph) =>
  [...graph.typed.values()].flatMap(({ node, definition }) =>
    definition.templates(node.data).flatMap((use) => {
      const problem = checkTemplate(use.source, use.kind)
      return problem
        ? [
            {
              code: 'template.bad',
              severity: 'error' as const,
              nodeId: node.id,
              path: use.path,
              message: `“${node.name}”: ${problem.message} (at character ${problem.position + 1}).`,
              hint: 'Write values as {{ vars.name }} and close what is open.',
            },
          ]
        : []
    }),
  )
