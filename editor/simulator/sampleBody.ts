import type { Program } from '#shared/compile/program.ts'

/** Most fields that are proposed. */
const most = 20

/**
 * A JSON body to begin with for a webhook's reply: the fields that the flow reads from it (`nodes.<name>.body.<field>`),
 * without values.
 */
export function sampleBody(program: Program, node: string): string {
  const scope = program.scopes[node]
  if (scope === undefined) return '{}'
  const text = JSON.stringify(program.ops)
  const pattern = new RegExp(`nodes\\.${scope}\\.body\\.([A-Za-z_]\\w{0,60})`, 'g')
  const names = new Set([...text.matchAll(pattern)].map(([, name = '']) => name))
  const fields = [...names].slice(0, most).map((name) => [name, ''])
  return JSON.stringify(Object.fromEntries(fields), null, 2)
}

/** What was written as a reply: JSON where it is some, else the words themselves. */
export function readBody(text: string): unknown {
  if (text.trim() === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
