/** Parsers of header values (RFC 3261 section 25.1). Each gives null for what the grammar has not. */

export type Params = ReadonlyMap<string, string>

/** `"Name" <uri>;param=value` or `uri;param=value`. */
export interface NameAddress {
  readonly displayName: string
  readonly uri: string
  readonly params: Params
}

export interface Via {
  readonly transport: string
  readonly sentBy: string
  readonly params: Params
}

const token = String.raw`[\w\-.!%*+\`'~]+`
const quoted = String.raw`"(?:[^"\\]|\\[\s\S])*"`
const tokenPattern = new RegExp(`^${token}$`)
const quotedPattern = new RegExp(`^${quoted}$`)
const viaPattern = new RegExp(
  String.raw`^(${token})\s*/\s*(${token})\s*/\s*(${token})\s+([^\s;]+(?:\s*:\s*\d+)?)\s*(;[\s\S]*)?$`,
)
const paramPattern = new RegExp(String.raw`^\s*(${token})\s*(?:=\s*(${quoted}|[^\s;,"]+)\s*)?$`)
const uriPattern = /^[a-z][a-z\d+.-]*:[^\s<>"]+$/i
const userPattern = /^sips?:([^@]*)@/i

/** Splits at a separator outside of quotes and angle brackets. */
export function splitOutside(value: string, separator: ',' | ';'): string[] {
  const parts: string[] = []
  let start = 0
  let isQuoted = false
  let isBracketed = false
  for (let i = 0; i < value.length; i++) {
    const char = value[i]
    if (isQuoted && char === '\\') i++
    else if (char === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (char === '<') isBracketed = true
    else if (char === '>') isBracketed = false
    else if (char === separator && !isBracketed) {
      parts.push(value.slice(start, i).trim())
      start = i + 1
    }
  }
  parts.push(value.slice(start).trim())
  return parts
}

/** `;name=value;flag`: names are lower case, quoted values lose their quotes, flags are empty. */
export function parseParams(text: string): Params | null {
  const params = new Map<string, string>()
  const [before, ...parts] = splitOutside(text, ';')
  if (before !== '') return null
  for (const part of parts) {
    const match = paramPattern.exec(part)
    if (!match?.[1]) return null
    const name = match[1].toLowerCase()
    if (params.has(name)) return null
    params.set(name, unquote(match[2] ?? ''))
  }
  return params
}

export function parseVia(value: string): Via | null {
  const [, name, version, transport, sentBy, rest] = viaPattern.exec(value) ?? []
  if (name?.toUpperCase() !== 'SIP' || version !== '2.0') return null
  const params = parseParams(rest ?? '')
  if (!transport || !sentBy || !params) return null
  return { transport: transport.toUpperCase(), sentBy: sentBy.replace(/\s/g, ''), params }
}

export function parseNameAddress(value: string): NameAddress | null {
  const open = value.startsWith('"') ? value.indexOf('<', quotedEnd(value)) : value.indexOf('<')
  if (open >= 0) return parseBracketed(value, open)
  const end = value.indexOf(';')
  const bare = (end < 0 ? value : value.slice(0, end)).trim()
  const params = parseParams(end < 0 ? '' : value.slice(end))
  // Without brackets a comma or question mark would be ambiguous (RFC 3261 section 20).
  if (!params || !uriPattern.test(bare) || /[,?]/.test(bare)) return null
  return { displayName: '', uri: bare, params }
}

function parseBracketed(value: string, open: number): NameAddress | null {
  const close = value.indexOf('>', open)
  if (close < 0) return null
  const displayName = value.slice(0, open).trim()
  const uri = value.slice(open + 1, close)
  const params = parseParams(value.slice(close + 1).trim())
  const isNamed =
    displayName === '' ||
    quotedPattern.test(displayName) ||
    // Wider than the grammar: names with accents, brackets and ampersands come without quotes from many a PBX. A comma is none.
    displayName.split(/\s+/).every((word) => /^[^"<>,;\\]+$/.test(word))
  if (!isNamed || !params || !uriPattern.test(uri)) return null
  return { displayName: unquote(displayName), uri, params }
}

/** Index behind the quoted string that `value` starts with; its length when it never ends. */
function quotedEnd(value: string): number {
  for (let i = 1; i < value.length; i++) {
    if (value[i] === '\\') i++
    else if (value[i] === '"') return i + 1
  }
  return value.length
}

export function parseCseq(value: string): { number: number; method: string } | null {
  const [, digits, method] = /^(\d{1,10})\s+(\S+)$/.exec(value) ?? []
  const number = Number(digits)
  // Below 2^31 (RFC 3261 section 8.1.1.5).
  if (!method || !tokenPattern.test(method) || number >= 2 ** 31) return null
  return { number, method }
}

/** The user part of a `sip:` URI, unescaped; null when there is none. */
export function userOf(uri: string): string | null {
  const user = userPattern.exec(uri)?.[1]?.split(':')[0]
  if (!user) return null
  try {
    return decodeURIComponent(user)
  } catch {
    return null
  }
}

export const isToken = (text: string): boolean => tokenPattern.test(text)

const unquote = (text: string): string =>
  text.startsWith('"') ? text.slice(1, -1).replace(/\\([\s\S])/g, '$1') : text
