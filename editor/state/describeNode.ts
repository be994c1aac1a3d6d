import type { FlowNode } from '#shared/flow/flow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { t } from '../i18n/t.ts'
import { translateTitle } from '../i18n/translate.ts'
import { wordsOf } from '../wordsOf.ts'

/** What the canvas says of a node: what the caller hears or what happens. */
export function describeNode(node: FlowNode): string {
  const definition = definitionOf(node.type)
  if (!definition) return t('This version of FML Studio does not know this step.')
  const words = wordsOf(node.type)?.(node.data)
  if (words) return words
  const data = definition.data.safeParse(node.data)
  return data.success
    ? translateTitle(definition.describe(data.data))
    : t('These values cannot be read.')
}
