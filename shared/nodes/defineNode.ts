import type { z } from 'zod'
import type { Listener, Op, OpId } from '../compile/program.ts'
import type { Diagnostic } from '../diagnostic.ts'
import type { FlowNode, FlowSettings, FlowVariable } from '../flow/flow.ts'
import type { Voicing } from './fields.ts'

export const groups = ['speak', 'listen', 'think', 'decide', 'connect', 'end'] as const
export type NodeGroup = (typeof groups)[number]

/** A named way out of a node: React Flow's source handle. */
export interface Port {
  readonly id: string
  /** What the canvas shows beside it: `1 · appointment`. */
  readonly title: string
  /**
   * When a caller gets here and it is not wired: an error on publishing, a warning and the stated default, or nothing
   * to report because the data gives no call a reason to come this way.
   */
  readonly unwired: 'error' | 'warning' | 'never'
  /** Port that the call takes instead when this one is not wired; absent: the call ends. */
  readonly instead?: string
}

/** Liquid text inside a node's data. */
export interface TemplateUse {
  /** Dotted path into the data: where the editor shows a problem. */
  readonly path: string
  readonly source: string
  readonly kind: 'template' | 'condition'
  /** Names that are known in this text alone, such as the values that a model gives to a tool: `args.city`. */
  readonly locals?: readonly string[]
}

export interface CompileContext {
  /** Op at the other end of a port's wire; the error path where it is not wired. */
  target(port: string): OpId
  /** Settings of the flow that the node stands in. */
  readonly settings: FlowSettings
  /** The subflow that the node runs, linked; null when it is not there. */
  readonly subflow: LinkedSubflow | null
  /** The flows that its model may call, by the key of their use; one that is not there is missing. */
  readonly callable?: ReadonlyMap<string, LinkedSubflow>
}

export interface LinkedSubflow {
  readonly entry: OpId
  readonly variables: readonly FlowVariable[]
}

/** What a node that runs another flow expects of it. */
export interface SubflowUse {
  /** Id of the flow. */
  readonly flow: string
  /** Names of the flow's variables that are set on the way in, and read on the way out. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** Outcomes that have a port; null: any will do. */
  readonly outcomes: readonly string[] | null
}

/** A flow that a node's model may call like a tool. */
export interface FlowCall extends SubflowUse {
  /** Of this use among those of the node: ids of what is linked begin with `<node>/<key>/`. */
  readonly key: string
  /** What the model calls it. */
  readonly name: string
  /** Where it stands in the data. */
  readonly path: string
}

/** What a node listens for at every wait of its flow. */
export type ListensFor = Pick<Listener, 'key' | 'phrases' | 'condition'>

/** Everything a node type is, except its face. One folder per type; `index.ts` lists them. */
export interface NodeDefinition<Data> {
  readonly type: string
  /** Palette name. */
  readonly title: string
  /** One sentence for the palette. */
  readonly summary: string
  readonly group: NodeGroup
  readonly data: z.ZodType<Data>
  /** Fresh data; `newId` gives ids for options, exits, rules. */
  defaults(newId: () => string): Data
  ports(data: Data): readonly Port[]
  /** What the canvas says in two lines: what the caller hears or what happens. */
  describe(data: Data): string
  /** Liquid texts to check for syntax and unknown variables. */
  templates(data: Data): readonly TemplateUse[]
  /** Names this node makes available as `nodes.<its name>.<name>`. */
  collects(data: Data): readonly string[]
  /** Flow variables (`vars.<name>`) it assigns. */
  assigns(data: Data): readonly string[]
  /** Problems only this type knows. Paths are into the data; the node id is added by the caller. */
  check(data: Data): readonly Diagnostic[]
  /** Voice and language in which the node speaks and listens, where they are not the flow's. */
  voicing(data: Data): Voicing
  /** False for a remark: no ops, no wires, nothing to reach. */
  readonly executes: boolean
  /** Set for a node that a call enters from any wait of the flow. */
  listensEverywhere(data: Data): ListensFor | null
  /** Set for a node that runs another flow. */
  subflowOf(data: Data): SubflowUse | null
  /** Flows that the node's model may call. */
  flowCalls(data: Data): readonly FlowCall[]
  /** Set for a node that ends the flow: what it says, and with which outcome. */
  endsAs(data: Data): { readonly text: string; readonly outcome: string } | null
  /** The same data with the variables that it assigns called otherwise. */
  reassign(data: Data, rename: (variable: string) => string): Data
  /** Ops of the node; the entry is keyed by the node's id, the others by `<id>.<word>`. */
  compile(
    node: FlowNode & { readonly data: Data },
    context: CompileContext,
  ): Readonly<Record<OpId, Op>>
}

type Optional =
  | 'templates'
  | 'collects'
  | 'assigns'
  | 'check'
  | 'voicing'
  | 'executes'
  | 'listensEverywhere'
  | 'subflowOf'
  | 'flowCalls'
  | 'endsAs'
  | 'reassign'

/** Fills in what most types do not need. */
export function defineNode<Data>(
  definition: Omit<NodeDefinition<Data>, Optional> & Partial<Pick<NodeDefinition<Data>, Optional>>,
): NodeDefinition<Data> {
  return {
    templates: () => [],
    collects: () => [],
    assigns: () => [],
    check: () => [],
    voicing: () => ({}),
    executes: true,
    listensEverywhere: () => null,
    subflowOf: () => null,
    flowCalls: () => [],
    endsAs: () => null,
    reassign: (data) => data,
    ...definition,
  }
}
