import type { Flow } from '../flow/flow.ts'
import { parseData } from '../nodes/parseData.ts'
import { setData } from '../nodes/set/set.ts'
import type { SubflowData } from '../nodes/subflow/subflow.ts'
import { variablesUsed } from '../nodes/variablesUsed.ts'

/** Variables of a subflow that only carry a step's value out of it, as `collapse` makes them. */
export interface Carried {
  /** What each carries: `nodes.look_up.body`. */
  readonly paths: ReadonlyMap<string, string>
  /** Ids of the steps that do nothing but fill them. */
  readonly steps: ReadonlySet<string>
}

const carrying = /^\{\{ (nodes\.\w+\.\w+|nil) \}\}$/

/** Finds what only carries values out, so that outside the step itself can be read again. */
export function carriedOut(inner: Flow, data: SubflowData): Carried {
  const values = new Map<string, (string | undefined)[]>()
  const read = new Set(inner.nodes.flatMap((node) => [...variablesUsed(node).reads]))
  const sets = inner.nodes.map((node) => ({ node, assign: assignmentsOf(inner, node.id) }))
  for (const { node, assign } of sets) {
    const known = new Map(assign.map((one) => [one.variable, carrying.exec(one.value)?.[1]]))
    for (const name of variablesUsed(node).assigns) {
      values.set(name, [...(values.get(name) ?? []), known.get(name)])
    }
  }
  const paths = new Map<string, string>()
  for (const { variable, into } of data.outputs) {
    const found = new Set(values.get(variable))
    found.delete('nil')
    const [path] = found
    const isInput = data.inputs.some((one) => one.variable === variable)
    if (path !== undefined && found.size === 1 && !into && !isInput && !read.has(variable)) {
      paths.set(variable, path)
    }
  }
  const steps = sets.filter(
    ({ assign }) => assign.length > 0 && assign.every((one) => paths.has(one.variable)),
  )
  return { paths, steps: new Set(steps.map(({ node }) => node.id)) }
}

function assignmentsOf(flow: Flow, id: string) {
  const node = flow.nodes.find((one) => one.id === id)
  const typed = node ? parseData(node) : undefined
  const parsed = typed?.ok ? setData.safeParse(typed.value.node.data) : undefined
  return parsed?.success ? parsed.data.assign : []
}
