import type { Flow } from '#shared/flow/flow.ts'

type Lists = Pick<Flow, 'nodes' | 'edges'>

/** A flow for somebody who may have the one before: whole, or what is new in it. */
export type FlowNews =
  | { readonly whole: Flow }
  | {
      readonly changed: Partial<Omit<Flow, keyof Lists>>
      /** Null: as before. */
      readonly nodes: ListNews<Flow['nodes'][number]> | null
      readonly edges: ListNews<Flow['edges'][number]> | null
    }

/** A list by what it keeps of the one before: so many at its beginning and end, and in between these places of it. */
interface ListNews<Item> {
  readonly first: number
  readonly last: number
  /** Below zero: the next of `fresh`. */
  readonly places: Int32Array
  readonly fresh: readonly Item[]
}

/**
 * What is new in a flow. Its nodes and wires are values that an edit shares with the flow before, so only those it made
 * anew cross over, and the other side keeps the very objects that it has already parsed and compiled.
 */
export function newsOf(before: Flow | null, after: Flow): FlowNews {
  if (before === null) return { whole: after }
  const { nodes, edges, ...rest } = after
  const changed: Partial<typeof rest> = Object.fromEntries(
    Object.entries(rest).filter(([key, value]) => Reflect.get(before, key) !== value),
  )
  return { changed, nodes: listNews(before.nodes, nodes), edges: listNews(before.edges, edges) }
}

/** The flow that news tell of. */
export function hearNews(before: Flow | null, news: FlowNews): Flow {
  if ('whole' in news) return news.whole
  if (before === null) throw new Error('News of a flow came before the flow.')
  return {
    ...before,
    ...news.changed,
    nodes: news.nodes ? [...hearList(before.nodes, news.nodes)] : before.nodes,
    edges: news.edges ? [...hearList(before.edges, news.edges)] : before.edges,
  }
}

function listNews<Item extends object>(
  before: readonly Item[],
  after: readonly Item[],
): ListNews<Item> | null {
  if (before === after) return null
  const shorter = Math.min(before.length, after.length)
  let first = 0
  while (first < shorter && before[first] === after[first]) first++
  let last = 0
  while (last < shorter - first && before.at(-1 - last) === after.at(-1 - last)) last++
  const known = new Map<Item, number>()
  for (let place = first; place < before.length - last; place++) {
    const item = before[place]
    if (item) known.set(item, place)
  }
  const middle = after.slice(first, after.length - last)
  return {
    first,
    last,
    places: Int32Array.from(middle, (item) => known.get(item) ?? -1),
    fresh: middle.filter((item) => !known.has(item)),
  }
}

function* hearList<Item>(
  before: readonly Item[],
  { first, last, places, fresh }: ListNews<Item>,
): Generator<Item> {
  yield* before.slice(0, first)
  let next = 0
  for (const place of places) {
    const item = place < 0 ? fresh[next++] : before[place]
    if (item === undefined) throw new Error('News of a flow do not fit the flow before.')
    yield item
  }
  yield* before.slice(before.length - last)
}
