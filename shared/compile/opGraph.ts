import type { ModelOp, Op, OpId } from './program.ts'
import { waysOf } from './ways.ts'

/** Whom a call waits for in an op: the caller or a line, an outside answer, or nobody. */
export function waitsFor(op: Op): 'caller' | 'effect' | 'nobody' {
  switch (op.op) {
    case 'gather':
    case 'record':
    case 'dial':
    case 'stream':
      return 'caller'
    case 'model':
      // One question about a text is asked behind the caller's back.
      return op.once === undefined ? 'caller' : 'effect'
    case 'request':
      return op.detached ? 'nobody' : 'effect'
    default:
      return 'nobody'
  }
}

/** Ops that follow in the same turn: none after one that waits, or that enters a subflow, which may well wait. */
export function waysWithoutWaiting(op: Op): readonly OpId[] {
  if (waitsFor(op) !== 'nobody' || op.op === 'call') return []
  // A count's `under` asks again and so waits.
  return op.op === 'count' ? Object.values(op.over) : waysOf(op)
}

/**
 * Ops that may follow while the caller does nothing that a flow understands: a rule that reads `input.` does not hold,
 * no typed value is read, a model takes none of its exits, and a count lets its caller out.
 */
export function waysInSilence(op: Op): readonly OpId[] {
  switch (op.op) {
    case 'branch':
      return [
        ...op.rules.filter((rule) => !/\binput\./.test(rule.when)).map((rule) => rule.to),
        op.else,
      ]
    case 'count':
      return Object.values(op.over)
    case 'read':
      return [op.bad]
    case 'record':
      return [op.ports.silent]
    case 'model':
      return op.once ? waysOf(op) : [...byRule(op), op.ports.noInput, op.ports.failed]
    default:
      return waysOf(op)
  }
}

const byRule = ({ exits }: ModelOp): readonly OpId[] =>
  exits.flatMap((exit) => (exit.when === undefined ? [] : [exit.to]))

/** Ops that only pass on: a page of FML runs through them. */
const passing: ReadonlySet<Op['op']> = new Set(['say', 'play', 'digits', 'pause', 'set', 'goto'])
/** Whether a page of FML ends with this op: it waits, chooses or hangs up. */
export const endsPage = (op: Op): boolean => !passing.has(op.op)
