import type { Diagnostic } from '../../diagnostic.ts'
import { variablesOf } from '../../text/liquid.ts'
import type { Check } from '../check.ts'
import { namesIn } from '../scope.ts'

/** Names that nothing in the flow ever sets. */
export const variables: Check = (graph) => {
  const known = indexOf(namesIn(graph))
  const declared = new Set(graph.flow.variables.map((variable) => variable.name))
  return [...graph.typed.values()].flatMap(({ node, definition }) => {
    const place = { nodeId: node.id, severity: 'error' as const, code: 'variable.unknown' }
    const read = definition.templates(node.data).flatMap((use) =>
      variablesOf(use.source, use.kind).flatMap((name): Diagnostic[] =>
        isKnown(name, known) || isLocal(name, use.locals)
          ? []
          : [
              {
                ...place,
                path: use.path,
                message: `“${node.name}”: nothing sets ${name}.`,
                hint: hintFor(name, known),
              },
            ],
      ),
    )
    const assigned = definition.assigns(node.data).flatMap((name): Diagnostic[] =>
      declared.has(name)
        ? []
        : [
            {
              ...place,
              path: 'assign',
              message: `“${node.name}”: the flow has no variable ${name}.`,
              hint: `Add ${name} to the flow’s variables.`,
            },
          ],
    )
    return [...read, ...assigned]
  })
}

interface Known {
  readonly names: ReadonlySet<string>
  /** `nodes.look_up` of `nodes.look_up.body`. */
  readonly owners: ReadonlySet<string>
  /** The first name that ends with a word. */
  readonly byLast: ReadonlyMap<string, string>
}

function indexOf(names: ReadonlySet<string>): Known {
  const owners = new Set<string>()
  const byLast = new Map<string, string>()
  for (const name of names) {
    const parts = name.split('.')
    owners.add(parts.slice(0, -1).join('.'))
    const last = parts.at(-1) ?? name
    if (!byLast.has(last)) byLast.set(last, name)
  }
  return { names, owners, byLast }
}

/** `nodes.look_up.body.status` is known by `nodes.look_up.body`; so is a whole `vars`, `nodes.look_up` or `call`. */
function isKnown(name: string, { names, owners }: Known): boolean {
  const parts = name.split('.')
  if (parts.some((_, index) => names.has(parts.slice(0, index + 1).join('.')))) return true
  const wholes = ['vars', 'nodes', 'call', 'input']
  return parts.length === 1
    ? wholes.includes(name)
    : parts.length === 2 && parts[0] === 'nodes' && owners.has(name)
}

const isLocal = (name: string, locals: readonly string[] = []): boolean =>
  locals.some((local) => name === local || name.startsWith(`${local}.`))

function hintFor(name: string, { byLast }: Known): string {
  const last = name.split('.').at(-1) ?? name
  const similar = byLast.get(last)
  if (similar) return `Did you mean ${similar}?`
  return name.startsWith('vars.')
    ? `Add ${last} to the flow’s variables, or correct the name.`
    : 'Choose one of the names that the field offers after {{.'
}
