/** What the quick command offers, by its words. */
interface Offer {
  readonly label: string
  readonly description: string
}

/** How well words fit an offer: 0 is its very name, null is not at all. */
function rankOf({ label, description }: Offer, words: string): number | null {
  const wanted = words.trim().toLowerCase()
  const name = label.toLowerCase()
  if (wanted === '' || name === wanted) return 0
  if (name.startsWith(wanted)) return 1
  if (name.includes(` ${wanted}`)) return 2
  if (name.includes(wanted)) return 3
  return description.toLowerCase().includes(wanted) ? 4 : null
}

/** Groups with what fits the words, the best first in each, and the group with the best fit first. */
export function rankGroups<Item>(
  groups: readonly { readonly group: string; readonly actions: readonly Item[] }[],
  words: string,
  offerOf: (item: Item) => Offer,
): { group: string; actions: Item[] }[] {
  return groups
    .map((group) => {
      const ranked = group.actions
        .flatMap((item) => {
          const rank = rankOf(offerOf(item), words)
          return rank === null ? [] : [{ item, rank }]
        })
        .sort((a, b) => a.rank - b.rank)
      return { best: ranked[0]?.rank, group: { ...group, actions: ranked.map(({ item }) => item) } }
    })
    .filter(({ best }) => best !== undefined)
    .sort((a, b) => (a.best ?? 0) - (b.best ?? 0))
    .map(({ group }) => group)
}
