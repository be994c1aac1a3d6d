import type { Diagnostic } from '../../diagnostic.ts'
import { defaultSettings } from '../../flow/flow.ts'
import { childrenOf, type Element, parseXml } from '../../fml/xml.ts'
import { err, ok, type Result } from '../../result.ts'
import { Drawing } from '../Drawing.ts'
import type { ImportResult } from '../report.ts'
import type { FoundDocument } from './findDocuments.ts'
import { mendXml } from './mendXml.ts'
import { hasHole } from './moveHoles.ts'
import { isKnown, spelled } from './names.ts'
import { TwimlDocument } from './TwimlDocument.ts'
import { Wiring } from './Wiring.ts'

/** Most documents in one file. */
const maxDocuments = 200

export interface TwimlInput {
  readonly name: string
  readonly documents: readonly FoundDocument[]
  /** Whether they were cut out of a text of another kind. */
  readonly isInside: boolean
}

interface Drawn {
  readonly root: Element
  readonly names: readonly string[]
  readonly path: string
}

/** Draws TwiML or FML documents as a flow: the first one is where a call enters. */
export function importTwiml({ name, documents, isInside }: TwimlInput): ImportResult {
  if (documents.length > maxDocuments) return tooMany(documents.length)
  const drawing = new Drawing()
  const problems: Diagnostic[] = []
  const good: Drawn[] = []
  for (const [index, { text, names }] of documents.entries()) {
    const path = documents.length === 1 ? '/Response' : `/Response[${index + 1}]`
    const parsed = readDocument(text)
    if (parsed.ok) {
      good.push({ root: parsed.value.root, names, path })
      if (parsed.value.wasMended) tellMended(drawing, path)
    } else {
      problems.push(...parsed.error)
      tellBad(drawing, path, index, parsed.error)
    }
  }
  if (good.length === 0) return { ok: false, error: problems.slice(0, 20) }
  if (!good.some(({ root }) => isOfCalls(root))) return otherXml(name)
  if (isInside) {
    drawing.notConverted.push({
      kind: 'file',
      source: name,
      path: '/',
      why: 'Only the documents in this file are imported, not the text around them.',
    })
  }
  return draw(drawing, name, good, isInside)
}

/** Whether an answer may be one for a call: an empty one is, one of nothing but elements of somebody else’s is not. */
const isOfCalls = (root: Element): boolean => {
  const children = childrenOf(root)
  return children.length === 0 || children.some(({ name }) => isKnown(name) || !/^[a-z]/.test(name))
}

const otherXml = (name: string): ImportResult =>
  problem(
    'import.notTwiml',
    `${name} is the answer of another service: no element in its <Response> is a verb of a call.`,
    'Choose a TwiML or FML document.',
  )

function tellMended(drawing: Drawing, path: string): void {
  drawing.approximated.push({
    kind: 'file',
    source: 'Response',
    path,
    how: 'It was no valid XML; an & that stands alone, an entity of a web page or a value without quotes was read as it was meant.',
  })
}

interface ReadDocument {
  readonly root: Element
  readonly wasMended: boolean
}

function readDocument(text: string): Result<ReadDocument, readonly Diagnostic[]> {
  const strict = parseXml(text)
  const isSyntax =
    !strict.ok &&
    strict.error.some(({ code }) => code === 'fml.notXml' || code === 'fml.unknownEntity')
  const mended = isSyntax ? parseXml(mendXml(text)) : strict
  const parsed = mended.ok ? mended : strict
  if (!parsed.ok) return parsed
  const { name } = parsed.value
  const isResponse = /^(\w+:)?response$/i.test(name)
  if (isResponse) return ok({ root: parsed.value, wasMended: !strict.ok })
  return err([
    {
      code: 'import.notTwiml',
      severity: 'error',
      message: `The document begins with <${name.slice(0, 100)}>, not with <Response>.`,
      hint: 'Choose a TwiML or FML document.',
    },
  ])
}

function tellBad(
  drawing: Drawing,
  path: string,
  index: number,
  problems: readonly Diagnostic[],
): void {
  const [first] = problems
  drawing.notConverted.push({
    kind: 'file',
    source: `document ${index + 1}`,
    path,
    why: first ? `${first.message} ${first.hint}` : 'It cannot be read.',
  })
}

function draw(
  drawing: Drawing,
  name: string,
  documents: readonly Drawn[],
  isInside: boolean,
): ImportResult {
  const start = drawing.add('start', drawing.reserveName('Start'), {}, { x: 0, y: 0 })
  const roots = documents.map(({ root }) => root)
  const voice = mostCommon(roots, 'voice') ?? ''
  const language = mostCommon(roots, 'language') ?? defaultSettings.language
  const wiring = new Wiring(documents.map(({ names }) => names))
  const entries = documents.map(({ root, path }, column) =>
    new TwimlDocument(drawing, { path, column, voice, language, wiring, isInside }).draw(root),
  )
  drawing.wire(start, 'next', entries[0] ?? '')
  wiring.finish(drawing, entries)
  for (const [index, { path }] of documents.entries()) {
    if (index === 0 || wiring.reached.has(index)) continue
    drawing.notConverted.push({
      kind: 'file',
      source: `document ${index + 1}`,
      path,
      node: entries[index] ?? '',
      why: 'Nothing in the file says when this document is asked for; wire it to where it belongs.',
    })
  }
  return drawing.finish(name, { voice, language })
}

/** What most elements of a document say for an attribute. */
function mostCommon(roots: readonly Element[], attribute: 'voice' | 'language'): string | null {
  const counts = new Map<string, number>()
  const visit = (element: Element): void => {
    const speaks = ['Say', 'Gather'].includes(spelled(element.name))
    const value = speaks ? attributeOf(element, attribute) : ''
    const fits =
      attribute === 'voice'
        ? value.length <= 100 && !hasHole(value)
        : /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(value)
    if (value !== '' && fits) counts.set(value, (counts.get(value) ?? 0) + 1)
    for (const child of childrenOf(element)) visit(child)
  }
  for (const root of roots) visit(root)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

const attributeOf = (element: Element, attribute: string): string =>
  Object.entries(element.attributes)
    .find(([name]) => name.toLowerCase() === attribute)?.[1]
    .trim() ?? ''

const problem = (code: string, message: string, hint: string): ImportResult => ({
  ok: false,
  error: [{ code, severity: 'error', message, hint } satisfies Diagnostic],
})

const tooMany = (count: number): ImportResult =>
  problem(
    'import.tooMany',
    `The file holds ${count} documents; up to ${maxDocuments} can be imported.`,
    'Split the file.',
  )
