import type { CallOp, Listener, OpId, ReturnOp } from '../compile/program.ts'
import { evaluateTemplate } from '../text/liquid.ts'
import { endCall } from './endCall.ts'
import type { Json } from './event.ts'
import type { Run } from './run.ts'
import type { CallFrame, DetourFrame, Frame } from './session.ts'
import { initialVars, toJson, toVariable } from './values.ts'

/** Enters a subflow: its own variables, at what is handed in or their defaults. */
export function enterSubflow(run: Run, op: CallOp, id: OpId): OpId {
  const vars: Record<string, Json> = { ...initialVars(op.variables) }
  for (const { variable, value } of op.inputs) {
    const declared = op.variables.find((one) => one.name === variable)
    if (!declared) continue
    const evaluated = evaluateTemplate(value, run.scope())
    if (evaluated.ok) {
      const given = toJson(evaluated.value)
      // What a model left out begins as it was declared.
      const isLeftOut = op.else !== undefined && (given === null || given === '')
      if (!isLeftOut) vars[variable] = toVariable(declared.type, given)
    } else
      run.note({ type: 'error.caught', node: op.node, message: `${variable}: ${evaluated.error}.` })
  }
  // Without a subflow there is nothing to come back from.
  if (!run.op(op.to) || op.to === op.failed) return run.leave(op, 'failed', op.failed)
  const { vars: outerVars, nodes } = run.session
  run.session.frames = [...run.frames, { type: 'call', op: id, vars: outerVars, nodes }]
  run.session.vars = vars
  run.session.nodes = {}
  run.enter(op.to)
  return op.to
}

/** Goes back from a subflow or a detour; the next op, or null when the call ends here. */
export function goBack(run: Run, op: ReturnOp): OpId | null {
  run.say(run.render(op.text, op.node), op)
  const outcome = run.render(op.outcome, op.node).trim() || 'completed'
  const { frames } = run
  const top = frames.at(-1)
  if (op.out === 'nearest' && top?.type === 'detour') return endDetour(run, top)
  const at = frames.findLastIndex((frame) => frame.type === 'call')
  const frame = frames[at]
  if (frame?.type !== 'call') {
    return endCall(run, { op: 'end', node: op.node, text: '', outcome: op.outcome })
  }
  run.session.frames = frames.slice(0, at)
  return finishSubflow(run, frame, op.failed ? null : outcome)
}

function finishSubflow(run: Run, frame: CallFrame, outcome: string | null): OpId {
  const inner = run.session.vars
  run.session.vars = frame.vars
  run.session.nodes = frame.nodes
  const op = run.op(frame.op)
  if (op?.op !== 'call') return run.program.error
  for (const { variable, into } of op.outputs) {
    if (into === undefined || !(into in frame.vars)) continue
    run.session.vars = { ...run.session.vars, [into]: inner[variable] ?? null }
  }
  const outputs = op.outputs.map(({ name, variable }) => [name, inner[variable] ?? null] as const)
  run.keep(op.node, { ...Object.fromEntries(outputs), outcome: outcome ?? 'failed' })
  const way = op.outcomes.find((one) => one.outcome === outcome)
  if (!way && outcome !== null && op.else !== undefined) return run.leave(op, outcome, op.else)
  return way
    ? run.leave(op, way.port, way.to)
    : run.leave(op, 'failed', op.failed, outcome === null ? undefined : `it ended with ${outcome}`)
}

/** Back to where the caller was, who is asked again there. */
function endDetour(run: Run, frame: DetourFrame): OpId {
  const { vars, nodes } = run.session
  const below = run.frames.slice(0, -1)
  const [first, ...rest] = frame.inner
  if (first?.type === 'call') {
    // The flow around the subflows keeps what the detour has set.
    run.session.frames = [...below, { ...first, vars, nodes }, ...rest]
    run.session.vars = frame.vars
    run.session.nodes = frame.nodes
  } else {
    run.session.frames = [...below, ...frame.inner]
  }
  run.backAt = frame.op
  run.enter(frame.op)
  return frame.op
}

/** Leaves the waiting op `from` for a listener; a detour that begins anew keeps the place it came from. */
export function takeDetour(run: Run, listener: Listener, from: OpId): OpId {
  const { vars, nodes } = run.session
  const { frames } = run
  const at = levelOf(run, frames, listener.within)
  const running = frames[at]
  const left = frames.slice(running?.type === 'detour' ? at + 1 : at)
  const outer = left.find((frame) => frame.type === 'call')
  const detour: DetourFrame =
    running?.type === 'detour' ? running : { type: 'detour', op: from, inner: left, vars, nodes }
  run.session.frames = [...frames.slice(0, at), detour]
  if (outer) {
    run.session.vars = outer.vars
    run.session.nodes = outer.nodes
  }
  run.note({ type: 'node.entered', node: listener.node })
  return listener.to
}

/** How many frames stand around the flow that a listener belongs to. */
function levelOf(run: Run, frames: readonly Frame[], within: string): number {
  if (within === '') return 0
  const at = frames.findLastIndex(
    (frame) => frame.type === 'call' && `${run.op(frame.op)?.node ?? ''}/` === within,
  )
  return at + 1
}
