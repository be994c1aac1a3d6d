import type { Op } from '#shared/compile/program.ts'
import { defaultSettings, type FlowNode } from '#shared/flow/flow.ts'
import type { Port } from '#shared/nodes/defineNode.ts'
import { parseData } from '#shared/nodes/parseData.ts'

/** What of the world outside a step depends on. */
export type Outside =
  | { readonly type: 'request' }
  | { readonly type: 'sound' }
  | { readonly type: 'shares'; readonly ports: readonly Port[] }

const known = new WeakMap<FlowNode, Outside | null>()

/** What a step asks of the world, read from its ops: the simulator knows no step types. */
export function outsideOf(node: FlowNode): Outside | null {
  const found = known.get(node)
  if (found !== undefined) return found
  const fresh = read(node)
  known.set(node, fresh)
  return fresh
}

function read(node: FlowNode): Outside | null {
  const parsed = parseData(node)
  if (!parsed.ok || !parsed.value.definition.executes) return null
  const { definition, node: typed } = parsed.value
  const ops: readonly Op[] = Object.values(
    definition.compile(typed, {
      // Every way out is somewhere else, so that a step keeps the way for a sound that fails.
      target: (port) => `to ${port}`,
      settings: defaultSettings,
      subflow: null,
    }),
  )
  if (ops.some(({ op }) => op === 'request')) return { type: 'request' }
  if (ops.some(({ op }) => op === 'play')) return { type: 'sound' }
  return ops.some(({ op }) => op === 'split')
    ? { type: 'shares', ports: definition.ports(typed.data) }
    : null
}
