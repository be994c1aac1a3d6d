import { wordsOf } from './words.ts'

/** Robertson and Zaragoza's usual values for BM25. */
const k1 = 1.2
const b = 0.75
/** Share of the question's meaningful words (by weight) that a sentence must hold to be an answer. */
const leastShare = 0.34
const longestAnswer = 300

const stopWords = new Set(
  "a an and are as at be been but by can could did do does for from get had has have he her him his how i i'd i'm if in into is it it's its like may me my no not of on or our please she should so some tell than that that's the their them then there these they this to um uh up us want was we what what's when where which who why will with would yes you you're your know about any also just much many".split(
    ' ',
  ),
)

/** Words that people use for the same thing. */
const sameThing: readonly (readonly string[])[] = [
  ['price', 'cost', 'fee', 'charge', 'dollar', 'euro', 'pound', 'pay', 'expensive'],
  ['address', 'location', 'located', 'street', 'road', 'find'],
  ['open', 'hour', 'close', 'clock', 'closed'],
  ['car', 'park', 'drive'],
  ['phone', 'telephone', 'number', 'call'],
]
const questionTopics: readonly (readonly [phrase: RegExp, topic: string])[] = [
  [/\bhow much\b/, 'price'],
  [/\bwhere (are|is|do)\b/, 'address'],
  [/\b(when|what time|until when|how late)\b.*\b(you|open|close)\b/, 'open'],
]
const instruction =
  /^(you\b|your (task|job|role)\b|ask|be|do not|don't|never|always|if|when|collect|speak|say|tell|keep|help|find|book|use|answer|greet|offer|confirm|make|let|try|only|please|then|first|once|after|stay|act|note|remember)\b/i

/** The sentence of what is known that answers a question best; null when none does. */
export function answerFrom(question: string, knowledge: string, prompt: string): string | null {
  const sentences = [
    ...sentencesOf(knowledge),
    // What the author tells the agent to do is not for the caller's ears; facts among it are.
    ...sentencesOf(prompt).filter((sentence) => !instruction.test(sentence)),
  ]
  const documents = sentences.map((sentence) => termsOf(sentence))
  const known = new Set(documents.flat())
  // "Hours" is asked for by its group where no sentence has the very word.
  const words = termsOf(question).filter((term) => stem(term) === term || known.has(term))
  const asked = new Set([...words, ...topicsOf(question)])
  if (asked.size === 0 || sentences.length === 0) return null
  const weights = weigh(asked, documents)
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
  const averageLength = documents.reduce((sum, { length }) => sum + length, 0) / documents.length
  let best: { readonly sentence: string; readonly score: number } | null = null
  for (const [index, document] of documents.entries()) {
    const { score, share } = rate(document, weights, averageLength)
    if (share / total < leastShare || score <= (best?.score ?? 0)) continue
    best = { sentence: sentences[index] ?? '', score }
  }
  return best?.sentence.slice(0, longestAnswer) ?? null
}

/** Inverse document frequency of each word asked for; words nobody knows weigh as much as the rarest. */
function weigh(asked: ReadonlySet<string>, documents: readonly (readonly string[])[]) {
  const count = documents.length
  return new Map(
    [...asked].map((term) => {
      const having = documents.filter((document) => document.includes(term)).length
      return [term, Math.log(1 + (count - having + 0.5) / (having + 0.5))]
    }),
  )
}

function rate(
  document: readonly string[],
  weights: ReadonlyMap<string, number>,
  averageLength: number,
): { readonly score: number; readonly share: number } {
  let score = 0
  let share = 0
  for (const [term, weight] of weights) {
    const times = document.filter((word) => word === term).length
    if (times === 0) continue
    const norm = k1 * (1 - b + (b * document.length) / averageLength)
    score += (weight * times * (k1 + 1)) / (times + norm)
    share += weight
  }
  return { score, share }
}

function sentencesOf(text: string): string[] {
  return text
    .split(/(?<!\b(?:Dr|Mr|Mrs|Ms|Prof|St|No)\.)(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.replace(/^[\s\-*#•]+/, '').trim())
    .filter((sentence) => sentence.split(' ').length > 1)
}

/** Each word under the name of its group, and as itself: the very word counts more than one for the same thing. */
function termsOf(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !stopWords.has(word))
    .flatMap((word) => [...new Set([stem(word), rootOf(word)])])
}

const topicsOf = (question: string): string[] =>
  questionTopics
    .filter(([phrase]) => phrase.test(question.toLowerCase()))
    .map(([, topic]) => stem(topic))

/** Cuts the commonest endings, and gives words for the same thing one name. */
function stem(word: string): string {
  const root = rootOf(word)
  return sameThing.find((group) => group.includes(root))?.[0] ?? root
}

const rootOf = (word: string): string =>
  word
    .replace(/'s$/, '')
    .replace(/ies$/, 'y')
    .replace(/(ss|us)$|s$/, '$1')
    .replace(/(\w{3,})(?:ing|ed)$/, '$1')
