import type { FlowReport } from '#shared/compile/reportOn.ts'
import type { Flow } from '#shared/flow/flow.ts'

/** A report as people read it. */
export function printReport(flow: Flow, report: FlowReport): string {
  const names = new Map(flow.nodes.map((node) => [node.id, node.name]))
  const way = (ids: readonly string[]) => ids.map((id) => names.get(id) ?? id).join(' → ')
  const { silence, roundTrips, coverage } = report
  const loose = coverage.filter((port) => !port.isWired)
  return `${[
    flow.name,
    `  ${report.hash}`,
    `  ${report.nodes} nodes, ${report.ops} ops, ${report.pages.length} pages of FML`,
    silence.milliseconds === 0
      ? '  Longest silence: none'
      : `  Longest silence: ${silence.milliseconds / 1_000} s over ${silence.effects} outside answers: ${way(silence.nodes)}`,
    `  Longest path: ${roundTrips.turns} round trips, ${roundTrips.onePerNode} with one per node: ${way(roundTrips.nodes)}`,
    `  Unreachable: ${report.unreachable.length === 0 ? 'none' : way(report.unreachable)}`,
    `  To cover: ${coverage.length} ways out${loose.length === 0 ? '' : `, ${loose.length} of them loose`}`,
    ...coverage.map(
      (port) =>
        `    ${names.get(port.nodeId) ?? port.nodeId} · ${port.title}${port.isWired ? '' : ' (loose)'}`,
    ),
  ].join('\n')}\n`
}
