import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import type { Port } from '#shared/nodes/defineNode.ts'
import { edgeFrom, nodeOf, portsOf } from '../state/graph.ts'
import { callOrder } from './callOrder.ts'

export type HeadingName = 'anywhere' | 'unreachable' | 'remarks'

/** One line of the outline. */
export type OutlineRow =
  | {
      readonly kind: 'heading'
      readonly key: string
      readonly level: 1
      readonly name: HeadingName
      readonly count: number
      readonly isOpen: boolean
    }
  | {
      readonly kind: 'step'
      readonly key: string
      readonly level: number
      readonly node: FlowNode
      readonly ways: number
      /** Ways that lead nowhere and should lead somewhere. */
      readonly open: number
      readonly isOpen: boolean
    }
  | {
      readonly kind: 'way'
      readonly key: string
      readonly level: number
      readonly node: FlowNode
      readonly port: Port
      readonly target: FlowNode | null
    }

/** The lines that show when `closed` are folded. */
export function outlineOf(flow: Flow, closed: ReadonlySet<string>): readonly OutlineRow[] {
  const { steps, anywhere, unreachable, remarks } = callOrder(flow)
  const rows: OutlineRow[] = []
  const addSteps = (ids: readonly string[], level: number) => {
    for (const id of ids) {
      const node = nodeOf(flow, id)
      if (node) addStep(node, level)
    }
  }
  const addStep = (node: FlowNode, level: number) => {
    const ports = portsOf(node)
    const ways = ports.map((port) => {
      const edge = edgeFrom(flow, node.id, port.id)
      return { port, target: (edge && nodeOf(flow, edge.target)) ?? null }
    })
    const open = ways.filter(({ port, target }) => !target && port.unwired !== 'never').length
    const isOpen = !closed.has(node.id)
    rows.push({ kind: 'step', key: node.id, level, node, ways: ports.length, open, isOpen })
    if (!isOpen) return
    for (const { port, target } of ways) {
      const key = `${node.id} ${port.id}`
      rows.push({ kind: 'way', key, level: level + 1, node, port, target })
    }
  }
  const addGroup = (name: HeadingName, ids: readonly string[]) => {
    if (ids.length === 0) return
    const key = `heading ${name}`
    const isOpen = !closed.has(key)
    rows.push({ kind: 'heading', key, level: 1, name, count: ids.length, isOpen })
    if (isOpen) addSteps(ids, 2)
  }
  addSteps(steps, 1)
  addGroup('anywhere', anywhere)
  addGroup('unreachable', unreachable)
  addGroup('remarks', remarks)
  return rows
}

/** The line that a line lies under; the line itself at the top. */
export function parentOf(rows: readonly OutlineRow[], at: number): number {
  const level = rows[at]?.level ?? 1
  for (let index = at - 1; index >= 0; index -= 1) {
    if ((rows[index]?.level ?? 1) < level) return index
  }
  return at
}

/** Place among the lines of one parent, from 1, and how many they are: what a screen reader says. */
export function placeOf(rows: readonly OutlineRow[], at: number): { at: number; of: number } {
  const level = rows[at]?.level ?? 1
  const count = (step: 1 | -1) => {
    let found = 0
    for (let index = at + step; index >= 0 && index < rows.length; index += step) {
      const other = rows[index]?.level ?? 1
      if (other < level) break
      if (other === level) found += 1
    }
    return found
  }
  const before = count(-1)
  return { at: before + 1, of: before + 1 + count(1) }
}
