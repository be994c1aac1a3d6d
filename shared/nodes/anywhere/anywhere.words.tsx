import { defineWords } from '#editor/fields/words.ts'
import { t } from '#editor/i18n/t.ts'
import { type AnywhereData, anywhere, phrasesOf } from './anywhere.ts'

/** What leads here: a key, words, or what is the case. */
const describe = (data: AnywhereData): string | null =>
  [
    data.key === '' ? '' : t('Key {key}', { key: data.key }),
    ...phrasesOf(data).map((phrase) => t('“{phrase}”', { phrase })),
    data.condition.trim(),
  ]
    .filter(Boolean)
    .join(', ') || null

export const words = defineWords(anywhere, describe)
