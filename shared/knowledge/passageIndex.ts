export interface IndexedPassage {
  /** Name of the document. */
  readonly document: string
  /** From 1. */
  readonly part: number
  readonly text: string
}

export interface PassageIndex {
  readonly passages: readonly IndexedPassage[]
  /** Places of the passages that fit best, by BM25. */
  rank(said: string, most: number): readonly number[]
}

/** Passages that are indexed without a pause: a few milliseconds. */
const atOnce = 100

/** Indexes passages for searching by words; lets others run in between. */
export async function createPassageIndex(
  passages: readonly IndexedPassage[],
): Promise<PassageIndex> {
  // Read with the first document: neither a start nor a page waits for it.
  const { default: MiniSearch } = await import('minisearch')
  const index = new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    tokenize: wordsIn,
    processTerm: toTerm,
  })
  await index.addAllAsync(
    passages.map(({ text }, id) => ({ id, text })),
    { chunkSize: atOnce },
  )
  return {
    passages,
    rank: (said, most) => {
      const words = wordsIn(said).filter((word) => toTerm(word) !== null)
      if (words.length === 0) return []
      const found = index.search(words.slice(0, mostWords).join(' '), {
        combineWith: 'OR',
        // Recognised speech has endings of its own, and mistakes.
        prefix: (term) => term.length > 4,
        fuzzy: (term) => (term.length > 6 ? 0.2 : false),
        weights: { fuzzy: 0.3, prefix: 0.5 },
      })
      const best = found[0]?.score ?? 0
      return found
        .filter(({ score }) => score >= best * leastShare)
        .slice(0, most)
        .map(({ id }): number => Number(id))
    },
  }
}

const mostWords = 60
/** Of the best passage's score: less is there by chance. */
const leastShare = 0.35

const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? []

const stopWords = new Set(
  "a an and are as at be but by can could did do does for from had has have he her him his how i i'd i'm if in into is it its just like may me my no not of on or our please she should so some than that the their them then there these they this to up us want was we what when where which who why will with would yes you your about any also der die das den dem des ein eine einen einem einer eines und oder aber ist sind war bin bist sie er es ich wir ihr mich mir dich dir uns euch mein dein sein unser nicht kein keine mit von vom zu zum zur im in an am auf für aus bei nach wie was wer wo wann warum welche welcher welches kann können könnte haben hat habe gibt bitte auch noch nur dann".split(
    ' ',
  ),
)

/** A word as it is compared: without case, accents and the commonest endings; null: it says nothing. */
function toTerm(word: string): string | null {
  const plain = word.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')
  if (stopWords.has(word.toLowerCase()) || plain === '') return null
  return plain.length > 4 ? plain.replace(/(?:ies|es|s|en|er|n|e)$/, '') : plain
}
