import type { Diagnostic } from '../../diagnostic.ts'
import type { Edit } from '../../flow/edit.ts'
import type { Flow, FlowEdge, FlowNode } from '../../flow/flow.ts'

/** One way to mend a diagnostic, ready to be applied. */
export interface Fix {
  readonly title: string
  readonly edit: Edit
}
/** Finds the fixes of one diagnostic code. */
export type Fixer = (flow: Flow, diagnostic: Diagnostic) => readonly Fix[]

export const nodeOf = (flow: Flow, diagnostic: Diagnostic): FlowNode | undefined =>
  flow.nodes.find((node) => node.id === diagnostic.nodeId)

/** An id that nothing in the flow has: `end_1`. */
export function freeId(flow: Flow, word: string): string {
  const used = new Set([...flow.nodes, ...flow.edges].map((one) => one.id))
  let count = 1
  while (used.has(`${word}_${count}`)) count++
  return `${word}_${count}`
}

/** A new node to the right of another. */
export const newNode = (
  beside: FlowNode,
  node: Omit<FlowNode, 'position'>,
  columns = 1,
): FlowNode => ({
  ...node,
  position: { x: beside.position.x + 320 * columns, y: beside.position.y + 120 },
})

export const newEdge = (source: string, sourceHandle: string, target: string): FlowEdge => ({
  id: `${source}-${sourceHandle}`.slice(0, 100),
  source,
  sourceHandle,
  target,
})

/** Changes the text at a dotted path of a node's data; null when there is no text. */
export function changeText(
  data: FlowNode['data'],
  path: string,
  change: (text: string) => string,
): FlowNode['data'] | null {
  const copy: unknown = structuredClone(data)
  const parts = path.split('.')
  const last = parts.pop() ?? ''
  let place: unknown = copy
  for (const part of parts) {
    if (typeof place !== 'object' || place === null) return null
    place = Reflect.get(place, part)
  }
  if (typeof place !== 'object' || place === null) return null
  const text: unknown = Reflect.get(place, last)
  if (typeof text !== 'string' || change(text) === text) return null
  Reflect.set(place, last, change(text))
  // The copy of data with one text replaced is data.
  return copy as FlowNode['data']
}
