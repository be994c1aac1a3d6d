import type { Edit } from '../flow/edit.ts'
import {
  type Flow,
  type FlowEdge,
  type FlowNode,
  type FlowVariable,
  isStartType,
  scopeName,
} from '../flow/flow.ts'
import { definitionOf } from '../nodes/index.ts'
import { parseData } from '../nodes/parseData.ts'
import { renameReads } from '../nodes/renameReads.ts'
import { say } from '../nodes/say/say.ts'
import { set } from '../nodes/set/set.ts'
import { type SubflowData, subflowData } from '../nodes/subflow/subflow.ts'
import { variablesUsed } from '../nodes/variablesUsed.ts'
import { err, ok, type Result } from '../result.ts'
import { type Carried, carriedOut } from './carried.ts'
import { freeVariable, pathsReadBy, reachedFrom } from './crossings.ts'
import { endOf } from './endOf.ts'

/** Why a subflow cannot be taken apart; `names` are those of the steps that stand in the way. */
export interface ExpandRefusal {
  readonly code: 'notSubflow' | 'noBeginning' | 'everywhere' | 'readsOutcome' | 'computedOutcome'
  readonly names: readonly string[]
}

export interface ExpandOptions {
  newId(prefix: string): string
  /** A free name like the wanted one; it is taken then. */
  freeName(wanted: string): string
}

/** Id of the flow that a step runs; null for every other step. */
export function flowRunBy(node: FlowNode): string | null {
  const typed = parseData(node)
  if (!typed.ok) return null
  return typed.value.definition.subflowOf(typed.value.node.data)?.flow ?? null
}

export interface Expanded {
  readonly nodes: readonly FlowNode[]
  readonly edits: readonly Edit[]
}

/** Puts the steps of a flow in the place of the step that runs it. */
export function expand(
  flow: Flow,
  nodeId: string,
  inner: Flow,
  options: ExpandOptions,
): Result<Expanded, ExpandRefusal> {
  const node = flow.nodes.find((one) => one.id === nodeId)
  const data = node && flowRunBy(node) !== null ? subflowData.safeParse(node.data) : undefined
  if (!node || !data?.success) return err({ code: 'notSubflow', names: [] })
  const refusal = refuse(flow, node, inner)
  if (refusal) return err(refusal)
  const start = inner.nodes.find((one) => isStartType(one.type))
  const entry = inner.edges.find((edge) => edge.source === start?.id)?.target
  if (start === undefined || entry === undefined) return err({ code: 'noBeginning', names: [] })
  return ok(new Expansion(flow, node, data.data, inner, options).at(start, entry))
}

function refuse(flow: Flow, node: FlowNode, inner: Flow): ExpandRefusal | null {
  const named = (code: ExpandRefusal['code'], nodes: readonly FlowNode[]): ExpandRefusal => ({
    code,
    names: nodes.map((one) => one.name),
  })
  const everywhere = inner.nodes.filter((one) =>
    definitionOf(one.type)?.listensEverywhere(one.data),
  )
  if (everywhere.length > 0) return named('everywhere', everywhere)
  const computed = inner.nodes.filter((one) => endOf(one)?.outcome.includes('{'))
  if (computed.length > 0) return named('computedOutcome', computed)
  const outcome = `nodes.${scopeName(node.name)}.outcome`
  const readers = flow.nodes.filter((one) => pathsReadBy(one).includes(outcome))
  return readers.length > 0 ? named('readsOutcome', readers) : null
}

/** What a variable is set to where the subflow began. */
interface Assignment {
  readonly variable: string
  readonly value: string
}

/** One subflow being taken apart. */
class Expansion {
  private readonly flow: Flow
  private readonly node: FlowNode
  private readonly data: SubflowData
  private readonly inner: Flow
  private readonly options: ExpandOptions
  private readonly ids: ReadonlyMap<string, string>
  private readonly scopes = new Map<string, string>()
  private readonly variables = new Map<string, string>()
  private readonly declared: FlowVariable[] = []
  private readonly carried: Carried
  private readonly idleEnd: string | undefined
  /** Whether a call may come by more than once. */
  private readonly isAgain: boolean
  private readonly assignedOutside: ReadonlySet<string>
  private readonly nodes: FlowNode[] = []
  private readonly edges: FlowEdge[] = []

  constructor(flow: Flow, node: FlowNode, data: SubflowData, inner: Flow, options: ExpandOptions) {
    this.flow = flow
    this.node = node
    this.data = data
    this.inner = inner
    this.options = options
    this.carried = carriedOut(inner, data)
    this.idleEnd = failureEnd(flow, node)
    const leaving = flow.edges.filter((edge) => edge.source === node.id).map((edge) => edge.target)
    this.isAgain = reachedFrom(flow.edges, leaving).has(node.id)
    const others = flow.nodes.filter((one) => one.id !== node.id)
    this.assignedOutside = new Set(others.flatMap((one) => [...variablesUsed(one).assigns]))
    this.ids = new Map(inner.nodes.map((one) => [one.id, options.newId('n')]))
  }

