import type { NodeGroup } from '#shared/nodes/defineNode.ts'
import { groups } from '#shared/nodes/defineNode.ts'
import { type AnyDefinition, definitions } from '#shared/nodes/index.ts'
import { isEntry } from '../state/entry.ts'

export const groupTitles: Readonly<Record<NodeGroup, string>> = {
  speak: 'Speak',
  listen: 'Listen',
  think: 'Think',
  decide: 'Decide',
  connect: 'Connect',
  end: 'End',
}

/** Every step a person can add, by group. */
export const addable: readonly AnyDefinition[] = groups.flatMap((group) =>
  definitions.filter((definition) => definition.group === group && !isEntry(definition.type)),
)

/** Steps whose name or summary holds every word; names come first. */
export function searchSteps(query: string): readonly AnyDefinition[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const holds = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  const byName = addable.filter((definition) => holds(definition.title))
  const rest = addable.filter(
    (definition) =>
      !byName.includes(definition) && holds(`${definition.title} ${definition.summary}`),
  )
  return [...byName, ...rest]
}
