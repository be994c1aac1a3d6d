import { hole } from '../joinPieces.ts'
import { literalAt, splitTop } from './scanCode.ts'

/** Texts that a program gives names to, once. */
export type Constants = ReadonlyMap<string, string>

const escapes: Readonly<Record<string, string>> = { n: '\n', t: ' ', r: '' }

const unescaped = (content: string): string =>
  content.replace(
    /\\(u\{?([\da-fA-F]{4,5})\}?|\r?\n\s*|[\s\S])/g,
    (_, whole: string, hex?: string) =>
      hex === undefined
        ? /^\s/.test(whole)
          ? ''
          : (escapes[whole] ?? whole)
        : String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff)),
  )

const call = /^(?:new\s+)?[A-Za-z_$][\w$.:\\>-]*\s*\(\s*([\s\S]*)\)$/
const prefix = /^(?:[fFrRbBuU$@]|new\s+Uri\s*\(|URI\.create\s*\()+(?=["'`])/

/** What an expression says: its texts, and holes for what only the program knows. */
export function codeText(expression: string, constants: Constants): string {
  const parts = splitTop(
    expression.trim(),
    /\s*\+\s*|\s+\.\s*(?=["'$A-Za-z_])|\s*\.\s*(?=["'])|(?<=["'])\s*\.\s*(?=\$)|\s&\s*_?\s*/y,
  )
  return parts.map((part) => textOfPart(part, constants)).join('')
}

function textOfPart(part: string, constants: Constants): string {
  if (part === '') return ''
  const joined = literalsOf(part)
  if (joined !== null) return joined
  const known = constants.get(part.replace(/^(?:this|self|cls|@)\.?/, ''))
  if (known !== undefined) return known
  if (/^-?\d+(?:\.\d+)?$/.test(part)) return part
  if (/^(?:null|None|nil|NULL|undefined|default)$/.test(part)) return ''
  if (/^(?:true|false|True|False|TRUE|FALSE)$/.test(part)) return part.toLowerCase()
  if (part.startsWith('(') && part.endsWith(')')) return codeText(part.slice(1, -1), constants)
  const inner = call.exec(part)?.[1]
  const literals = inner === undefined ? null : literalsOf(splitTop(inner, /,/y)[0] ?? '')
  // A translated text, an address: what is in the brackets is what is meant.
  if (
    literals !== null &&
    /^(?:new\s+Uri|URI\.create|_|__|t|gettext|tr|i18n\.t|encodeURI|String\.format|string\.Format|[\w.$]*(?:url|route|path)\w*)\s*\(/i.test(
      part,
    )
  )
    return literals
  return hole(part)
}

/** Texts behind each other, as Python and C join them, with what fills them in left away. */
function literalsOf(part: string): string | null {
  let rest = part.replace(prefix, '')
  let text = ''
  for (let count = 0; count < 1_000; count++) {
    const literal = literalAt(rest, 0)
    if (!literal) return null
    text += unescaped(literal.content)
    rest = rest.slice(literal.end).trim()
    if (
      rest === '' ||
      /^(?:\.(?:format|trim|strip|freeze|html_safe|replace)\s*\(|%\s*[\w({[])/.test(rest)
    )
      return text
    rest = rest.replace(prefix, '')
  }
  return null
}

/** Texts that are given a name once, so that the name stands for the text. */
export function constantsIn(text: string): Constants {
  const found = new Map<string, string | null>()
  const assign =
    /(?<![\w.$])(\$?[A-Za-z_]\w{0,60})\s*(?::\s*\w+\s*)?(?::=|=)\s*\(?\s*(?=[frFR$@]?["'`])/g
  for (const match of text.matchAll(assign)) {
    const [whole, name = ''] = match
    const start = match.index + whole.length
    const literal = literalAt(text, start + (/^["'`]/.test(text.slice(start)) ? 0 : 1))
    if (!literal) continue
    const rest = text.slice(literal.end, literal.end + 200)
    const isWhole = /^\s*(?:[;\n,)]|$)/.test(rest) && !/^\s*(?:\+|\.\s|["'`])/.test(rest)
    found.set(name, found.has(name) || !isWhole ? null : unescaped(literal.content))
  }
  return new Map([...found].flatMap(([name, value]) => (value === null ? [] : [[name, value]])))
}
