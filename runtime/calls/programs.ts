import { compile } from '#shared/compile/compile.ts'
import type { Program } from '#shared/compile/program.ts'
import { isError } from '#shared/diagnostic.ts'
import type { Flow } from '#shared/flow/flow.ts'
import type { PlanStore } from '../storage/planTypes.ts'
import type { FlowStore, NewCall } from '../storage/store.ts'
import type { Templates } from '../templates.ts'
import { allFlows } from './allFlows.ts'
import { labelsOf } from './labelsOf.ts'
import { isHidden, plannedFor, shareOf } from './plannedFor.ts'

/** What a dialled number or draft stands for. */
type Target =
  | {
      readonly type: 'program'
      readonly program: Program
      readonly call: TargetCall
      /** Calls at once to the number; null: as many as come. */
      readonly mostCalls: number | null
    }
  /** Nobody answers here. */
  | { readonly type: 'nobody' }
  /** Something the caller, its author, should hear. */
  | { readonly type: 'problem'; readonly text: string }

type TargetCall = Pick<NewCall, 'flowId' | 'flowName' | 'version' | 'labels'>

export interface Programs {
  /** The program a call runs until it ends. */
  load(hash: string): Promise<Program>
  resolve(to: string, revision: number | null, caller?: Caller): Promise<Target>
}

/** Who calls: some get the draft, and a share of callers another version. */
interface Caller {
  readonly from: string
  /** Tells callers apart who show no number. */
  readonly sid: string
}

/** Programs kept parsed: each is tens of kilobytes. */
const maxPrograms = 200

/** Finds and keeps the programs that calls run. */
export function createPrograms(
  store: FlowStore & PlanStore,
  templates: Templates,
  now: () => number,
): Programs {
  const kept = new Map<string, Program>()
  const keep = (program: Program): Program => {
    const [oldest] = kept.keys()
    if (kept.size >= maxPrograms && oldest !== undefined) kept.delete(oldest)
    kept.set(program.hash, program)
    return program
  }
  const load = async (hash: string): Promise<Program> => {
    const known = kept.get(hash)
    if (known) return known
    const program = await store.loadProgram(hash)
    if (!program) throw new Error(`Program ${hash} is missing from the store.`)
    return keep(program)
  }

  const resolveNumber = async (number: string, caller: Caller): Promise<Target> => {
    const [answers, plan] = await Promise.all([store.findPublished(number), store.findPlan(number)])
    const { from, sid } = caller
    // A number that is off answers like one that nobody answers.
    if (answers?.enabled === false) return { type: 'nobody' }
    if (answers && plan?.testers.includes(from)) return resolveDraft(answers.flowId, null)
    const planned =
      plan && plannedFor(plan, answers, now(), shareOf(number, isHidden(from) ? sid : from))
    const published = planned ? await store.findTarget(planned.flowId, planned.version) : answers
    if (!published) return { type: 'nobody' }
    const { flowId, flowName, version, labels } = published
    const mostCalls = answers?.mostCalls ?? null
    const program = await load(published.hash)
    return { type: 'program', program, mostCalls, call: { flowId, flowName, version, labels } }
  }

  const resolveDraft = async (flowId: string, revision: number | null): Promise<Target> => {
    const record = await store.findFlow(flowId)
    if (!record) return { type: 'nobody' }
    const { flow } = record
    if (revision !== null && revision !== record.revision) {
      const text = 'This flow was saved again meanwhile. Reload it and call once more.'
      return { type: 'problem', text }
    }
    return resolveFlow(flow, flow.id)
  }

  const resolveTemplate = async (slug: string): Promise<Target> => {
    const template = await templates.find(slug)
    return template ? resolveFlow(template.flow, `template-${slug}`) : { type: 'nobody' }
  }

  const resolveFlow = async (flow: Flow, flowId: string): Promise<Target> => {
    const flows = await allFlows(store)
    const compiled = compile(flow, { flows })
    if (!compiled.ok) return { type: 'problem', text: problemText(compiled.error.filter(isError)) }
    const labels = await store.saveProgram(compiled.value.program, labelsOf(flow, flows))
    const call = { flowId, flowName: flow.name, version: null, labels }
    return { type: 'program', program: keep(compiled.value.program), call, mostCalls: null }
  }

  return {
    load,
    resolve: async (to, revision, caller = { from: '', sid: '' }) => {
      const [, kind, id = ''] = /^(draft|template)-(.+)$/.exec(to) ?? []
      if (kind === 'draft') return resolveDraft(id, revision)
      if (kind === 'template') return resolveTemplate(id)
      return resolveNumber(to, caller)
    },
  }
}

function problemText(errors: readonly { readonly message: string }[]): string {
  const [first] = errors
  const rest = errors.length > 1 ? ` And ${errors.length - 1} more.` : ''
  return `This draft cannot run yet. ${first?.message ?? ''}${rest} Look at its problems in the editor.`
}
