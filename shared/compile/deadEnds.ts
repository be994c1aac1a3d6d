import { opsOf, placesOf } from './opsOf.ts'
import type { Op, OpId, Program } from './program.ts'

/**
 * The ops from which a walk can go on for ever, and where it leads from each (Kahn's algorithm from the ends): loops are among
 * them, and most flows have none. Linear.
 */
export function withoutDeadEnds(
  ops: Program['ops'],
  waysOf: (op: Op) => readonly OpId[],
): ReadonlyMap<OpId, readonly OpId[]> {
  const places = placesOf(ops)
  const ways = opsOf(ops).map(([, op]) => waysOf(op))
  const gone = findGone(ways, places)
  const isLeft = (id: OpId): boolean => gone[places.get(id) ?? -1] !== 1
  const next = new Map<OpId, readonly OpId[]>()
  for (const [id, place] of places) {
    if (gone[place] !== 1) next.set(id, ways[place]?.filter(isLeft) ?? [])
  }
  return next
}

/** 1 for each place from which every way ends; ways to what is not there never do. */
function findGone(
  ways: readonly (readonly OpId[])[],
  places: ReadonlyMap<OpId, number>,
): Uint8Array {
  const { newest, older, source } = waysInto(ways, places)
  const left = ways.map((targets) => targets.length)
  const gone = new Uint8Array(ways.length)
  const ends = left.flatMap((count, place) => (count === 0 ? [place] : []))
  for (let place = ends.pop(); place !== undefined; place = ends.pop()) {
    gone[place] = 1
    for (let way = newest[place] ?? -1; way >= 0; way = older[way] ?? -1) {
      const from = source[way] ?? 0
      left[from] = (left[from] ?? 0) - 1
      if (left[from] === 0) ends.push(from)
    }
  }
  return gone
}

/** The ways into each place, newest first, as lists through arrays: thousands of small lists would cost more than the walk. */
function waysInto(ways: readonly (readonly OpId[])[], places: ReadonlyMap<OpId, number>) {
  const count = ways.reduce((sum, targets) => sum + targets.length, 0)
  const newest = new Int32Array(ways.length).fill(-1)
  const [older, source] = [new Int32Array(count), new Int32Array(count)]
  let way = 0
  for (let place = 0; place < ways.length; place++) {
    for (const target of ways[place] ?? []) {
      const to = places.get(target)
      if (to === undefined) continue
      source[way] = place
      older[way] = newest[to] ?? -1
      newest[to] = way++
    }
  }
  return { newest, older, source }
}
