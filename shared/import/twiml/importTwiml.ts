import type { Diagnostic } from '../../diagnostic.ts'
import { defaultSettings } from '../../flow/flow.ts'
import { childrenOf, type Element, parseXml } from '../../fml/xml.ts'
import { Drawing } from '../Drawing.ts'
import type { ImportResult } from '../report.ts'
import { TwimlDocument } from './TwimlDocument.ts'

/** Most documents in one file. */
const maxDocuments = 50

/** Draws TwiML or FML documents as a flow: the first one is where a call enters. */
export function importTwiml({
  name,
  text,
  isInside,
}: {
  readonly name: string
  readonly text: string
  /** Whether it was cut out of a text of another kind. */
  readonly isInside?: boolean
}): ImportResult {
  const roots: Element[] = []
  for (const document of documentsIn(text)) {
    const parsed = parseXml(document)
    if (!parsed.ok) return parsed
    if (parsed.value.name !== 'Response') return refuse(parsed.value.name)
    roots.push(parsed.value)
  }
  if (roots.length > maxDocuments) return tooMany(roots.length)
  const drawing = new Drawing()
  if (isInside) {
    drawing.notConverted.push({
      kind: 'file',
      source: name,
      path: '/',
      why: 'Only the documents in this file are imported, not the text around them.',
    })
  }
  const start = drawing.add('start', drawing.reserveName('Start'), {}, { x: 0, y: 0 })
  const voice = mostCommon(roots, 'voice') ?? ''
  const language = mostCommon(roots, 'language') ?? defaultSettings.language
  for (const [index, root] of roots.entries()) {
    const path = roots.length === 1 ? '/Response' : `/Response[${index + 1}]`
    const document = new TwimlDocument(drawing, { path, column: index, voice, language })
    const entry = document.draw(root)
    if (index === 0) drawing.wire(start, 'next', entry)
    else {
      drawing.notConverted.push({
        kind: 'file',
        source: `document ${index + 1}`,
        path,
        node: entry,
        why: 'Nothing in the file says when this document is asked for; wire it to where it belongs.',
      })
    }
  }
  return drawing.finish(name, { voice, language })
}

/** A file may hold several documents, one behind the other. */
function documentsIn(text: string): readonly string[] {
  const parts = text.split(/(?<=<\/Response\s*>)/)
  const last = parts.at(-1) ?? ''
  const isRest = parts.length > 1 && !/<[A-Za-z]/.test(last.replace(/<!--[\s\S]*?-->/g, ''))
  const whole =
    isRest &&
    last
      .trim()
      .replace(/<!--[\s\S]*?-->/g, '')
      .trim() === ''
      ? parts.slice(0, -1)
      : parts
  return whole.map((part) => part.trimStart())
}

/** What most elements of a document say for an attribute. */
function mostCommon(roots: readonly Element[], attribute: 'voice' | 'language'): string | null {
  const counts = new Map<string, number>()
  const visit = (element: Element): void => {
    const value = element.attributes[attribute]?.trim() ?? ''
    const fits =
      attribute === 'voice'
        ? value.length <= 100
        : /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(value)
    if (value !== '' && fits) counts.set(value, (counts.get(value) ?? 0) + 1)
    for (const child of childrenOf(element)) visit(child)
  }
  for (const root of roots) visit(root)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

const problem = (code: string, message: string, hint: string): ImportResult => ({
  ok: false,
  error: [{ code, severity: 'error', message, hint } satisfies Diagnostic],
})

const refuse = (name: string): ImportResult =>
  problem(
    'import.notTwiml',
    `The document begins with <${name.slice(0, 100)}>, not with <Response>.`,
    'Choose a TwiML or FML document.',
  )

const tooMany = (count: number): ImportResult =>
  problem(
    'import.tooMany',
    `The file holds ${count} documents; up to ${maxDocuments} can be imported.`,
    'Split the file.',
  )
