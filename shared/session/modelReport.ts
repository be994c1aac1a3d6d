import type { ModelOp } from '../compile/program.ts'
import { addMessage } from './agentState.ts'
import type { EffectResult, TurnReport } from './event.ts'
import type { Run } from './run.ts'

/** Writes down what a model's turn used and did, and counts it towards what the call may use up. */
export function noteReport(run: Run, op: ModelOp, result: EffectResult): void {
  const { node } = op
  const model = result.type === 'model' ? result.provider : ''
  const report = reportOf(result)
  for (const { tool, ok, summary } of report.tools ?? []) {
    run.note({ type: 'tool.called', node, tool, ok, summary })
    // The next turn still knows what was done.
    if (!op.once) addMessage(run, op, `${tool}${ok ? '' : ' failed'}: ${summary}`, 'event')
  }
  if (report.passages && report.passages.length > 0) {
    run.note({ type: 'knowledge.found', node, passages: report.passages })
  }
  for (const message of report.notes ?? []) run.note({ type: 'model.noted', node, message })
  const { usage } = report
  if (!usage) return
  run.note({ type: 'model.used', node, model, ...usage })
  const { tokens, cost } = run.session.spent ?? { tokens: 0, cost: 0 }
  run.session.spent = {
    tokens: tokens + usage.input + usage.output,
    cost: cost + (usage.cost ?? 0),
  }
}

function reportOf(result: EffectResult): TurnReport {
  if (result.type === 'model') return result.answer.report ?? {}
  return result.type === 'failed' ? (result.report ?? {}) : {}
}

/** Why this call may not ask a model again; null: it may. */
export function overBudget(run: Run, { budget }: ModelOp): string | null {
  const { tokens, cost } = run.session.spent ?? { tokens: 0, cost: 0 }
  if (budget?.tokens !== undefined && tokens >= budget.tokens) {
    return `The call has used ${tokens} of ${budget.tokens} tokens.`
  }
  return budget?.cost !== undefined && cost >= budget.cost
    ? `The call has cost ${rounded(cost)} of ${budget.cost}.`
    : null
}

const rounded = (cost: number): number => Math.round(cost * 10_000) / 10_000
