import type { FlowSummary } from '#shared/api/api.ts'

export const orders = ['edited', 'name', 'calls', 'steps'] as const
export type Order = (typeof orders)[number]

/** The flows that a search finds, in an order: by words of the name, or digits of a number that answers with it. */
export function arrangeFlows(
  flows: readonly FlowSummary[],
  search: string,
  order: Order,
  callsOf: (id: string) => number,
): readonly FlowSummary[] {
  const words = fold(search).split(/\s+/).filter(Boolean)
  const found = flows.filter((flow) => {
    const name = fold(flow.name)
    return words.every((word) => name.includes(word) || hasNumber(flow, word))
  })
  const byName = (a: FlowSummary, b: FlowSummary) =>
    a.name.localeCompare(b.name, undefined, { numeric: true })
  const compare: Readonly<Record<Order, (a: FlowSummary, b: FlowSummary) => number>> = {
    edited: (a, b) => b.updatedAt - a.updatedAt || byName(a, b),
    name: byName,
    calls: (a, b) => callsOf(b.id) - callsOf(a.id) || b.updatedAt - a.updatedAt,
    steps: (a, b) => b.nodes - a.nodes || byName(a, b),
  }
  return found.toSorted(compare[order])
}

/** Small letters without accents: “buro” finds “Büro”. */
export const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

function hasNumber({ live }: FlowSummary, word: string): boolean {
  const digits = word.replace(/\D/g, '')
  return digits.length > 2 && live.some(({ number }) => number.replace(/\D/g, '').includes(digits))
}
