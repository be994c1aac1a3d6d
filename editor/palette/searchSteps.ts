import type { NodeGroup } from '#shared/nodes/defineNode.ts'
import { groups } from '#shared/nodes/defineNode.ts'
import { type AnyDefinition, definitions } from '#shared/nodes/index.ts'
import { t } from '../i18n/t.ts'
import { translateTitle } from '../i18n/translate.ts'
import { isEntry } from '../state/entry.ts'

const groupTitles = (): Readonly<Record<NodeGroup, string>> => ({
  speak: t('Speak'),
  listen: t('Listen'),
  think: t('Think'),
  decide: t('Decide'),
  connect: t('Connect'),
  end: t('End'),
})

/** What the palette calls a group of steps. */
export const groupTitle = (group: NodeGroup): string => groupTitles()[group]

/** Every step a person can add, by group. */
export const addable: readonly AnyDefinition[] = groups.flatMap((group) =>
  definitions.filter((definition) => definition.group === group && !isEntry(definition.type)),
)

/** Steps whose name or summary holds every word; names come first. */
export function searchSteps(query: string): readonly AnyDefinition[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const holds = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  const byName = addable.filter((definition) => holds(translateTitle(definition.title)))
  const rest = addable.filter(
    (definition) =>
      !byName.includes(definition) &&
      holds(`${translateTitle(definition.title)} ${translateTitle(definition.summary)}`),
  )
  return [...byName, ...rest]
}
