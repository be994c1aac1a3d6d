import type { ListenFor } from '../speech.ts'
import { builtinGrammars } from './builtinGrammars.ts'
import { spokenWords } from './spokenWords.ts'

/**
 * What a caller may say around a phrase without saying anything else. Each part comes once at
 * most: a loop over short words fits any speech well enough to be taken for a phrase.
 */
const fillers = `
<opening> = um | uh | er | yes | yeah | hi | hello | well | okay ;
<wish> = i want | i'd like | i would like | i need | i want to | i'd like to | i would like to | i need to
  | i'm calling about | i am calling about | it's about | can i | could i | can i have | could i have | can i get
  | give me | get me | let me | take me to | put me through to | speak to | talk to ;
<article> = the | a | an | my | some ;
<closing> = please | thanks | thank you | now ;`

const mostPhrases = 500
const mostWords = 20

/** A JSGF grammar and the words in it, which all need a pronunciation. */
export interface Grammar {
  readonly jsgf: string
  readonly words: readonly string[]
}

/** Makes the grammar of what the flow listens for; null when it takes any words. */
export function createGrammar({ phrases, builtin }: ListenFor): Grammar | null {
  const spoken = phrases
    .slice(0, mostPhrases)
    .map((phrase) => spokenWords(phrase).slice(0, mostWords).join(' '))
    .filter(Boolean)
  const unique = [...new Set(spoken)]
  const typed = builtin ? builtinGrammars[builtin] : null
  const values = [...unique, ...(typed ? [typed.start] : [])]
  if (values.length === 0) return null
  const jsgf = [
    '#JSGF V1.0;',
    'grammar listen;',
    fillers.trim(),
    typed?.rules.trim() ?? '',
    `<value> = ${values.join('\n  | ')} ;`,
    unique.length === 0 && builtin === 'yesno'
      ? 'public <listen> = <value> [ <closing> ] ;'
      : 'public <listen> = [ <opening> ] [ <wish> ] [ <article> ] <value> [ <closing> ] ;',
  ]
    .filter(Boolean)
    .join('\n')
  return { jsgf, words: wordsOf(jsgf) }
}

function wordsOf(jsgf: string): string[] {
  const rules = jsgf.slice(jsgf.indexOf('<opening>')).replace(/<[^>]*>|\bpublic\b/g, ' ')
  return [...new Set(rules.match(/[a-z][a-z']*/g) ?? [])].sort()
}

/** Words around the value: "um i need the pharmacy" has four. */
export function countFillers(text: string, phrases: readonly string[]): number {
  const padded = ` ${text} `
  const spoken = phrases.map((phrase) => ` ${spokenWords(phrase).join(' ')} `)
  const [longest] = spoken
    .filter((phrase) => phrase.trim() && padded.includes(phrase))
    .sort((a, b) => b.length - a.length)
  if (longest) return padded.replace(longest, ' ').split(' ').filter(Boolean).length
  return text.split(' ').filter((word) => outsideValues.has(word)).length
}

/** Filler words that no typed value begins or ends with. */
const outsideValues = new Set(
  "um uh er hi hello well i'd i'm want need like would calling about can could get give me let my some speak talk put take to through".split(
    ' ',
  ),
)

/** Puts a phrase back as the author wrote it ("option two" → "option 2"), in lower case. */
export function restorePhrases(text: string, phrases: readonly string[]): string {
  for (const phrase of phrases) {
    const written = phrase.trim().replace(/\s+/g, ' ').toLowerCase()
    if (!/\d/.test(written)) continue
    const spoken = spokenWords(written).join(' ')
    if (` ${text} `.includes(` ${spoken} `))
      return ` ${text} `.replace(` ${spoken} `, ` ${written} `).trim()
  }
  return text
}
