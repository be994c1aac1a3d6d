import { checkTemplate, variablesOf } from '../../text/liquid.ts'

/** Where a path of the source leads here. */
export interface MovedPath {
  readonly path: string
  /** What is different about it; absent: nothing. */
  readonly how?: string
  /** Set where nothing here holds this value. */
  readonly why?: string
}

export interface MovedTemplate {
  readonly text: string
  readonly how: readonly string[]
  readonly why: readonly string[]
  /** Whether there was anything to move. */
  readonly isTemplate: boolean
}

export type ResolvePath = (segments: readonly string[]) => MovedPath | null

/** Filters that other Liquids call differently. */
const filterNames: Readonly<Record<string, string>> = {
  to_json: 'json',
  tojson: 'json',
  base64encode: 'base64_encode',
  base64decode: 'base64_decode',
}

/** A time in another zone: here the zone is an argument of `date`. */
const zoned =
  /\|\s*timezone\s*:\s*("[^"]*"|'[^']*'|[\w.-]+)\s*\|\s*date\s*:\s*("[^"]*"|'[^']*'|[\w.-]+)/g
const sourceRoots = /^(widgets|flow|trigger|contact)\b/

/** Moves a Liquid text over: paths are renamed, everything else stays as it is. */
export function moveTemplate(source: string, resolve: ResolvePath): MovedTemplate {
  const how = new Set<string>()
  const why = new Set<string>()
  const move = (inner: string) =>
    moveExpression(inner.replace(zoned, '| date: $2, $1'), resolve, how, why)
  const isTemplate = /\{\{|\{%/.test(source)
  const text = isTemplate
    ? source.replace(
        /(\{\{-?|\{%-?)((?:"[^"]*"|'[^']*'|[^"'{}%]|[%}](?!\})|\{(?![{%]))*?)(-?\}\}|-?%\})/g,
        (_, open: string, inner: string, close: string) => `${open}${move(inner)}${close}`,
      )
    : source
  for (const hole of source.match(/\$\{[^}]*\}|\bTF_[A-Z0-9_]+/g) ?? []) {
    why.add(`${hole.slice(0, 80)} is a hole that the template around it fills in`)
  }
  const problem = isTemplate ? checkTemplate(text, 'template') : null
  if (problem) why.add(problem.message)
  for (const name of isTemplate ? variablesOf(text, 'template') : []) {
    if (sourceRoots.test(name)) {
      // What is chosen by a computed name stays as it was.
      if (why.size === 0) why.add(`nothing here holds ${name}`)
    } else if (!/^(vars|nodes|call|input|now)\b/.test(name)) why.add(`nothing sets ${name}`)
  }
  return { text, how: [...how], why: [...why], isTemplate }
}

const token =
  /'[^']*'|"[^"]*"|[A-Za-z_][\w-]*(?:\.[\w-]+|\[(?:\d{1,6}|'[^']*'|"[^"]*")\])*|\s+|[\s\S]/g

function moveExpression(
  inner: string,
  resolve: ResolvePath,
  how: Set<string>,
  why: Set<string>,
): string {
  let before = ''
  return inner.replace(token, (found) => {
    if (/^\s/.test(found)) return found
    const last = before
    before = found
    if (!/^[A-Za-z_]/.test(found)) return found
    if (last === '|') return filterNames[found] ?? found
    const moved = resolve(segmentsOf(found))
    if (moved === null) return found
    if (moved.how !== undefined) how.add(moved.how)
    if (moved.why !== undefined) why.add(moved.why)
    return moved.path
  })
}

const segmentsOf = (path: string): readonly string[] =>
  [...path.matchAll(/\[(?:(\d+)|'([^']*)'|"([^"]*)")\]|[\w-]+/g)].map(
    ([whole, index, single, double]) => index ?? single ?? double ?? whole,
  )

/** A dotted path of Liquid; what is no word stands in brackets. */
export const pathOf = (segments: readonly string[]): string =>
  segments
    .map((segment, index) =>
      /^\d+$/.test(segment)
        ? `[${segment}]`
        : /^[A-Za-z_][\w-]*$/.test(segment)
          ? `${index === 0 ? '' : '.'}${segment}`
          : `["${segment.replaceAll('"', '')}"]`,
    )
    .join('')
