import { z } from 'zod'
import {
  edgeSchema,
  type Flow,
  type FlowEdge,
  type FlowNode,
  type FlowVariable,
  limits,
  nodeSchema,
  variableSchema,
} from '#shared/flow/flow.ts'
import { parseData } from '#shared/nodes/parseData.ts'
import { parseFlow } from '#shared/nodes/parseFlow.ts'
import { variablesUsed } from '#shared/nodes/variablesUsed.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { t } from '../i18n/t.ts'
import { isEntry } from './entry.ts'

/** Steps, the wires between them, and the variables they use: what the clipboard holds. */
export interface Clip {
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly FlowEdge[]
  readonly variables: readonly FlowVariable[]
}

/** What was on the clipboard: steps, or a whole flow whose steps can be had. */
export type Pasted =
  | { readonly type: 'steps'; readonly clip: Clip }
  | { readonly type: 'flow'; readonly name: string; readonly clip: Clip }

/** Newest version of the text that this build writes and reads. */
const clipVersion = 1
/** Longest text that is looked at, characters: a flow of 10,000 steps has about 4 million. */
const longest = 8_000_000

const clipSchema = z.strictObject({
  fmlStudio: z.literal('steps'),
  version: z.literal(clipVersion),
  nodes: z.array(nodeSchema).min(1).max(limits.nodes),
  edges: z.array(edgeSchema).max(limits.edges),
  variables: z.array(variableSchema).max(limits.variables),
})

/** These steps of a flow, without its entry; null when there are none. */
export function clipOf(flow: Flow, ids: readonly string[]): Clip | null {
  const wanted = new Set(ids)
  const nodes = flow.nodes.filter((node) => wanted.has(node.id) && !isEntry(node.type))
  if (nodes.length === 0) return null
  const kept = new Set(nodes.map((node) => node.id))
  const used = new Set(
    nodes.flatMap((node) => {
      const { reads, assigns } = variablesUsed(node)
      return [...reads, ...assigns]
    }),
  )
  return {
    nodes,
    edges: flow.edges.filter((edge) => kept.has(edge.source) && kept.has(edge.target)),
    variables: flow.variables.filter((one) => used.has(one.name)),
  }
}

/** The text of a clip: any other window, browser or editor of text can hold it. */
export const printClip = ({ nodes, edges, variables }: Clip): string =>
  JSON.stringify({ fmlStudio: 'steps', version: clipVersion, nodes, edges, variables })

/** Reads what somebody wants to paste; the error is a sentence for that person. */
export function readClip(text: string): Result<Pasted, string> {
  if (text.length > longest) {
    return err(t('That is too much to paste: it is longer than 8 million characters.'))
  }
  const input = parseJson(text)
  if (typeof input !== 'object' || input === null) return err(noSteps())
  try {
    if ('fmlStudio' in input) return readSteps(input)
    if ('schema' in input && 'nodes' in input) return readFlow(input)
  } catch {
    // Nested deeper than a parser can follow.
    return err(noSteps())
  }
  return err(noSteps())
}

const noSteps = (): string =>
  t('There are no steps on the clipboard. Copy steps in FML Studio, then paste them here.')

function parseJson(text: string): unknown {
  if (!text.trimStart().startsWith('{')) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function readSteps(input: object): Result<Pasted, string> {
  const version: unknown = Reflect.get(input, 'version')
  if (typeof version === 'number' && version > clipVersion) {
    return err(
      t('These steps were copied in a newer version of FML Studio. Reload this page, then paste.'),
    )
  }
  const parsed = clipSchema.safeParse(input)
  if (!parsed.success) return err(unreadable(parsed.error.issues[0]?.path.join('.') ?? ''))
  const { nodes, edges, variables } = parsed.data
  const ids = new Set(nodes.map((node) => node.id))
  if (ids.size < nodes.length) return err(unreadable('nodes'))
  if (edges.some((edge) => !ids.has(edge.source) || !ids.has(edge.target))) {
    return err(unreadable('edges'))
  }
  const broken = nodes.map(parseData).find((result) => !result.ok)
  if (broken && !broken.ok) return err(broken.error[0]?.message ?? unreadable('nodes'))
  const entered = nodes.filter((node) => !isEntry(node.type))
  return entered.length === nodes.length
    ? ok({ type: 'steps', clip: { nodes, edges, variables } })
    : err(unreadable('nodes'))
}

function readFlow(input: object): Result<Pasted, string> {
  const parsed = parseFlow(input)
  if (!parsed.ok) {
    const [first] = parsed.error
    return err([first?.message, first?.hint].filter(Boolean).join(' '))
  }
  const flow = parsed.value
  const clip = clipOf(
    flow,
    flow.nodes.map((node) => node.id),
  )
  return clip
    ? ok({ type: 'flow', name: flow.name, clip: { ...clip, variables: flow.variables } })
    : err(t('“{name}” has no steps to paste.', { name: flow.name }))
}

const unreadable = (place: string): string =>
  t('These steps cannot be pasted: “{place}” cannot be read. Copy them again.', { place })
