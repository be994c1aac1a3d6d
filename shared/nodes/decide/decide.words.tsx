import { defineWords } from '#editor/fields/words.ts'
import { t } from '#editor/i18n/t.ts'
import { type DecideData, decide } from './decide.ts'

/** The choices in their order. */
const describe = ({ choices }: DecideData): string | null => {
  const names = choices.map(({ name }) => name.trim()).filter(Boolean)
  if (names.length === 0) return null
  return names.reduce((before, after) => t('{before}, else {after}', { before, after }))
}

export const words = defineWords(decide, describe)
