import type { Check } from '../check.ts'

/** Texts that are not Liquid. */
export const templates: Check = (graph) =>
  [...graph.typed.values()].flatMap(({ node, texts }) =>
    texts.flatMap(({ use, problem }) =>
      problem
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
        : [],
    ),
  )
