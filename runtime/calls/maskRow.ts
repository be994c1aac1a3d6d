import type { Program } from '#shared/compile/program.ts'
import type { Json } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import type { NewRow } from '../storage/store.ts'

const mask = '•••'
/** Shorter values would blank out half of every sentence. */
const shortest = 2

/** What must never be shown of a call: the values of its sensitive variables, longest first. */
export function secretsOf(program: Program, session: Session): readonly string[] {
  const sensitive = program.variables.filter((variable) => variable.sensitive)
  return sensitive
    .flatMap(({ name }) => textsOf(session.vars[name] ?? null))
    .filter((text) => text.length >= shortest)
    .sort((a, b) => b.length - a.length)
}

/** The names of a program's sensitive variables. */
export const sensitiveNames = (program: Program): ReadonlySet<string> =>
  new Set(program.variables.filter(({ sensitive }) => sensitive).map(({ name }) => name))

/** Blanks out secrets wherever they stand in a row, and the whole value of a sensitive variable. */
export function maskRow(
  row: NewRow,
  secrets: readonly string[],
  sensitive: ReadonlySet<string>,
): NewRow {
  const name = row.data['name']
  if (row.type === 'value.set' && typeof name === 'string' && sensitive.has(bareName(name))) {
    return { ...row, data: { ...row.data, value: mask } }
  }
  if (secrets.length === 0) return row
  const data = Object.fromEntries(
    Object.entries(row.data).map(([key, value]) => [key, maskJson(value, secrets)]),
  )
  return { ...row, data }
}

const bareName = (name: string): string => name.replace(/^vars\./, '')

type RowValue = NewRow['data'][string]

function maskJson(value: RowValue, secrets: readonly string[]): RowValue {
  if (typeof value === 'string') {
    return secrets.reduce((text, secret) => text.replaceAll(secret, mask), value)
  }
  if (typeof value === 'number') return secrets.includes(String(value)) ? mask : value
  if (Array.isArray(value)) return value.map((item) => maskJson(item, secrets))
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, maskJson(inner, secrets)]),
    )
  }
  return value
}

function textsOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  return Array.isArray(value) ? value.flatMap(textsOf) : []
}
