import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { z } from 'zod'
import type { Diagnostic } from '../diagnostic.ts'
import { err, ok, type Result } from '../result.ts'
import { maxDepth, maxDocumentBytes } from './fml.ts'

/** An element of a document, where it stands, and what it holds in order. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly content: readonly (Element | string)[]
  /** Offset of its `<`. */
  readonly start: number
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  captureMetaData: true,
  maxNestedTags: maxDepth,
  // Read here: the parser's own way leaves numeric ones as they are.
  processEntities: false,
  htmlEntities: false,
  cdataPropName: '#cdata',
})
const metaData = z.symbol().parse(XMLParser.getMetaDataSymbol())

/** Reads XML 1.0 into elements; bounded in size and depth, without document types and entities of its own. */
export function parseXml(xml: string): Result<Element, readonly Diagnostic[]> {
  if (bytesOf(xml) > maxDocumentBytes) {
    return fail('fml.tooLong', '/', 'The document is longer than 64 KB.', 'Split it with Redirect.')
  }
  const doctype = xml.search(/<!DOCTYPE/i)
  if (doctype >= 0) {
    return fail('fml.doctype', '/', 'A document type is not allowed.', 'Remove the DOCTYPE.', {
      position: positionIn(xml, doctype),
    })
  }
  const illegal = xml.search(/[[\p{Cc}\p{Cs}\uFFFE\uFFFF]--[\t\n\r\u{7f}-\u{9f}]]/v)
  if (illegal >= 0) {
    return fail(
      'fml.badCharacter',
      '/',
      'A control character or half a character is not allowed.',
      'Remove it.',
      { position: positionIn(xml, illegal) },
    )
  }
  try {
    return readXml(xml)
  } catch (error) {
    const message = error instanceof Error ? error.message : 'Not XML.'
    return /nested tags/i.test(message)
      ? fail(
          'fml.tooDeep',
          '/',
          `More than ${maxDepth} elements stand inside each other.`,
          'Nest less.',
        )
      : fail('fml.notXml', '/', message, 'Mend the XML.')
  }
}

function readXml(xml: string): Result<Element, readonly Diagnostic[]> {
  const valid = XMLValidator.validate(xml)
  if (valid !== true) {
    const { msg, line, col: column } = valid.err
    return fail('fml.notXml', `${line}:${column}`, msg, 'Mend the XML at this line and column.', {
      position: { line, column },
    })
  }
  const entity = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)[A-Za-z#][\w.-]*;/.exec(
    xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g, (skipped) =>
      ' '.repeat(skipped.length),
    ),
  )
  if (entity) {
    return fail(
      'fml.unknownEntity',
      '/',
      `XML has no entity ${entity[0].slice(0, 40)}.`,
      'Write the character itself.',
      { position: positionIn(xml, entity.index) },
    )
  }
  const top = contentOf(parser.parse(xml)).filter((part) => typeof part !== 'string')
  const instruction = top.find((part) => part.name.startsWith('?') && part.name !== '?xml')
  if (instruction) {
    return fail('fml.instruction', '/', `${instruction.name} is not allowed.`, 'Remove it.', {
      position: positionIn(xml, instruction.start),
    })
  }
  const roots = top.filter((part) => part.name !== '?xml')
  const [root] = roots
  return root && roots.length === 1
    ? ok(root)
    : fail('fml.notXml', '/', 'There is not exactly one root element.', 'Start with <Response>.')
}

/** Reads the parser's ordered list, neighbouring texts as one; what is not shaped like it is left out. */
function contentOf(list: unknown): readonly (Element | string)[] {
  const joined: (Element | string)[] = []
  for (const part of partsOf(list)) {
    const last = joined.at(-1)
    if (typeof part === 'string' && typeof last === 'string')
      joined[joined.length - 1] = last + part
    else joined.push(part)
  }
  return joined
}

function partsOf(list: unknown): readonly (Element | string)[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((entry: unknown): (Element | string)[] => {
    if (typeof entry !== 'object' || entry === null) return []
    if ('#text' in entry) return [decode(String(entry['#text']))]
    if ('#cdata' in entry) return [rawTextOf(entry['#cdata'])]
    const name = Object.keys(entry).find((key) => key !== ':@')
    if (name === undefined) return []
    return [
      {
        name,
        attributes: attributesOf(Reflect.get(entry, ':@')),
        content: contentOf(Reflect.get(entry, name)),
        start: startOf(Reflect.get(entry, metaData)),
      },
    ]
  })
}

const attributesOf = (value: unknown): Readonly<Record<string, string>> => {
  const parsed = z.record(z.string(), z.string()).safeParse(value)
  return parsed.success
    ? Object.fromEntries(Object.entries(parsed.data).map(([key, text]) => [key, decode(text)]))
    : {}
}

const rawTextOf = (content: unknown): string =>
  Array.isArray(content)
    ? content.map((part: unknown) => String(Object(part)['#text'] ?? '')).join('')
    : ''

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const reference = /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|([A-Za-z][\w.-]*));/g

/** Fills in the five entities of XML and numeric ones; a document type, which could define others, is refused. */
const decode = (text: string): string =>
  text.includes('&')
    ? text.replace(reference, (whole, hex?: string, decimal?: string, name?: string) => {
        if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
        return isCharacter(code) ? String.fromCodePoint(code) : ''
      })
    : text

/** XML 1.0 section 2.2. */
const isCharacter = (code: number): boolean =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff)

const startOf = (meta: unknown): number => {
  const start: unknown =
    typeof meta === 'object' && meta !== null ? Reflect.get(meta, 'startIndex') : 0
  return typeof start === 'number' ? start : 0
}

export const childrenOf = (element: Element): readonly Element[] =>
  element.content.filter((part) => typeof part !== 'string')

/** Text that stands directly in an element. */
export const textOf = (element: Element): string =>
  element.content.filter((part) => typeof part === 'string').join('')

/** Line and column of an offset, counted from 1. */
export function positionIn(
  xml: string,
  offset: number,
): { readonly line: number; readonly column: number } {
  const before = xml.slice(0, offset)
  const line = before.split(/\r\n?|\n/)
  return { line: line.length, column: (line.at(-1)?.length ?? 0) + 1 }
}

/** Length in UTF-8, counted only where it could matter. */
function bytesOf(text: string): number {
  if (text.length > maxDocumentBytes || text.length * 3 <= maxDocumentBytes) return text.length
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

export const problem = (
  code: string,
  path: string,
  message: string,
  hint: string,
  more: Pick<Diagnostic, 'position'> = {},
): Diagnostic => ({ code, severity: 'error', path, message, hint, ...more })

export const fail = (...given: Parameters<typeof problem>) => err([problem(...given)])
