import type { Flow, FlowNode } from '../../flow/flow.ts'
import { variableSchema } from '../../flow/flow.ts'
import { definitionOf } from '../../nodes/index.ts'
import { variablesOf } from '../../text/liquid.ts'
import { changeText, type Fix, type Fixer, nodeOf } from './fix.ts'

/** Declares an unknown variable, or writes the name that was meant. */
export const mendNames: Fixer = (flow, diagnostic) => {
  const node = nodeOf(flow, diagnostic)
  const { path } = diagnostic
  if (!node || path === undefined) return []
  const name = /([\w.-]+)\.$/.exec(diagnostic.message)?.[1] ?? ''
  const meant = /^Did you mean ([\w.-]+)\?$/.exec(diagnostic.hint ?? '')?.[1]
  return [
    ...(meant === undefined ? [] : renamed(node, path, name, meant)),
    ...declared(flow, path === 'assign' ? [name] : variablesRead(node, path, name)),
  ]
}

function renamed(node: FlowNode, path: string, name: string, meant: string): readonly Fix[] {
  const pattern = new RegExp(`(?<![\\w.-])${name.replaceAll('.', '\\.')}(?![\\w-])`, 'g')
  const data = changeText(node.data, path, (text) => text.replace(pattern, () => meant))
  return data ? [{ title: `Use ${meant}`, edit: { type: 'node.data', id: node.id, data } }] : []
}

function declared(flow: Flow, names: readonly string[]): readonly Fix[] {
  const known = new Set(flow.variables.map((variable) => variable.name))
  return [...new Set(names)].flatMap((name): Fix[] => {
    const variable = { name, type: 'text' as const, default: '', sensitive: false }
    if (known.has(name) || !variableSchema.safeParse(variable).success) return []
    const variables = [...flow.variables, variable]
    return [{ title: `Add the variable ${name}`, edit: { type: 'variables', variables } }]
  })
}

/** The unknown variable of a text, when it is one. */
function variablesRead(node: FlowNode, path: string, name: string): readonly string[] {
  const parsed = definitionOf(node.type)?.data.safeParse(node.data)
  if (!parsed?.success) return []
  const uses = definitionOf(node.type)?.templates(parsed.data) ?? []
  return uses
    .filter((use) => use.path === path)
    .flatMap((use) => variablesOf(use.source, use.kind))
    .filter((one) => one === name && one.startsWith('vars.'))
    .flatMap((one) => one.split('.')[1] ?? [])
}
