import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { z } from 'zod'
import type { Diagnostic } from '../diagnostic.ts'
import { err, ok, type Result } from '../result.ts'
import {
  bargeIns,
  type Document,
  type Gather,
  grammars,
  maxDocumentBytes,
  type Pause,
  type Play,
  type Say,
  type Verb,
} from './fml.ts'

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: {
    enabled: true,
    maxTotalExpansions: 100_000,
    maxExpandedLength: maxDocumentBytes,
  },
  htmlEntities: false,
})

/** An element as fast-xml-parser gives it with `preserveOrder`. */
interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
}

/**
 * Parses an FML document. Total: anything that is not FML 1.0 comes back as diagnostics that name the place
 * (`/Response/Gather[2]`) and the remedy; times are seconds.
 */
export function parseFml(xml: string): Result<Document, readonly Diagnostic[]> {
  if (xml.length > maxDocumentBytes) {
    return fail('fml.tooLong', '/', 'The document is longer than 64 KB.', 'Split it with Redirect.')
  }
  if (/<!DOCTYPE/i.test(xml)) {
    return fail('fml.doctype', '/', 'A document type is not allowed.', 'Remove the DOCTYPE.')
  }
  const root = parseXml(xml)
  if (!root.ok) return root
  if (root.value.name !== 'Response') {
    return fail(
      'fml.root',
      '/',
      `The root is ${root.value.name}.`,
      'FML documents start with <Response>.',
    )
  }
  const problems: Diagnostic[] = []
  const verbs = root.value.children.flatMap((element, index): Verb[] => {
    const path = `/Response/${element.name}[${index + 1}]`
    const verb = parseVerb(element, path, problems)
    return verb ? [verb] : []
  })
  return problems.length > 0 ? err(problems) : ok({ verbs })
}

function parseXml(xml: string): Result<Element, readonly Diagnostic[]> {
  try {
    const valid = XMLValidator.validate(xml)
    if (valid !== true) {
      const { msg, line, col } = valid.err
      return fail('fml.notXml', `${line}:${col}`, msg, 'Mend the XML at this line and column.')
    }
    const roots = elementsOf(parser.parse(xml)).filter((element) => !element.name.startsWith('?'))
    const [root] = roots
    return root && roots.length === 1
      ? ok(root)
      : fail('fml.notXml', '/', 'There is not exactly one root element.', 'Start with <Response>.')
  } catch (error) {
    return fail(
      'fml.notXml',
      '/',
      error instanceof Error ? error.message : 'Not XML.',
      'Mend the XML.',
    )
  }
}

/** Reads the parser's ordered list; what is not shaped like it is left out. */
function elementsOf(list: unknown): readonly Element[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((entry: unknown): Element[] => {
    if (typeof entry !== 'object' || entry === null) return []
    const name = Object.keys(entry).find((key) => key !== ':@' && key !== '#text')
    if (name === undefined) return []
    const content: unknown = Reflect.get(entry, name)
    return [
      {
        name,
        attributes: attributesOf(Reflect.get(entry, ':@')),
        children: elementsOf(content),
        text: textOf(content),
      },
    ]
  })
}

const attributesOf = (value: unknown): Readonly<Record<string, string>> => {
  const parsed = z.record(z.string(), z.string()).safeParse(value)
  return parsed.success ? parsed.data : {}
}

const textOf = (content: unknown): string =>
  Array.isArray(content)
    ? content
        .map((part: unknown) =>
          typeof part === 'object' && part !== null && '#text' in part ? String(part['#text']) : '',
        )
        .join('')
    : ''

