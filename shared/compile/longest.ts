export interface Longest {
  readonly total: number
  /** Where the longest way goes on; null at its end. */
  readonly to: string | null
}

/** For each thing, the heaviest way on from it; a way that comes back to itself ends there. Linear. */
export function longestWays(
  next: ReadonlyMap<string, readonly string[]>,
  weight: (id: string) => number,
): ReadonlyMap<string, Longest> {
  const done = new Map<string, Longest>()
  const isOpen = new Set<string>()
  for (const root of next.keys()) {
    const walk: { readonly id: string; at: number }[] = []
    const enter = (id: string) => {
      if (done.has(id) || isOpen.has(id) || !next.has(id)) return
      isOpen.add(id)
      walk.push({ id, at: 0 })
    }
    enter(root)
    for (let frame = walk.at(-1); frame; frame = walk.at(-1)) {
      const to = next.get(frame.id)?.[frame.at++]
      if (to !== undefined) {
        enter(to)
        continue
      }
      walk.pop()
      isOpen.delete(frame.id)
      done.set(frame.id, best(frame.id, next, weight, done))
    }
  }
  return done
}

function best(
  id: string,
  next: ReadonlyMap<string, readonly string[]>,
  weight: (id: string) => number,
  done: ReadonlyMap<string, Longest>,
): Longest {
  let to: string | null = null
  let total = 0
  for (const one of next.get(id) ?? []) {
    const way = done.get(one)
    if (way && (to === null || way.total > total)) [to, total] = [one, way.total]
  }
  return { total: total + weight(id), to }
}

/** The ids of the heaviest way on from one. */
export function wayFrom(ways: ReadonlyMap<string, Longest>, from: string): readonly string[] {
  const ids: string[] = []
  for (let id: string | null = from; id !== null; id = ways.get(id)?.to ?? null) ids.push(id)
  return ids
}
