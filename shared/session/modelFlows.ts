import type { ModelOp, OpId } from '../compile/program.ts'
import { setState, stateOf } from './agentState.ts'
import type { Json } from './event.ts'
import type { Run } from './run.ts'

/** Longest result that a conversation goes on with, in characters. */
const longestEvent = 4_000

type Exit = ModelOp['exits'][number]

/** What an agent is told of the steps behind an exit, or of a flow, that have come back to it. */
export function resultOf(run: Run, op: ModelOp, by: string): string {
  const exit = op.exits.find((one) => one.name === by)
  return exit?.takes ? flowResult(run, op, exit) : stepsResult(run, by, exit)
}

function stepsResult(run: Run, by: string, exit: Exit | undefined): string {
  const found = exit ? (keptBehind(run, exit) ?? null) : null
  return `${by}: ${found === null ? 'done' : JSON.stringify(found).slice(0, longestEvent)}`
}

const keptBehind = (run: Run, exit: Exit): Json | undefined => {
  const behind = run.op(exit.to)?.node
  const scope = behind === undefined ? undefined : run.program.scopes[behind]
  return scope === undefined ? undefined : run.session.nodes[scope]
}

/** What a flow that the model called has come to: its outcome, and the values that the model is told. */
function flowResult(run: Run, op: ModelOp, exit: Exit): string {
  const call = run.op(exit.to)
  const kept = keptBehind(run, exit)
  const values = new Map(typeof kept === 'object' && kept !== null ? Object.entries(kept) : [])
  const outputs = call?.op === 'call' ? call.outputs : []
  const outcome = values.get('outcome') ?? 'failed'
  const told = {
    outcome,
    ...Object.fromEntries(outputs.map(({ name }) => [name, values.get(name) ?? null])),
  }
  const ok = outcome !== 'failed'
  const text = JSON.stringify(told).slice(0, longestEvent)
  run.note({ type: 'tool.called', node: op.node, tool: exit.name, ok, summary: text.slice(0, 200) })
  return `${exit.name}${ok ? '' : ' failed'}: ${text}`
}

/** Runs a flow with what the model gave it; its end leads back here. */
export function callFlow(
  run: Run,
  op: ModelOp,
  exit: Exit,
  values: Readonly<Record<string, Json>>,
): OpId {
  setState(run, op, { ...stateOf(run, op), away: exit.name })
  const { takes = [] } = exit
  const given = Object.fromEntries(takes.map(({ name }) => [name, values[name] ?? null]))
  const node = run.op(exit.to)?.node ?? ''
  // Of an earlier call nothing stays.
  const scope = run.program.scopes[node]
  if (scope !== undefined) run.session.nodes = { ...run.session.nodes, [scope]: {} }
  run.keep(node, given)
  run.enter(exit.to)
  return exit.to
}
