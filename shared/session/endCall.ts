import type { EndOp } from '../compile/program.ts'
import type { Run } from './run.ts'

/** Says goodbye and hangs up. */
export function endCall(run: Run, op: EndOp): null {
  run.say(run.render(op.text, op.node), op)
  run.add({ type: 'hangup', ...(op.node === '' ? {} : { id: op.node }) })
  run.end(run.render(op.outcome, op.node).trim() || 'completed', 'the flow ended')
  run.answer()
  return null
}

/** The error path itself, which cannot fail. */
export function giveUp(run: Run): void {
  const op = run.op(run.program.error)
  endCall(run, op?.op === 'end' ? op : { op: 'end', node: '', text: '', outcome: 'error' })
}