  at(start: FlowNode, entry: string): Expanded {
    const beginning = this.nameVariables()
    const steps = this.inner.nodes.filter((one) => one.id !== start.id)
    const kept = steps.filter((one) => {
      const ends = endOf(one)
      return (ends === null || ends.text.trim() !== '') && !this.carried.steps.has(one.id)
    })
    const left = Math.min(...kept.map((one) => one.position.x))
    const top = Math.min(...kept.map((one) => one.position.y))
    const offset = beginning.length > 0 ? 316 : 0
    const names = new Map(kept.map((one) => [one.id, this.options.freeName(one.name)]))
    for (const one of kept) {
      this.scopes.set(scopeName(one.name), scopeName(names.get(one.id) ?? one.name))
    }
    for (const one of kept) {
      const position = {
        x: this.node.position.x + offset + one.position.x - left,
        y: this.node.position.y + one.position.y - top,
      }
      this.nodes.push(this.moved(one, names.get(one.id) ?? one.name, position))
    }
    for (const edge of this.inner.edges) {
      if (edge.source === start.id || this.carried.steps.has(edge.source)) continue
      this.wire(this.ids.get(edge.source), edge.sourceHandle, this.goalOf(edge.target))
    }
    for (const one of kept) this.wireOpenPorts(one)
    const first = this.begin(beginning, this.goalOf(entry))
    return { nodes: this.nodes, edits: this.edits(first) }
  }

  /** Inside, an open port ends the subflow: with `completed`, or by its failure. */
  private wireOpenPorts(one: FlowNode): void {
    const typed = parseData(one)
    if (!typed.ok) return
    const wired = new Set(
      this.inner.edges.filter((edge) => edge.source === one.id).map((edge) => edge.sourceHandle),
    )
    for (const port of typed.value.definition.ports(typed.value.node.data)) {
      if (wired.has(port.id) || port.instead !== undefined) continue
      const isFailure = port.unwired !== 'warning'
      // Where a failure only says the flow's own words, an open port does so by itself.
      if (isFailure && this.idleEnd !== undefined) continue
      this.wire(this.ids.get(one.id), port.id, this.afterEnd(isFailure ? 'failed' : 'completed'))
    }
  }

  /** A step as it stands outside; what ended the subflow with words says them and goes on. */
  private moved(one: FlowNode, name: string, position: FlowNode['position']): FlowNode {
    const id = this.ids.get(one.id) ?? one.id
    const ends = endOf(one)
    const typed = parseData(one)
    const data = typed.ok
      ? typed.value.definition.reassign(
          typed.value.node.data,
          (old) => this.variables.get(old) ?? old,
        )
      : one.data
    const body = ends ? { type: say.type, data: { text: ends.text } } : { type: one.type, data }
    const made = renameReads({ ...one, ...body, id, name, position }, (path) => this.renamed(path))
    if (ends) this.wire(id, 'next', this.afterEnd(ends.outcome))
    return made
  }

  private renamed(path: string): string | null {
    const [root, name = '', ...rest] = path.split('.')
    const to =
      root === 'nodes' ? this.scopes.get(name) : root === 'vars' ? this.variables.get(name) : null
    return to ? [root, to, ...rest].join('.') : null
  }

  /** Where a wire inside leads now. */
  private goalOf(target: string): string | undefined {
    const node = this.inner.nodes.find((one) => one.id === target)
    if (this.carried.steps.has(target)) {
      const next = this.inner.edges.find((edge) => edge.source === target)?.target
      return next === undefined || next === target ? this.afterEnd('completed') : this.goalOf(next)
    }
    const ends = node ? endOf(node) : null
    return ends && ends.text.trim() === '' ? this.afterEnd(ends.outcome) : this.ids.get(target)
  }

  /** Where the call goes on outside after an outcome. */
  private afterEnd(outcome: string): string | undefined {
    const listed = this.data.outcomes.find((one) => one.outcome.trim() === outcome)
    const port = outcome === 'failed' ? 'failed' : (listed?.id ?? 'failed')
    return this.flow.edges.find(
      (edge) => edge.source === this.node.id && edge.sourceHandle === port,
    )?.target
  }

  /**
   * Names the subflow's variables outside: one that only hands a variable through is that variable, every other one
   * becomes a variable of its own. What must be set on entering comes back.
   */
  private nameVariables(): readonly Assignment[] {
    const used = this.inner.nodes.map(variablesUsed)
    const assigned = new Set(used.flatMap((one) => [...one.assigns]))
    const read = new Set(used.flatMap((one) => [...one.reads]))
    for (const output of this.data.outputs) read.add(output.variable)
    const outside = new Set(this.flow.variables.map((one) => one.name))
    const taken = new Set(outside)
    return this.inner.variables
      .filter(({ name }) => (assigned.has(name) || read.has(name)) && !this.carried.paths.has(name))
      .flatMap((variable) =>
        this.nameVariable(variable, assigned.has(variable.name), outside, taken),
      )
  }

