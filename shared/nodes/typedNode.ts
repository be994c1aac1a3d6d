import type { Op, OpId } from '../compile/program.ts'
import type { Diagnostic } from '../diagnostic.ts'
import { type FlowNode, type FlowSettings, scopeName } from '../flow/flow.ts'
import { type Comparison, comparisonsIn, comparisonsInTemplate } from '../text/comparisonsIn.ts'
import { checkTemplate, variablesOf } from '../text/liquid.ts'
import type { Port, SubflowUse, TemplateUse } from './defineNode.ts'
import type { AnyDefinition } from './index.ts'

/** A flow that a node runs, and where in its data that is said: empty, or with a dot at the end. */
export interface UsedFlow {
  readonly at: string
  /** Between the ids of the node and of what it links; empty for the flow that it stands for. */
  readonly key: string
  /** What the model calls it; empty where no model does. */
  readonly name: string
  readonly use: SubflowUse
}

/** Liquid in a node's data, with what is known of it. */
export interface NodeText {
  readonly use: TemplateUse
  /** What is wrong with its syntax. */
  readonly problem: ReturnType<typeof checkTemplate>
  /** Dotted paths that it reads. */
  readonly variables: readonly string[]
  readonly comparisons: readonly Comparison[]
}

/** The ops of a node that runs no flow, and all that it asked for while it was compiled. */
export interface CompiledNode {
  /** Where each of its ports led. */
  readonly targets: readonly OpId[]
  /** Null: it did not look at them. */
  readonly settings: FlowSettings | null
  readonly ops: Readonly<Record<OpId, Op>>
}

/**
 * A node whose data its own type's schema has parsed. What the type says of that data is asked once, on first need: every
 * check reads it, and after an edit only the node that was touched is asked again.
 */
export class TypedNode {
  readonly node: FlowNode
  readonly definition: AnyDefinition
  /** The linker's, and read by nobody else. */
  compiled: CompiledNode | null = null
  private ownPorts: readonly Port[] | null = null
  private ownFlows: readonly UsedFlow[] | null = null
  private ownTexts: readonly NodeText[] | null = null
  private ownCollects: readonly string[] | null = null
  private ownScope: string | null = null
  private ownSets: readonly string[] | null = null
  private ownProblems: readonly Diagnostic[] | null = null

  constructor(node: FlowNode, definition: AnyDefinition) {
    this.node = node
    this.definition = definition
  }

  get ports(): readonly Port[] {
    this.ownPorts ??= this.definition.ports(this.node.data)
    return this.ownPorts
  }

  /** Every flow that it runs: the one it stands for, and those that its model may call. */
  get flows(): readonly UsedFlow[] {
    this.ownFlows ??= flowsOf(this)
    return this.ownFlows
  }

  /** Its conditions, and its templates that hold more than plain text. */
  get texts(): readonly NodeText[] {
    this.ownTexts ??= textsOf(this)
    return this.ownTexts
  }

  /** Names that it makes available as `nodes.<scope>.<name>`. */
  get collects(): readonly string[] {
    this.ownCollects ??= this.definition.collects(this.node.data)
    return this.ownCollects
  }

  /** The name under which templates see what it collected. */
  get scope(): string {
    this.ownScope ??= scopeName(this.node.name)
    return this.ownScope
  }

  /** Names that it sets, as templates read them. */
  get sets(): readonly string[] {
    this.ownSets ??= setsOf(this)
    return this.ownSets
  }

  /** What its type finds wrong with its data. */
  get problems(): readonly Diagnostic[] {
    this.ownProblems ??= problemsOf(this)
    return this.ownProblems
  }
}

const none: readonly never[] = []

function flowsOf({ node, definition }: TypedNode): readonly UsedFlow[] {
  const own = definition.subflowOf(node.data)
  const called = definition.flowCalls(node.data)
  if (own === null && called.length === 0) return none
  return [
    ...(own ? [{ at: '', key: '', name: '', use: own }] : []),
    ...called.map((use) => ({ ...{ at: `${use.path}.`, key: use.key, name: use.name }, use })),
  ]
}

function textsOf({ node, definition }: TypedNode): readonly NodeText[] {
  const texts: NodeText[] = []
  for (const use of definition.templates(node.data)) {
    const { source, kind } = use
    const isCondition = kind === 'condition'
    // Text without a brace is only said: nothing can be wrong with it, and it reads nothing.
    if (!isCondition && !source.includes('{')) continue
    texts.push({
      use,
      problem: checkTemplate(source, kind),
      variables: variablesOf(source, kind),
      comparisons: isCondition ? comparisonsIn(source) : comparisonsInTemplate(source),
    })
  }
  return texts.length === 0 ? none : texts
}

function setsOf(typed: TypedNode): readonly string[] {
  const { node, definition, collects } = typed
  const assigned = definition.assigns(node.data)
  if (assigned.length + collects.length === 0) return none
  return [
    ...assigned.map((name) => `vars.${name}`),
    ...collects.map((name) => `nodes.${typed.scope}.${name}`),
  ]
}

function problemsOf({ node, definition }: TypedNode): readonly Diagnostic[] {
  const found = definition.check(node.data)
  return found.length === 0 ? none : found.map((one) => ({ ...one, nodeId: node.id }))
}
