import type { PersonalKind } from '#shared/compile/modelControl.ts'
import type { Program } from '#shared/compile/program.ts'
import { maskPersonal } from '#shared/guards/findPersonal.ts'
import type { Json } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import type { NewRow } from '../storage/store.ts'
import { type Privacy, privacyOf } from './privacyOf.ts'

const mask = '•••'
/** Shorter values would blank out half of every sentence. */
const shortest = 2

/** What must not be written down of a call as it stands. */
export interface Hidden {
  /** Values that are blanked out wherever they stand, longest first. */
  readonly secrets: readonly string[]
  readonly privacy: Privacy
  /** The step that listens now. */
  readonly listening: string
}

const noPrivacy: Privacy = {
  names: new Set(),
  nodes: new Set(),
  values: new Set(),
  personal: new Map(),
}
export const nothingHidden: Hidden = { secrets: [], privacy: noPrivacy, listening: '' }

/** Finds what must not be written down: sensitive variables, and what is about to become one. */
export function hiddenOf(program: Program, session: Session): Hidden {
  const privacy = privacyOf(program)
  const { waiting } = session
  const listening = 'op' in waiting ? (program.ops[waiting.op]?.node ?? '') : ''
  return { secrets: secretsIn(session, privacy), privacy, listening }
}

/** Most secrets that a call remembers after its variables have forgotten them. */
const mostSecrets = 100

/** A value that a variable once held is a secret until the call ends. */
export const withSecrets = (hidden: Hidden, older: readonly string[]): Hidden =>
  older.length === 0
    ? hidden
    : {
        ...hidden,
        secrets: [...new Set([...hidden.secrets, ...older])]
          .slice(0, mostSecrets)
          .sort((a, b) => b.length - a.length),
      }

function secretsIn(session: Session, { names, values }: Privacy): readonly string[] {
  if (names.size === 0) return []
  const frames = session.frames ?? []
  const vars = [session.vars, ...frames.map((frame) => frame.vars)]
  const nodes = [session.nodes, ...frames.map((frame) => frame.nodes)]
  const held = [
    ...vars.flatMap((own) => [...names].map((name) => own[name] ?? null)),
    ...nodes.flatMap((own) => [...values].map((path) => valueAt(own, path))),
  ]
  return [...new Set(held.flatMap(textsOf))]
    .filter((text) => text.length >= shortest)
    .sort((a, b) => b.length - a.length)
}

function valueAt(nodes: Session['nodes'], path: string): Json {
  const [scope = '', name = ''] = path.split('.')
  const node = nodes[scope]
  return typeof node === 'object' && node !== null && !Array.isArray(node)
    ? (Object.entries(node).find(([key]) => key === name)?.[1] ?? null)
    : null
}

/** Blanks out secrets wherever they stand in a row, and whole what is or becomes the value of a sensitive variable. */
export function maskRow(row: NewRow, { secrets, privacy, listening }: Hidden): NewRow {
  if (secrets.length === 0 && isNothingPrivate(privacy)) return row
  const hidden = fieldsToHide(row, privacy, listening)
  const kinds = privacy.personal.get(nodeOf(row) || listening) ?? []
  if (secrets.length === 0 && hidden.length === 0 && kinds.length === 0) return row
  const data = Object.fromEntries(
    Object.entries(row.data).map(([key, value]) => [
      key,
      hidden.includes(key) ? mask : maskJson(value, secrets, said(row, key) ? kinds : []),
    ]),
  )
  return { ...row, data }
}

const isNothingPrivate = ({ names, nodes, values, personal }: Privacy): boolean =>
  names.size === 0 && nodes.size === 0 && values.size === 0 && personal.size === 0

/** Fields of rows in which a caller's keys and words stand. */
const heardIn: Readonly<Record<string, readonly string[]>> = {
  'input.received': ['digits', 'speech'],
  digit: ['digit'],
  text: ['text'],
  'speech.partial': ['text'],
  'speech.final': ['text'],
}

const said = (row: NewRow, key: string): boolean => heardIn[row.type]?.includes(key) ?? false

const nodeOf = ({ type, data }: NewRow): string =>
  type === 'input.received' && typeof data['node'] === 'string' ? data['node'] : ''

function fieldsToHide(row: NewRow, privacy: Privacy, listening: string): readonly string[] {
  const heard = heardIn[row.type]
  if (heard) {
    const node = nodeOf(row) || listening
    // Keys come one by one: a card number is none before its last.
    const isCard = row.type === 'digit' && privacy.personal.has(node)
    return privacy.nodes.has(node) || isCard ? heard.filter((key) => key in row.data) : []
  }
  const name = row.data['name']
  if (row.type !== 'value.set' || typeof name !== 'string') return []
  return isPrivateValue(name, row.data['node'], privacy) ? ['value'] : []
}

/** `vars.pin`; `nodes.ask_pin.value`, and with it the other ways in which the same answer is kept. */
function isPrivateValue(name: string, node: unknown, privacy: Privacy): boolean {
  const [root = '', scope = '', field = ''] = name.split('.')
  if (root !== 'nodes') return privacy.names.has(name.replace(/^vars\./, ''))
  if (privacy.values.has(`${scope}.${field}`)) return true
  const isSameAnswer = ['value', 'text', 'digits', 'speech'].includes(field)
  return isSameAnswer && typeof node === 'string' && privacy.nodes.has(node)
}

type RowValue = NewRow['data'][string]

function maskJson(
  value: RowValue,
  secrets: readonly string[],
  kinds: readonly PersonalKind[],
): RowValue {
  if (typeof value === 'string') {
    const text = kinds.length > 0 ? maskPersonal(value, kinds) : value
    return secrets.reduce((rest, secret) => rest.replaceAll(secret, mask), text)
  }
  if (typeof value === 'number') return secrets.includes(String(value)) ? mask : value
  if (Array.isArray(value)) return value.map((item) => maskJson(item, secrets, kinds))
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, maskJson(inner, secrets, kinds)]),
    )
  }
  return value
}

function textsOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  return Array.isArray(value) ? value.flatMap(textsOf) : []
}
