import type { Op, OpId } from './program.ts'

/** Every op that an op may lead to. */
export function waysOf(op: Op): readonly OpId[] {
  switch (op.op) {
    case 'goto':
      return [op.to]
    case 'branch':
      return [...op.rules.map((rule) => rule.to), op.else]
    case 'count':
      return [op.under, ...(op.later ?? []), ...Object.values(op.over)]
    case 'play':
      return op.failed === undefined ? [op.next] : [op.next, op.failed]
    case 'request':
    case 'record':
    case 'dial':
    case 'schedule':
      return Object.values(op.ports)
    case 'model':
      return [...op.exits.map((exit) => exit.to), ...Object.values(op.ports), ...elseOf(op.once)]
    case 'read':
      return [op.ok, ...(op.no === undefined ? [] : [op.no]), op.bad]
    case 'split':
      return [...op.shares.map((share) => share.to), op.else]
    case 'call':
      return [
        op.to,
        ...op.outcomes.map((one) => one.to),
        ...(op.else === undefined ? [] : [op.else]),
        op.failed,
      ]
    case 'end':
    case 'return':
      return []
    case 'say':
    case 'digits':
    case 'pause':
    case 'gather':
    case 'stream':
    case 'set':
      return [op.next]
  }
}

const elseOf = (once: { readonly else: OpId } | undefined): readonly OpId[] =>
  once === undefined ? [] : [once.else]
