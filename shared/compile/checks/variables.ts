import type { Diagnostic } from '../../diagnostic.ts'
import type { Check } from '../check.ts'
import { type Names, namesIn } from '../scope.ts'

/** Names that nothing in the flow ever sets. */
export const variables: Check = (graph) => {
  const known = indexOf(namesIn(graph))
  const declared = new Set(graph.flow.variables.map((variable) => variable.name))
  return [...graph.typed.values()].flatMap(({ node, definition, texts }) => {
    const assigns = definition.assigns(node.data)
    if (texts.length + assigns.length === 0) return []
    const place = { nodeId: node.id, severity: 'error' as const, code: 'variable.unknown' }
    const read = texts.flatMap(({ use, variables }) =>
      variables.flatMap((name): Diagnostic[] =>
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
    const assigned = assigns.flatMap((name): Diagnostic[] =>
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
  readonly names: Names
  /** `nodes.look_up` of `nodes.look_up.body`. */
  owners(): ReadonlySet<string>
  /** The first name that ends with a word. */
  byLast(): ReadonlyMap<string, string>
}

/** What only rare names need is made when the first of them comes. */
function indexOf(names: Names): Known {
  let owners: Set<string> | null = null
  let byLast: Map<string, string> | null = null
  return {
    names,
    owners: () => {
      owners ??= new Set(names.list().map((name) => name.slice(0, name.lastIndexOf('.'))))
      return owners
    },
    byLast: () => {
      // The first of those that end alike wins.
      byLast ??= new Map(
        names
          .list()
          .toReversed()
          .map((name) => [lastOf(name), name]),
      )
      return byLast
    },
  }
}

const lastOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1)

/** `nodes.look_up.body.status` is known by `nodes.look_up.body`; so is a whole `vars`, `nodes.look_up` or `call`. */
function isKnown(name: string, { names, owners }: Known): boolean {
  if (names.has(name)) return true
  const parts = name.split('.')
  if (parts.some((_, index) => names.has(parts.slice(0, index + 1).join('.')))) return true
  const wholes = ['vars', 'nodes', 'call', 'input']
  return parts.length === 1
    ? wholes.includes(name)
    : parts.length === 2 && parts[0] === 'nodes' && owners().has(name)
}

const isLocal = (name: string, locals: readonly string[] = []): boolean =>
  locals.some((local) => name === local || name.startsWith(`${local}.`))

function hintFor(name: string, { byLast }: Known): string {
  const last = lastOf(name)
  const similar = byLast().get(last)
  if (similar) return `Did you mean ${similar}?`
  return name.startsWith('vars.')
    ? `Add ${last} to the flow’s variables, or correct the name.`
    : 'Choose one of the names that the field offers after {{.'
}
