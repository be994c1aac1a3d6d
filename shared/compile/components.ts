type Next = ReadonlyMap<string, readonly string[]>

/**
 * Sets of things from each of which one gets back to it (Tarjan's strongly connected components, without recursion),
 * single ones only when they lead to themselves. Linear.
 */
export function loopsIn(next: Next): readonly (readonly string[])[] {
  const search = new Search(next)
  for (const root of next.keys()) search.from(root)
  return search.loops
}

class Search {
  readonly loops: string[][] = []
  private readonly next: Next
  private readonly index = new Map<string, number>()
  private readonly low = new Map<string, number>()
  private readonly isOpen = new Set<string>()
  private readonly stack: string[] = []
  private readonly walk: { readonly id: string; at: number }[] = []

  constructor(next: Next) {
    this.next = next
  }

  from(root: string): void {
    if (!this.index.has(root)) this.enter(root)
    for (let frame = this.walk.at(-1); frame; frame = this.walk.at(-1)) {
      const to = this.next.get(frame.id)?.[frame.at++]
      if (to === undefined) this.leave(frame.id)
      else this.look(frame.id, to)
    }
  }

  private enter(id: string): void {
    this.low.set(id, this.index.size)
    this.index.set(id, this.index.size)
    this.stack.push(id)
    this.isOpen.add(id)
    this.walk.push({ id, at: 0 })
  }

  private look(id: string, to: string): void {
    if (!this.next.has(to)) return
    const seen = this.index.get(to)
    if (seen === undefined) this.enter(to)
    else if (this.isOpen.has(to)) this.lower(id, seen)
  }

  private leave(id: string): void {
    this.walk.pop()
    const above = this.walk.at(-1)
    if (above) this.lower(above.id, this.low.get(id) ?? 0)
    if (this.low.get(id) === this.index.get(id)) this.close(id)
  }

  private lower(id: string, value: number): void {
    this.low.set(id, Math.min(this.low.get(id) ?? value, value))
  }

  private close(id: string): void {
    const members: string[] = []
    for (let one = this.stack.pop(); one !== undefined; one = this.stack.pop()) {
      this.isOpen.delete(one)
      members.push(one)
      if (one === id) break
    }
    if (members.length > 1 || this.next.get(id)?.includes(id)) this.loops.push(members.reverse())
  }
}
