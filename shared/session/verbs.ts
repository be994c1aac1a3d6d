import type { DialOp, OpId, PlayOp, RecordOp } from '../compile/program.ts'
import { dialOf } from '../compile/verbs.ts'
import type { DialStatus, Input } from './event.ts'
import { maxAddress } from './fit.ts'
import type { Run } from './run.ts'

/** Answers, and waits for what the engine reports at the end of its last verb. */
export function waitForReport(run: Run, id: OpId): null {
  run.session.waiting = { for: 'input', op: id }
  run.answer()
  return null
}

/** Plays; only where a failure leads elsewhere does the call come back to hear of it. */
export function runPlay(run: Run, op: PlayOp, id: OpId): OpId | null {
  const url = run.render(op.url, op.node).trim()
  if (url === '' || url.length > maxAddress) {
    return op.failed === undefined
      ? run.leave(op, 'next', op.next)
      : run.leave(op, 'failed', op.failed, 'there is no address to play')
  }
  run.add({
    type: 'play',
    id: op.node,
    url,
    ...(op.loop === undefined ? {} : { loop: op.loop }),
  })
  if (op.failed === undefined) return run.leave(op, 'next', op.next)
  run.session.waiting = { for: 'input', op: id }
  run.answerAndReturn()
  return null
}

export function finishPlay(run: Run, op: PlayOp, input: Input): OpId {
  const failed = input.failedVerb === op.node && op.failed !== undefined ? op.failed : null
  return failed === null
    ? run.leave(op, 'next', op.next)
    : run.leave(op, 'failed', failed, input.failedWhy ?? 'it could not be played')
}

/** A sound that could not be played is in the trace, whether or not a port waits for it. */
export function noteFailedVerb(run: Run, input: Input): void {
  if (input.failedVerb === undefined) return
  run.note({
    type: 'error.caught',
    node: input.failedVerb,
    message: `It could not be played: ${input.failedWhy ?? 'no reason was given'}.`,
  })
}

export function runDial(run: Run, op: DialOp, id: OpId): OpId | null {
  const dial = dialOf(op, run.nextUrl(), (text) => run.render(text, op.node))
  if (dial.targets.length === 0) {
    run.keep(op.node, { status: 'failed', duration: 0, answeredBy: '', recordingUrl: '' })
    return run.leave(op, 'failed', op.ports.failed, 'there is nobody to call')
  }
  run.add(dial)
  return waitForReport(run, id)
}

const dialPorts: Readonly<Record<DialStatus, keyof DialOp['ports']>> = {
  completed: 'completed',
  'no-answer': 'noAnswer',
  busy: 'busy',
  failed: 'failed',
  // The caller gave up while it rang.
  canceled: 'noAnswer',
}

export function finishDial(run: Run, op: DialOp, input: Input): OpId {
  const status = input.dialStatus ?? 'failed'
  run.keep(op.node, {
    status,
    duration: input.dialDuration ?? 0,
    answeredBy: input.dialedTo ?? '',
    recordingUrl: input.recordingUrl ?? '',
  })
  const port = dialPorts[status]
  return run.leave(op, port, op.ports[port])
}

export function finishRecord(run: Run, op: RecordOp, input: Input): OpId {
  const recordingUrl = input.recordingUrl?.trim() ?? ''
  const duration = input.recordingDuration ?? 0
  run.keep(op.node, { recordingUrl, duration })
  // An engine that knows no length says so by leaving it out.
  const isEmpty = recordingUrl === '' || input.recordingDuration === 0
  const port = isEmpty ? 'silent' : 'recorded'
  return run.leave(op, port, op.ports[port])
}

/** Keys as the language takes them; anything else is left out. */
export const keysOf = (text: string): string =>
  text
    .replace(/[a-dW]/g, (key) => (key === 'W' ? 'w' : key.toUpperCase()))
    .replace(/[^0-9*#A-Dw]/g, '')
    .slice(0, 200)
