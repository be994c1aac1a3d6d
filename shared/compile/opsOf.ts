import type { Op, OpId, Program } from './program.ts'

type Ops = Program['ops']
type Entry = readonly [OpId, Op]

const listed = new WeakMap<Ops, readonly Entry[]>()

/** The ops of a program as a list, made once: every check goes through them. */
export function opsOf(ops: Ops): readonly Entry[] {
  const known = listed.get(ops)
  if (known) return known
  const fresh = Object.entries(ops)
  listed.set(ops, fresh)
  return fresh
}
