import type { ModelOp } from '../compile/program.ts'
import type { Json, ModelAnswer } from './event.ts'
import type { Run } from './run.ts'
import type { AgentState } from './session.ts'

export const freshAgent: AgentState = { history: [], turns: 0, silences: 0, collected: {} }
/** Most messages of a conversation that the model sees. */
const maxHistory = 60

export const stateOf = (run: Run, op: ModelOp): AgentState =>
  run.session.agents[op.node] ?? freshAgent

export function setState(run: Run, op: ModelOp, state: AgentState): void {
  run.session.agents = { ...run.session.agents, [op.node]: state }
}

export function addMessage(
  run: Run,
  op: ModelOp,
  text: string,
  role: AgentState['history'][number]['role'] = 'agent',
): void {
  const { spoken: _, ...state } = stateOf(run, op)
  const history = [...state.history, { role, text: text.trim() }]
  setState(run, op, { ...state, history: history.slice(-maxHistory) })
}

/** Keeps the values of an answer that the agent is there to find out. */
export function collect(run: Run, op: ModelOp, answer: ModelAnswer): void {
  const declared = new Set(op.collect.map((field) => field.name))
  const values: Record<string, Json> = Object.fromEntries(
    Object.entries(answer.collected).filter(([name]) => declared.has(name)),
  )
  if (Object.keys(values).length === 0) return
  const state = stateOf(run, op)
  setState(run, op, { ...state, collected: { ...state.collected, ...values } })
  run.keep(op.node, values)
}

/** What the caller really heard is what the history holds; a reminder that was cut short is no part of it. */
export function cutShort(state: AgentState, heard: string | undefined): AgentState {
  const last = state.history.at(-1)
  if (heard === undefined || last?.role !== 'agent' || state.silences > 0) return state
  const spoken = `${state.spoken ?? ''} ${heard}`.trim()
  const rest = state.history.slice(0, -1)
  return {
    ...state,
    history: spoken === '' ? rest : [...rest, { role: 'agent', text: `${spoken} …` }],
  }
}