  private nameVariable(
    variable: FlowVariable,
    isAssigned: boolean,
    outside: ReadonlySet<string>,
    taken: Set<string>,
  ): readonly Assignment[] {
    const { name } = variable
    const input = this.data.inputs.find((one) => one.variable === name)
    const from = /^\{\{ vars\.([a-z][a-z0-9_]*) \}\}$/.exec(input?.value ?? '')?.[1]
    const same = this.sameOutside(variable, isAssigned, from)
    const isHandedThrough = same !== undefined && outside.has(same)
    const to = isHandedThrough ? same : freeVariable(taken, name)
    this.variables.set(name, to)
    if (!isHandedThrough) this.declared.push({ ...variable, name: to })
    if (isHandedThrough && from === same) return []
    if (input) return [{ variable: to, value: input.value }]
    // Where a call comes by once, and nothing else sets it, a variable is still what it is at the start.
    const isFresh = !this.isAgain && (!isHandedThrough || !this.assignedOutside.has(to))
    return isAssigned && !isFresh ? [{ variable: to, value: variable.default }] : []
  }

  /** The variable outside that is the same as one inside: handed through, or a setting that nobody changes. */
  private sameOutside(
    variable: FlowVariable,
    isAssigned: boolean,
    from: string | undefined,
  ): string | undefined {
    const { name, type } = variable
    const into = this.data.outputs.find((one) => one.variable === name && one.into)?.into
    if (into !== undefined || isAssigned) return into
    if (this.data.inputs.some((one) => one.variable === name)) return from
    const twin = this.flow.variables.find((one) => one.name === name)
    const isSetting = twin?.type === type && twin.default === variable.default
    return isSetting && !this.assignedOutside.has(name) ? name : undefined
  }

  /** The step that comes first: what sets the variables on entering, else the subflow's own first step. */
  private begin(beginning: readonly Assignment[], first: string | undefined): string | undefined {
    if (beginning.length === 0) return first
    const id = this.options.newId('n')
    this.nodes.push({
      id,
      type: set.type,
      name: this.options.freeName(`Begin ${this.node.name}`.slice(0, 190)),
      data: { assign: beginning.map((one) => ({ id: this.options.newId('a'), ...one })) },
      position: this.node.position,
    })
    this.wire(id, 'next', first)
    return id
  }

  private wire(source: string | undefined, sourceHandle: string, target: string | undefined): void {
    if (source === undefined || target === undefined) return
    this.edges.push({ id: this.options.newId('e'), source, sourceHandle, target })
  }

  private idle(): readonly string[] {
    const isUsed = this.edges.some((edge) => edge.target === this.idleEnd)
    return this.idleEnd === undefined || isUsed ? [] : [this.idleEnd]
  }

  /** By which name the rest of the flow reads a variable of the subflow now. */
  private outside(variable: string): string | null {
    const path = this.carried.paths.get(variable)
    if (path !== undefined) return this.renamed(path) ?? path
    const name = this.variables.get(variable)
    return name === undefined ? null : `vars.${name}`
  }

  private edits(first: string | undefined): readonly Edit[] {
    const { flow, node } = this
    const scope = scopeName(node.name)
    const outputs = new Map(this.data.outputs.map((one) => [one.name, this.outside(one.variable)]))
    const rename = (path: string): string | null => {
      const [root, name, value = '', ...rest] = path.split('.')
      const to = root === 'nodes' && name === scope ? outputs.get(value) : undefined
      return to ? [to, ...rest].join('.') : null
    }
    const reading = flow.nodes.flatMap((one): Edit[] => {
      const renamed = one.id === node.id ? one : renameReads(one, rename)
      return renamed === one ? [] : [{ type: 'node.data', id: one.id, data: renamed.data }]
    })
    const entering = flow.edges.filter((edge) => edge.target === node.id && edge.source !== node.id)
    const itself = (target: string) => (target === node.id ? first : target)
    return [
      ...reading,
      { type: 'node.remove', ids: [node.id, ...this.idle()] },
      {
        type: 'paste',
        nodes: this.nodes,
        edges: this.edges.flatMap((edge) => {
          const target = itself(edge.target)
          return target === undefined ? [] : [{ ...edge, target }]
        }),
        variables: this.declared,
      },
      ...entering.flatMap((edge): Edit[] =>
        first === undefined ? [] : [{ type: 'edge.connect', edge: { ...edge, target: first } }],
      ),
    ]
  }
}

/** The goodbye for a subflow that went wrong, as `collapse` makes it: nothing else leads there. */
function failureEnd(flow: Flow, node: FlowNode): string | undefined {
  const wire = flow.edges.find((edge) => edge.source === node.id && edge.sourceHandle === 'failed')
  const goal = flow.nodes.find((one) => one.id === wire?.target)
  const ends = goal ? endOf(goal) : null
  const isOurs = ends?.outcome === 'error' && ends.text === flow.settings.errorText
  const isAlone = flow.edges.filter((edge) => edge.target === goal?.id).length === 1
  return isOurs && isAlone ? goal?.id : undefined
}
