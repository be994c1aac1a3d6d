import { z } from 'zod'

/** Newest version of the flow document this build reads and writes. */
export const flowSchemaVersion = 1

/** The type of the one node that every flow holds exactly once; it cannot be deleted. */
export const startType = 'start'
export const isStartType = (type: string): boolean => type === startType

export const limits = {
  nodes: 10_000,
  edges: 40_000,
  variables: 500,
  name: 200,
  id: 100,
  text: 20_000,
} as const

const id = z
  .string()
  .min(1)
  .max(limits.id)
  .regex(/^[A-Za-z0-9_+-]+$/, 'may hold letters, digits, _, + and -')

export const variableTypes = ['text', 'number', 'boolean', 'date', 'list'] as const

export const variableSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,59}$/, 'starts with a letter and holds small letters, digits and _'),
  type: z.enum(variableTypes),
  default: z.string().max(2_000),
  /** Masked in every log, trace and screen. */
  sensitive: z.boolean(),
})

export const settingsSchema = z.strictObject({
  /** BCP 47. */
  language: z.string().min(2).max(35),
  /** Voice name of the speech engine; empty is the engine's own choice. */
  voice: z.string().max(100),
  timezone: z.string().min(1).max(60),
  /** Longest call in seconds. */
  longestCall: z.number().int().min(10).max(43_200),
  /** Spoken when something unexpected happens, before hanging up. */
  errorText: z.string().max(1_000),
})

/** Colours a person can give to a node: of the drawing alone, no call ever knows. */
export const nodeColors = ['sand', 'rose', 'violet', 'blue', 'teal', 'green'] as const
export type NodeColor = (typeof nodeColors)[number]

/** Smallest and largest side of a node with a size of its own, px. */
export const nodeSizes = { least: 80, most: 4_000 } as const
const side = z.number().min(nodeSizes.least).max(nodeSizes.most)

export const nodeSchema = z.strictObject({
  id,
  type: z.string().min(1).max(40),
  name: z.string().min(1).max(limits.name),
  data: z.record(z.string(), z.json()),
  position: z.strictObject({ x: z.number(), y: z.number() }),
  /** Absent: no colour. */
  color: z.enum(nodeColors).exactOptional(),
  /** Of a remark; absent: its usual size. Steps have the size that their ports give them. */
  size: z.strictObject({ width: side, height: side }).exactOptional(),
})

export const edgeSchema = z.strictObject({
  id,
  source: id,
  sourceHandle: id,
  target: id,
})

export const flowSchema = z.strictObject({
  schema: z.literal(flowSchemaVersion),
  id,
  name: z.string().min(1).max(limits.name),
  settings: settingsSchema,
  variables: z.array(variableSchema).max(limits.variables),
  nodes: z.array(nodeSchema).max(limits.nodes),
  edges: z.array(edgeSchema).max(limits.edges),
})

/** The drawing, with React Flow's own field names. `data` is parsed by each node type's schema. */
export type Flow = Readonly<z.infer<typeof flowSchema>>
export type FlowNode = Readonly<z.infer<typeof nodeSchema>>
export type FlowEdge = Readonly<z.infer<typeof edgeSchema>>
export type FlowSettings = Readonly<z.infer<typeof settingsSchema>>
export type FlowVariable = Readonly<z.infer<typeof variableSchema>>

export const defaultSettings: FlowSettings = {
  language: 'en-US',
  voice: '',
  timezone: 'UTC',
  longestCall: 1_800,
  errorText: 'Sorry, something went wrong. Please call again later. Goodbye.',
}

/** The name under which templates see what a node collected: `Look up` is `nodes.look_up`. */
export const scopeName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '') || 'node'
