import {
  defaultSettings,
  type Flow,
  type FlowEdge,
  type FlowNode,
  type FlowSettings,
  type FlowVariable,
  flowSchemaVersion,
  limits,
  scopeName,
} from '../flow/flow.ts'
import { parseFlow } from '../nodes/parseFlow.ts'
import { plainLetters } from '../text/plainLetters.ts'
import type { ImportLine, ImportReport, ImportResult } from './report.ts'
import { spread } from './spread.ts'

/** Spoken where a step of ours must say something and the source says nothing: it is not heard. */
export const silence = '<break time="100ms"/>'

export type Position = FlowNode['position']

/** A flow in the making, and the report about it. Whatever is put in, what comes out parses. */
export class Drawing {
  private readonly nodes: FlowNode[] = []
  private readonly edges: FlowEdge[] = []
  private readonly wired = new Set<string>()
  private readonly ids = new Set<string>()
  private readonly scopes = new Set<string>()
  private readonly variables = new Map<string, FlowVariable>()
  private readonly variableNames = new Map<string, string>()
  private readonly takenVariables = new Set<string>()
  private readonly counts = new Map<string, number>()
  private readonly optionIds = new Map<string, number>()
  readonly converted: ImportLine[] = []
  readonly approximated: ImportLine[] = []
  readonly notConverted: ImportLine[] = []

  /** A name no other node has, neither as written nor as templates write it. */
  reserveName(wanted: string): string {
    const clean =
      wanted
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, limits.name - 10) || 'Step'
    let name = clean
    while (this.scopes.has(scopeName(name))) name = `${clean} ${this.nextOf(`name ${clean}`)}`
    this.scopes.add(scopeName(name))
    return name
  }

  /** Adds a node under a reserved name and gives its id. */
  add(type: string, name: string, data: FlowNode['data'], position: Position): string {
    const id = this.reserveId(name)
    this.nodes.push({ id, type, name, data, position: boundedPosition(position) })
    return id
  }

  private reserveId(name: string): string {
    const clean = name.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, limits.id - 10) || 'step'
    let id = clean
    while (this.ids.has(id)) id = `${clean}_${this.nextOf(`id ${clean}`)}`
    this.ids.add(id)
    return id
  }

  /** Two, three … for each further one of a kind; so that a thousand of one name stay quick. */
  private nextOf(kind: string): number {
    const next = (this.counts.get(kind) ?? 1) + 1
    this.counts.set(kind, next)
    return next
  }

  /** An id for an option, a rule or an assignment of a node. */
  optionId(prefix: string): string {
    const count = (this.optionIds.get(prefix) ?? 0) + 1
    this.optionIds.set(prefix, count)
    return `${prefix}${count}`
  }

  /** Wires a port once; the first wire stays. */
  wire(source: string, sourceHandle: string, target: string): void {
    const port = `${source} ${sourceHandle}`
    if (this.wired.has(port)) return
    this.wired.add(port)
    this.edges.push({ id: `e${this.edges.length + 1}`, source, sourceHandle, target })
  }

  /** The flow's variable for a name of the source, declared on first use. */
  variable(source: string): string {
    const known = this.variableNames.get(source)
    if (known !== undefined) return known
    const name = this.freeVariable(source)
    this.variableNames.set(source, name)
    if (this.variables.size < limits.variables) {
      this.variables.set(name, { name, type: 'text', default: '', sensitive: false })
    }
    return name
  }

  /** Says that a variable only ever holds numbers. */
  holdsNumbers(name: string): void {
    const variable = this.variables.get(name)
    if (variable) this.variables.set(name, { ...variable, type: 'number' })
  }

  private freeVariable(source: string): string {
    const words = scopeName(plainLetters(source.replace(/([a-z0-9])([A-Z])/g, '$1_$2')))
    const clean = (/^[a-z]/.test(words) ? words : `v_${words}`).slice(0, 50)
    let name = clean
    while (this.takenVariables.has(name)) name = `${clean}_${this.nextOf(`variable ${clean}`)}`
    this.takenVariables.add(name)
    return name
  }

  report(): ImportReport {
    const { converted, approximated, notConverted } = this
    return { converted, approximated, notConverted }
  }

  /** The drawing as a flow. */
  finish(name: string, settings: Partial<FlowSettings>): ImportResult {
    const flow: Flow = {
      schema: flowSchemaVersion,
      id: this.flowId(name),
      name: name.trim().slice(0, limits.name) || 'Imported flow',
      settings: { ...defaultSettings, ...settings },
      variables: [...this.variables.values()],
      nodes: spread(this.nodes),
      edges: this.edges,
    }
    const parsed = parseFlow(flow)
    return parsed.ok ? { ok: true, flow: parsed.value, report: this.report() } : parsed
  }

  private flowId(name: string): string {
    return scopeName(name).replaceAll('_', '-').slice(0, 60)
  }
}

const boundedPosition = ({ x, y }: Position): Position => ({ x: bounded(x), y: bounded(y) })
const bounded = (value: number): number =>
  Number.isFinite(value) ? Math.max(-1e6, Math.min(1e6, Math.round(value))) : 0
