import type { Op, OpId, Program } from './program.ts'

type Ops = Program['ops']
type Entry = readonly [OpId, Op]

const listed = new WeakMap<Ops, readonly Entry[]>()
const placed = new WeakMap<Ops, ReadonlyMap<OpId, number>>()

/** The ops of a program as a list, made once: every check goes through them. */
export function opsOf(ops: Ops): readonly Entry[] {
  const known = listed.get(ops)
  if (known) return known
  const fresh = Object.entries(ops)
  listed.set(ops, fresh)
  return fresh
}

/** Where each op stands in that list. */
export function placesOf(ops: Ops): ReadonlyMap<OpId, number> {
  const known = placed.get(ops)
  if (known) return known
  const fresh = new Map<OpId, number>()
  for (const [id] of opsOf(ops)) fresh.set(id, fresh.size)
  placed.set(ops, fresh)
  return fresh
}
