import { isRecord, toText } from '../text/values.ts'
import { hole, joinPieces } from './joinPieces.ts'

/** One document of a file, as text. */
export interface FoundDocument {
  readonly text: string
  /** Addresses and file names that it goes by, in the spelling of `addressKey`. */
  readonly names: readonly string[]
}

export interface FoundDocuments {
  readonly documents: readonly FoundDocument[]
  /** Whether there is something else in the file, which is left alone. */
  readonly isInside: boolean
}

/** Most texts of a JSON file that are looked at. */
const maxTexts = 200_000
const root = /<(?:\w+:)?Response(?=[\s/>])/i

/** Whether a text may hold TwiML. */
export const mayHoldTwiml = (text: string): boolean =>
  root.test(text) || escapedRoot.test(text) || inAddress.test(text)

/** As an address hands one over. */
const inAddress = /%3CResponse(?:%3E|%20|\+|%2F)/i

/** As a web page shows one. */
const escapedRoot = /&lt;Response(?=\s|&gt;|\/)/i

/** The documents of a file: one behind the other, or inside a program, a page or JSON. */
export function findDocuments(name: string, text: string, json: unknown): FoundDocuments {
  if (json !== undefined) return { documents: documentsInJson(json), isInside: true }
  const plain = plainOf(text)
  const { documents, rest } = cut(plain)
  const isAlone =
    withoutComments(rest)
      .replace(/<\?xml[^<>]*\?>/gi, '')
      .trim() === ''
  const isInside = !isAlone || plain !== text
  return {
    documents: documents.map(({ text: document, before }, index) => ({
      text: toHoles(isInside ? unquote(joinPieces(document, before) ?? document) : document),
      names: [
        ...namesBefore(before),
        ...(documents.length === 1 || index === 0 ? [addressKey(name)] : []),
      ].filter(Boolean),
    })),
    isInside,
  }
}

function plainOf(text: string): string {
  if (root.test(text)) return text
  if (escapedRoot.test(text)) return unescapeHtml(text)
  return inAddress.test(text)
    ? text.replace(/(?:%[\da-f]{2}|[\w.+~!*'()-])+/gi, (part) =>
        inAddress.test(part) ? decodeAddress(part) : part,
      )
    : text
}

function decodeAddress(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '))
  } catch {
    return part
  }
}

function withoutComments(text: string): string {
  let left = ''
  let from = 0
  for (let open = text.indexOf('<!--'); open >= 0; open = text.indexOf('<!--', from)) {
    const close = text.indexOf('-->', open + 4)
    if (close < 0) break
    left += text.slice(from, open)
    from = close + 3
  }
  return left + text.slice(from)
}

interface Cut {
  readonly documents: readonly { readonly text: string; readonly before: string }[]
  /** What stands around them. */
  readonly rest: string
}

/** Cuts documents out of a text; `before` is what stands between one and the one before it. Linear. */
function cut(text: string): Cut {
  const open = /<(?:\w+:)?Response(?:\s[^<>]*)?>|<(?:\w+:)?Response\/>/gi
  const close = /<\/(?:\w+:)?Response\s*>/gi
  const documents: { readonly text: string; readonly before: string }[] = []
  let rest = ''
  let from = 0
  for (let match = open.exec(text); match !== null; match = open.exec(text)) {
    close.lastIndex = open.lastIndex
    const isEmpty = match[0].endsWith('/>')
    if (!isEmpty && close.exec(text) === null) break
    const end = isEmpty ? open.lastIndex : close.lastIndex
    const before = text.slice(from, match.index)
    documents.push({ text: text.slice(match.index, end), before })
    rest += before
    from = end
    open.lastIndex = end
  }
  return { documents, rest: rest + text.slice(from) }
}

interface JsonPlace {
  readonly value: unknown
  /** Key, or the name that the value around gives itself. */
  readonly key: string
}

/** Texts of a JSON value that hold documents, named by their keys. */
function documentsInJson(json: unknown): readonly FoundDocument[] {
  const found: FoundDocument[] = []
  const open: JsonPlace[] = [{ value: json, key: '' }]
  for (let next = 0; next < open.length && next < maxTexts; next++) {
    const place = open[next]
    if (!place) break
    if (typeof place.value === 'string') found.push(...documentsInText(place.value, place.key))
    else for (const inner of placesIn(place)) open.push(inner)
  }
  return found
}

const documentsInText = (text: string, key: string): readonly FoundDocument[] =>
  root.test(text)
    ? cut(text).documents.map((one) => ({ text: one.text, names: [addressKey(key)] }))
    : []

function placesIn({ value, key }: JsonPlace): readonly JsonPlace[] {
  if (Array.isArray(value)) return value.map((inner: unknown) => ({ value: inner, key }))
  if (!isRecord(value)) return []
  const named = toText(value['path'] ?? value['url'] ?? value['name'] ?? value['friendly_name'])
  return Object.entries(value).map(([inner, part]) => ({ value: part, key: named || inner }))
}

/** The last address or file name in front of a document: in a comment, a route or a heading. */
function namesBefore(before: string): readonly string[] {
  const near = before.slice(-2_000)
  const names = near.match(
    /(?<=["'`\s(])\/[\w.-]+(?:\/[\w.-]+)*|[\w-]+(?:\/[\w-]+)*\.(?:xml|twiml|fml|php|aspx?|jsp)\b/gi,
  )
  const last = names?.at(-1)
  return last === undefined ? [] : [addressKey(last)]
}

/** An address without its server, query and ending: what two spellings of one share. */
export function addressKey(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/, '')
    .replace(/[?#].*$/s, '')
    .replace(/^(?:\.{0,2}\/)+|\/+$/g, '')
    .replace(/\.(?:xml|twiml|fml|php|aspx?|jsp|json|txt)$/, '')
}

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  amp: '&',
}
const unescapeHtml = (text: string): string =>
  text.replace(/&(lt|gt|quot|#39|amp);/g, (whole, name: string) => entities[name] ?? whole)

/** Takes the quotes of the program around it off a document; what the program puts in becomes a hole. */
function unquote(document: string): string {
  return document
    .replace(/\\(["'/`])/g, '$1')
    .replace(/\\r?\\n|\\n|\\t/g, '\n')
    .replace(/(["'`])\s*[+.]\s*([^"'`<>+]{1,200}?)\s*[+.]\s*\1/g, (_, _quote, code: string) =>
      hole(code),
    )
    .replace(/(?<=>)\s*(["'`])\s*[+.,\\]?\s*\1\s*(?=<)/g, '')
}

/** What a page’s program puts in between, as holes. */
const toHoles = (document: string): string =>
  document
    .replace(/<%[=-]?\s*([^%]{0,300}?)\s*-?%>/g, (_, code: string) => hole(code))
    .replace(/<\?(?:php|=)\s*(?:echo\s)?([^?]{0,300}?);?\s*\?>/g, (_, code: string) => hole(code))
