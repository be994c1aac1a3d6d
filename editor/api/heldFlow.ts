import { z } from 'zod'
import { storedFlowSchema } from '#shared/api/api.ts'
import { type FlowEdge, type FlowNode, flowSchema } from '#shared/flow/flow.ts'

/**
 * A flow as the server holds it. The server has parsed every value of it, so that only the shape of its nodes and edges
 * is looked at again: a thousand of them would hold up the first look at the flow.
 */
export const heldFlowSchema = storedFlowSchema.extend({
  flow: flowSchema.extend({
    nodes: z.custom<FlowNode[]>((value) => Array.isArray(value) && value.every(isNode)),
    edges: z.custom<FlowEdge[]>((value) => Array.isArray(value) && value.every(isEdge)),
  }),
})

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isNode = (value: unknown): boolean =>
  isFields(value) &&
  hasTexts(value, ['id', 'type', 'name']) &&
  isFields(value['data']) &&
  isFields(value['position']) &&
  typeof value['position']['x'] === 'number' &&
  typeof value['position']['y'] === 'number'

const isEdge = (value: unknown): boolean =>
  isFields(value) && hasTexts(value, ['id', 'source', 'sourceHandle', 'target'])

const hasTexts = (fields: Fields, names: readonly string[]): boolean =>
  names.every((name) => typeof fields[name] === 'string')