const whole = z.coerce.number().int()
const seconds = z.coerce.number().min(0).max(3_600)
const id = z.string().max(200)
const shapes = {
  Say: z.strictObject({
    id: id.optional(),
    voice: z.string().optional(),
    language: z.string().optional(),
    loop: whole.min(0).max(1_000).optional(),
  }),
  Play: z.strictObject({ id: id.optional(), loop: whole.min(0).max(1_000).optional() }),
  Pause: z.strictObject({ id: id.optional(), length: seconds.optional() }),
  Redirect: z.strictObject({ id: id.optional() }),
  Reject: z.strictObject({ id: id.optional(), reason: z.enum(['rejected', 'busy']).optional() }),
  Hangup: z.strictObject({ id: id.optional() }),
  Gather: z.strictObject({
    id: id.optional(),
    input: z
      .string()
      .default('dtmf')
      .transform((text) => text.split(/\s+/).filter(Boolean))
      .pipe(z.array(z.enum(['dtmf', 'speech'])).min(1)),
    numDigits: whole.min(1).max(100).optional(),
    finishOnKey: z
      .string()
      .regex(/^[0-9*#]?$/)
      .optional(),
    timeout: seconds.optional(),
    interDigitTimeout: seconds.optional(),
    speechTimeout: seconds.optional(),
    hints: z
      .string()
      .transform((text) =>
        text
          .split(',')
          .map((hint) => hint.trim())
          .filter(Boolean),
      )
      .optional(),
    grammar: z
      .string()
      .transform((text) => text.replace(/^builtin:/, ''))
      .pipe(z.enum(grammars))
      .optional(),
    language: z.string().optional(),
    bargeIn: z.enum(bargeIns).optional(),
    minBargeInWords: whole.min(0).max(20).optional(),
    action: z.string().min(1),
  }),
}

function parseVerb(element: Element, path: string, problems: Diagnostic[]): Verb | null {
  switch (element.name) {
    case 'Say':
    case 'Play':
    case 'Pause':
      return parsePrompt(element, path, problems)
    case 'Gather':
      return parseGather(element, path, problems)
    case 'Redirect': {
      const read = attributes(element, shapes.Redirect, path, problems)
      const url = required(element, path, problems)
      return read && url !== null ? { type: 'redirect', ...read, url } : null
    }
    case 'Reject': {
      const read = attributes(element, shapes.Reject, path, problems)
      return read && { type: 'reject', ...read }
    }
    case 'Hangup': {
      const read = attributes(element, shapes.Hangup, path, problems)
      return read && { type: 'hangup', ...read }
    }
    default:
      problems.push(
        problem(
          'fml.unknownVerb',
          path,
          `${element.name} is not a verb of FML 1.0.`,
          'Use Say, Play, Gather, Pause, Redirect, Reject or Hangup.',
        ),
      )
      return null
  }
}

function parsePrompt(
  element: Element,
  path: string,
  problems: Diagnostic[],
): Say | Play | Pause | null {
  switch (element.name) {
    case 'Say': {
      const read = attributes(element, shapes.Say, path, problems)
      return read && { type: 'say', ...read, text: element.text }
    }
    case 'Play': {
      const read = attributes(element, shapes.Play, path, problems)
      const url = required(element, path, problems)
      return read && url !== null ? { type: 'play', ...read, url } : null
    }
    case 'Pause': {
      const read = attributes(element, shapes.Pause, path, problems)
      return read && { type: 'pause', ...read }
    }
    default:
      problems.push(
        problem(
          'fml.badPrompt',
          path,
          `${element.name} cannot stand inside Gather.`,
          'Nest only Say, Play and Pause.',
        ),
      )
      return null
  }
}

function parseGather(element: Element, path: string, problems: Diagnostic[]): Gather | null {
  const read = attributes(element, shapes.Gather, path, problems)
  const prompt = element.children.flatMap((child, index) => {
    const inner = parsePrompt(child, `${path}/${child.name}[${index + 1}]`, problems)
    return inner ? [inner] : []
  })
  return read && { type: 'gather', ...read, prompt }
}

type Present<Value> = { [Key in keyof Value]: Exclude<Value[Key], undefined> }

/** Absent attributes are left out, so that equal documents are equal values. */
function attributes<Shape extends z.ZodType<object>>(
  element: Element,
  shape: Shape,
  path: string,
  problems: Diagnostic[],
): Present<z.output<Shape>> | null {
  const parsed = shape.safeParse(element.attributes)
  if (parsed.success) return withoutUndefined(parsed.data)
  for (const issue of parsed.error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.')]
    for (const name of names) {
      problems.push(
        problem(
          'fml.badAttribute',
          `${path}/@${name}`,
          `Attribute ${name} of ${element.name}: ${issue.message}.`,
          'See the reference of FML 1.0 for its values.',
        ),
      )
    }
  }
  return null
}

const withoutUndefined = <Value extends object>(value: Value): Present<Value> =>
  // Sound: exactly the keys whose value is undefined are gone.
  Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== undefined),
  ) as Present<Value>

function required(element: Element, path: string, problems: Diagnostic[]): string | null {
  const text = element.text.trim()
  if (text !== '') return text
  problems.push(
    problem(
      'fml.empty',
      path,
      `${element.name} has no address.`,
      'Write the URL between the tags.',
    ),
  )
  return null
}

const problem = (code: string, path: string, message: string, hint: string): Diagnostic => ({
  code,
  severity: 'error',
  path,
  message,
  hint,
})
const fail = (code: string, path: string, message: string, hint: string) =>
  err([problem(code, path, message, hint)])
