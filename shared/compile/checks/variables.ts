import type { Diagnostic } from '../../diagnostic.ts'
import { variablesOf } from '../../text/liquid.ts'
import type { Check } from '../check.ts'
import { namesIn } from '../scope.ts'

/** Names that nothing in the flow ever sets. */
export const variables: Check = (graph) => {
  const known = namesIn(graph)
  const declared = new Set(graph.flow.variables.map((variable) => variable.name))
  return [...graph.typed.values()].flatMap(({ node, definition }) => {
    const place = { nodeId: node.id, severity: 'error' as const, code: 'variable.unknown' }
    const read = definition.templates(node.data).flatMap((use) =>
      variablesOf(use.source, use.kind).flatMap((name): Diagnostic[] =>
        isKnown(name, known)
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

/** `nodes.look_up.body.status` is known by `nodes.look_up.body`; so is a whole `vars`, `nodes.look_up` or `call`. */
function isKnown(name: string, known: ReadonlySet<string>): boolean {
  const parts = name.split('.')
  if (parts.some((_, index) => known.has(parts.slice(0, index + 1).join('.')))) return true
  const wholes = ['vars', 'nodes', 'call', 'input']
  return parts.length === 1
    ? wholes.includes(name)
    : parts.length === 2 &&
        parts[0] === 'nodes' &&
        [...known].some((one) => one.startsWith(`${name}.`))
}

function hintFor(name: string, known: ReadonlySet<string>): string {
  const last = name.split('.').at(-1) ?? name
  const similar = [...known].find((one) => one.split('.').at(-1) === last)
  if (similar) return `Did you mean ${similar}?`
  return name.startsWith('vars.')
    ? `Add ${last} to the flow’s variables, or correct the name.`
    : 'Choose one of the names that the field offers after {{.'
}
