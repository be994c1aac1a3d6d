import { speechEnvironment } from '#shared/api/speechEnvironment.ts'
import { checkCredentialsIn } from '#shared/compile/checkCredentials.ts'
import { checkIn } from '#shared/compile/checkEnvironment.ts'
import { checkGraph } from '#shared/compile/checkFlow.ts'
import { flowsRun } from '#shared/compile/flowsRun.ts'
import { createGraph } from '#shared/compile/graph.ts'
import { linkBody } from '#shared/compile/linkFlow.ts'
import { pagesOf } from '#shared/compile/pages.ts'
import { isError } from '#shared/diagnostic.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { printFmlLines } from '#shared/fml/printFml.ts'
import type { Analysis, Surroundings } from './analysis.ts'

/** Checks, links and prints a flow. While a flow that it runs is on its way here, nothing is said about it. */
export function analyse(
  flow: Flow,
  { flows, environment, credentials }: Surroundings,
): { readonly analysis: Analysis; readonly runs: readonly string[] } {
  const known = new Map([...flows].flatMap(([id, one]) => (one ? [[id, one] as const] : [])))
  const runs = flowsRun(flow, known)
  const options = runs.every((id) => flows.has(id)) ? { flows: known } : {}
  const graph = createGraph(flow, options)
  const diagnostics = [
    ...checkGraph(graph),
    ...(environment ? checkIn(graph, speechEnvironment(environment)) : []),
    ...(credentials ? checkCredentialsIn(graph, credentials) : []),
  ]
  const pages = pagesOf(linkBody(graph)).map(({ entry, node, document }) => ({
    entry,
    node: onCanvas(node),
    lines: printFmlLines(document).map((line) =>
      line.node === null ? line : { ...line, node: onCanvas(line.node) },
    ),
  }))
  return {
    analysis: { diagnostics: diagnostics.toSorted((a, b) => rank(a) - rank(b)), pages },
    runs,
  }

  function rank(one: (typeof diagnostics)[number]): number {
    return isError(one) ? 0 : 1
  }
}

/** The step of this flow that an op belongs to: a subflow’s ops are `outer/inner`. */
const onCanvas = (node: string): string => node.split('/')[0] ?? node
