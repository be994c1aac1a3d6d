import type { ModelField } from '../../compile/program.ts'
import { wordsOf } from './words.ts'

const questionWords =
  /^(how|what|which|when|where|who|whose|is|are|do|does|did|would|will|can|could|have|has|should)\b/i

/** A field's description turned to the caller: what a question about it is made of. */
function topicOf({ name, description }: ModelField): string {
  const plain = description.trim() === '' ? name.replaceAll('_', ' ') : description.trim()
  const first = plain
    .replace(/\s*\([^)]*\)/g, '')
    .replace(/,?\s*(e\.g\.|for example|such as|i\.e\.).*$/i, '')
    .split(/(?<=[^.\d])\.(?:\s|$)|[;\n]/)[0]
  return (first ?? plain)
    .trim()
    .replace(/\b(?:the )?(?:caller|customer|guest|patient|user|client)'s\b/gi, 'your')
    .replace(/\b(?:of )?(?:the )(?:caller|customer|guest|patient|user|client)\b/gi, (match) =>
      /^of/i.test(match) ? 'of yours' : 'you',
    )
    .replace(/\btheir\b/gi, 'your')
    .replace(/\bthey(?:'re| are)\b/gi, 'you are')
    .replace(/\bthey\b/gi, 'you')
    .replace(/\byou wants\b/gi, 'you want')
    .replace(/\byou needs\b/gi, 'you need')
    .replace(/\bname of yours\b/gi, 'your name')
    .replace(/^(the|a|an|your)\s+your\b/i, 'your')
}

/** Asks for a field in one sentence. `isFirst`: nothing was asked before. */
export function askFor(field: ModelField, isFirst: boolean): string {
  const topic = topicOf(field)
  if (topic.endsWith('?')) return capitalise(topic)
  if (questionWords.test(topic)) return `${capitalise(topic)}?`
  if (/^(whether|if)\b/i.test(topic)) return `Could you tell me ${lower(topic)}?`
  const subject = /^(the|a|an|your|my|any|all)\b/i.test(topic)
    ? lower(topic)
    : `the ${lower(topic)}`
  if (field.type === 'yesno') return `Is it yes or no for ${subject}?`
  return isFirst ? `Could you tell me ${subject}, please?` : `And ${subject}, please?`
}

/** Which field a sentence of ours asked for: the one whose topic comes last in it. */
export function askedIn(text: string, fields: readonly ModelField[]): ModelField | null {
  const said = ` ${wordsOf(text).join(' ')} `
  let asked: ModelField | null = null
  let last = -1
  for (const field of fields) {
    const topic = ` ${wordsOf(topicOf(field)).join(' ')} `
    const at = topic.trim() === '' ? -1 : said.lastIndexOf(topic)
    if (at > last) {
      asked = field
      last = at
    }
  }
  return asked
}

const capitalise = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
/** Small first letter, unless the word is all capitals (ID). */
const lower = (text: string) =>
  /^\p{Lu}\p{Ll}/u.test(text) || /^\p{Lu}\b(?!\S)/u.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text
