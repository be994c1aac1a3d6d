import type { PathStep } from '#shared/api/api.ts'
import type { Labels } from './store.ts'

/** A `node.entered` or `port.taken` row. */
export interface PathRow {
  readonly at: number
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Most steps a summary holds; the rows of the call have them all. */
const maxSteps = 300

/** The steps a call went through, with the names they had when its version was made. */
export function toPath(rows: readonly PathRow[], labels: Labels): PathStep[] {
  const path: PathStep[] = []
  for (const row of rows) {
    const node = String(row.data['node'] ?? '')
    if (row.type === 'node.entered') {
      if (path.length >= maxSteps) break
      // A step of several parts is entered again by each of them.
      const last = path.at(-1)
      if (last?.node === node && last.port === null) continue
      path.push(enter(node, row.at, labels))
    } else {
      leave(path, node, row, labels)
    }
  }
  return path
}

function enter(node: string, at: number, labels: Labels): PathStep {
  const label = labels[node]
  return {
    node,
    name: label?.name ?? node,
    type: label?.type ?? '',
    at,
    port: null,
    portTitle: null,
    reason: null,
  }
}

function leave(path: PathStep[], node: string, row: PathRow, labels: Labels): void {
  const step = path.findLast((candidate) => candidate.node === node && candidate.port === null)
  if (!step) return
  const port = String(row.data['port'] ?? '')
  // From one part of a step to the next is no way out of it.
  if (labels[node] && labels[node].ports[port] === undefined) return
  const reason = row.data['reason']
  step.port = port
  step.portTitle = labels[node]?.ports[port] ?? port
  step.reason = typeof reason === 'string' ? reason : null
}
