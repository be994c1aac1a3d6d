import { parseFlow } from '../nodes/parseFlow.ts'
import type { ImportLine, ImportResult } from './report.ts'
import { findDefinition } from './studio/findDefinition.ts'
import { importStudio } from './studio/importStudio.ts'
import { readLooseJson } from './text/readLooseJson.ts'
import { isRecord } from './text/values.ts'
import { readVoiceCode } from './twiml/code/readVoiceCode.ts'
import {
  addressKey,
  type FoundDocument,
  findDocuments,
  mayHoldTwiml,
} from './twiml/findDocuments.ts'
import { importTwiml } from './twiml/importTwiml.ts'

export interface ImportInput {
  /** Name of the file; names the flow where nothing in it does. */
  readonly name: string
  readonly text: string
}

/** Most characters of a file: 10 MB. */
const maxLength = 10_000_000

/** Reads a flow of ours, a Twilio Studio flow, TwiML or FML, told apart by content. Never throws. */
export function importFlow(input: ImportInput): ImportResult {
  const text = input.text.replace(/^\uFEFF/, '')
  const name = nameOf(input.name)
  if (text.length > maxLength) {
    return refuse('import.tooLong', `${input.name} is larger than 10 MB.`, 'Import a smaller file.')
  }
  if (text.trim() === '') {
    return refuse('import.empty', `${input.name} is empty.`, 'Choose a file with a flow in it.')
  }
  const code = readVoiceCode(name, text)
  if (/^\s*<(?!\?php\b|%)/i.test(text) && code.length === 0) return importXml(name, text)
  const whole = readLooseJson(text)
  if (whole.ok && isOwn(whole.value)) return importOwn(whole.value)
  const found = findDefinition(text, whole.ok ? whole : null)
  if (found) return importStudio({ name, ...found })
  const documents = documentsIn(name, text, whole.ok ? whole.value : undefined)
  // A program that builds documents may quote one in a comment.
  const built = code.length > documents.length ? code : documents
  if (built.length > 0) return importTwiml({ name, documents: built, isInside: true })
  return refuse(
    'import.unknownFormat',
    `${input.name} is no flow that can be imported.`,
    'Choose a flow that FML Studio exported, a Twilio Studio flow (JSON), TwiML (XML), or a program that writes TwiML.',
  )
}

function documentsIn(name: string, text: string, json: unknown): readonly FoundDocument[] {
  if (!mayHoldTwiml(text)) return []
  const held = findDocuments(name, text, json)
  const { documents } = held.documents.length > 0 ? held : findDocuments(name, text, undefined)
  return documents
}

/** Verbs that stand alone where somebody copied a part of a document. */
const verb = /<(?:Say|Play|Gather|Dial|Record|Redirect|Reject|Hangup|Pause|Enqueue|Connect)[\s/>]/

function importXml(name: string, text: string): ImportResult {
  const { documents, isInside } = findDocuments(name, text, undefined)
  // A document type may define entities: the parser says why there is none here.
  const isTyped = /^[^<]*(?:<\?xml[^>]*>\s*)?<!DOCTYPE(?!\s+html)/i.test(text)
  if (documents.length > 0 && !isTyped) return importTwiml({ name, documents, isInside })
  const isPart = verb.test(text) && !/<(?:\w+:)?Response[\s/>]/i.test(text)
  const body = text.replace(/^\s*<\?xml[^>]*\?>/, '')
  const whole = { text: isPart ? `<Response>${body}</Response>` : text.trimStart(), names: [] }
  return importTwiml({ name, documents: [whole], isInside: false })
}

/** A file of a program that holds no document does something else. */
const isProgram = (name: string): boolean => /\.php$/i.test(name)

/** Several files that lead to each other: TwiML documents, each named by its file. The first one is where a call enters. */
export function importFiles(name: string, files: readonly ImportInput[]): ImportResult {
  const [only] = files
  if (only && files.length === 1) return importFlow(only)
  const documents = files.flatMap((file) => {
    const text = file.text.replace(/^\uFEFF/, '')
    const held = findDocuments(file.name, text, undefined).documents
    const found = held.length > 0 ? held : readVoiceCode(file.name, text)
    return found.length > 0
      ? found.map(({ text, names }, index) => ({
          text,
          names: index === 0 ? [...names, addressKey(file.name)] : names,
        }))
      : isProgram(file.name)
        ? []
        : [{ text: file.text, names: [addressKey(file.name)] }]
  })
  return documents.length === 0
    ? refuse('import.empty', `${name} holds no documents.`, 'Choose a folder with TwiML files.')
    : importTwiml({
        name: nameOf(name),
        documents,
        isInside: files.some((file) => isProgram(file.name)),
      })
}

const isOwn = (value: unknown): boolean =>
  isRecord(value) && 'schema' in value && 'nodes' in value && !('states' in value)

/** A flow of our own: everything converts, or it is refused with its problems. */
function importOwn(value: unknown): ImportResult {
  const parsed = parseFlow(value)
  if (!parsed.ok) return parsed
  const converted = parsed.value.nodes.map(
    (node, index): ImportLine => ({
      kind: 'widget',
      source: node.name,
      path: `nodes.${index}`,
      widget: node.name,
      type: node.type,
      node: node.id,
      became: node.name,
    }),
  )
  return {
    ok: true,
    flow: parsed.value,
    report: { converted, approximated: [], notConverted: [] },
  }
}

const nameOf = (file: string): string =>
  (file.split(/[/\\]/).at(-1) ?? '')
    .replace(
      /(\.(flow|json|xml|twiml|fml|[cm]?[jt]sx?|tftpl|tpl|tf|txt|md|html?|py|php|rb|java|kt|cs|go|hbs|ejs|erb|jsp|ya?ml))+$/i,
      '',
    )
    .slice(0, 100) || 'Imported flow'

const refuse = (code: string, message: string, hint: string): ImportResult => ({
  ok: false,
  error: [{ code, severity: 'error', message, hint }],
})
