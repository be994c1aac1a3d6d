import type { Widget } from './readStudio.ts'

/** Most texts of a widget that are looked at, and how deep. */
const most = { texts: 20_000, depth: 40 }

export interface Left {
  readonly path: string
  readonly source: string
}

/** Texts of a widget with templates or holes in them that are not in the report yet, by their place. */
export function templatesLeft(widget: Widget, told: ReadonlySet<string>): readonly Left[] {
  const covered = withParents(told)
  const left: Left[] = []
  let texts = 0
  const visit = (value: unknown, path: string, depth: number, isTold: boolean): void => {
    if (texts > most.texts || depth > most.depth) return
    if (typeof value === 'string') {
      texts++
      if (!isTold && !covered.has(path) && hasTemplate(value)) left.push({ path, source: value })
      return
    }
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      const at = `${path}.${key}`
      visit(inner, at, depth + 1, isTold || told.has(at))
    }
  }
  visit(widget.properties, `${widget.path}.properties`, 0, false)
  for (const { path, conditions } of widget.transitions) {
    for (const [index, { argument, value }] of conditions.entries()) {
      visit(argument, `${path}.conditions.${index}.arguments.0`, 0, false)
      visit(value, `${path}.conditions.${index}.value`, 0, false)
    }
  }
  return left
}

/** Whether a text holds a template, or a hole that a template around the flow fills in. */
export const hasTemplate = (text: string): boolean =>
  /\{\{|\{%|\$\{[^}]*\}|\bTF_[A-Z0-9_]+/.test(text)

/** A text that is told in parts is told. */
function withParents(told: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(told)
  for (const path of told) {
    for (let at = path.lastIndexOf('.'); at > 0; at = path.lastIndexOf('.', at - 1)) {
      all.add(path.slice(0, at))
    }
  }
  return all
}
