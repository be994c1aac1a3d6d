import type { NodeScope } from '#shared/compile/valuesAt.ts'

/** A stretch of a template; `late` is set only after this point of the flow, `unknown` by nothing in it. */
export interface TemplatePart {
  readonly text: string
  readonly state: 'text' | 'known' | 'late' | 'unknown'
}

const hole = /\{\{-?\s*([A-Za-z_][\w-]*(?:\.[\w-]+)*)?[^{}]*\}\}/g
/** Names that follow the caller wherever the flow goes. */
const always = /^(input|now$|call)(\.|$)/

/** A template as stretches to paint: what is spoken as it stands, and each `{{ … }}` by what is known of its name. */
export function templateParts(source: string, scope: NodeScope): readonly TemplatePart[] {
  if (!source.includes('{{')) return [{ text: source, state: 'text' }]
  const names = new Set(scope.values.map((value) => value.name))
  const parts: TemplatePart[] = []
  let from = 0
  for (const match of source.matchAll(hole)) {
    if (match.index > from) parts.push({ text: source.slice(from, match.index), state: 'text' })
    parts.push({ text: match[0], state: stateOf(match[1], names, scope.elsewhere) })
    from = match.index + match[0].length
  }
  if (from < source.length) parts.push({ text: source.slice(from), state: 'text' })
  return parts
}

function stateOf(
  name: string | undefined,
  names: ReadonlySet<string>,
  elsewhere: ReadonlySet<string>,
): TemplatePart['state'] {
  const parts = name?.split('.') ?? []
  // Names of one part are made in the text itself, by a loop or an assignment.
  if (name === undefined || parts.length < 2 || always.test(name)) return 'known'
  if (parts[0] !== 'vars' && parts[0] !== 'nodes') return 'known'
  const value = valueIn(name)
  if (value === null || names.has(value)) return 'known'
  return elsewhere.has(value) ? 'late' : 'unknown'
}

/** The value that a dotted path lies in: `nodes.look_up.body` of `nodes.look_up.body.name`; null for a whole step. */
export function valueIn(path: string): string | null {
  const parts = path.split('.')
  const length = parts[0] === 'nodes' ? 3 : parts[0] === 'vars' ? 2 : 0
  return length === 0 || parts.length < length ? null : parts.slice(0, length).join('.')
}

/** The value named by the `{{ … }}` that a place in a text lies in, or null. */
export function valueAtCaret(source: string, caret: number): string | null {
  for (const match of source.matchAll(hole)) {
    const end = match.index + match[0].length
    if (caret > match.index && caret < end) return match[1] ? valueIn(match[1]) : null
  }
  return null
}
