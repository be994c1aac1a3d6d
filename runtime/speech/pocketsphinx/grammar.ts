import type { ListenFor } from '../speech.ts'
import { builtinGrammars } from './builtinGrammars.ts'
import { spokenWords } from './spokenWords.ts'

/** What a caller may say around a phrase without saying anything else. */
const fillers = `
<opening> = um | uh | er | yes | yeah | hi | hello | well | okay | so ;
<wish> = i want | i'd like | i would like | i need | i am calling about | i'm calling about | it's about | can i | could i | can i have | could i have | give me | let me | take me to | put me through to ;
<link> = to | the | a | an | my | some | for | about | with | speak to | talk to | book | make | get ;
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
    'public <listen> = <opening>* [ <wish> ] <link>* <value> <closing>* ;',
  ]
    .filter(Boolean)
    .join('\n')
  return { jsgf, words: wordsOf(jsgf) }
}

function wordsOf(jsgf: string): string[] {
  const rules = jsgf.slice(jsgf.indexOf('<opening>')).replace(/<[^>]*>|\bpublic\b/g, ' ')
  return [...new Set(rules.match(/[a-z][a-z']*/g) ?? [])].sort()
}

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
