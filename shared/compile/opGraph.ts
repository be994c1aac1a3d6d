import type { Op, OpId } from './program.ts'

/** Ops that may come after an op, whatever happens; in the order of its ports. */
export function waysOf(op: Op): readonly OpId[] {
  switch (op.op) {
    case 'say':
    case 'play':
    case 'pause':
    case 'set':
    case 'gather':
      return [op.next]
    case 'goto':
      return [op.to]
    case 'branch':
      return [...op.rules.map((rule) => rule.to), op.else]
    case 'count':
      return [op.under, op.over.noInput, op.over.noMatch]
    case 'request':
      return Object.values(op.ports)
    case 'model':
      return [...op.exits.map((exit) => exit.to), ...Object.values(op.ports)]
    case 'end':
      return []
  }
}

/** Whom a call waits for in an op: the caller, an outside answer, or nobody. */
export function waitsFor(op: Op): 'caller' | 'effect' | 'nobody' {
  switch (op.op) {
    case 'gather':
    case 'model':
      return 'caller'
    case 'request':
      return 'effect'
    default:
      return 'nobody'
  }
}

/** Ops that follow in the same turn: none after an op that waits. A count's `under` asks again and so waits. */
export function waysWithoutWaiting(op: Op): readonly OpId[] {
  if (waitsFor(op) !== 'nobody') return []
  return op.op === 'count' ? [op.over.noInput, op.over.noMatch] : waysOf(op)
}

/**
 * Ops that may follow while the caller does nothing that a flow understands: a rule that reads `input.` does not hold,
 * a model takes none of its exits, and a count lets its caller out.
 */
export function waysInSilence(op: Op): readonly OpId[] {
  switch (op.op) {
    case 'branch':
      return [
        ...op.rules.filter((rule) => !/\binput\./.test(rule.when)).map((rule) => rule.to),
        op.else,
      ]
    case 'count':
      return [op.over.noInput, op.over.noMatch]
    case 'model':
      return [op.ports.noInput, op.ports.failed]
    default:
      return waysOf(op)
  }
}

/** Whether a page of FML ends with this op: it waits, chooses or hangs up. */
export const endsPage = (op: Op): boolean =>
  waitsFor(op) !== 'nobody' || op.op === 'branch' || op.op === 'count' || op.op === 'end'
