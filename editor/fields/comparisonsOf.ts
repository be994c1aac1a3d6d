import type { ValueType } from '#shared/compile/valueTypes.ts'
import { type Comparison, comparisons } from '#shared/text/conditionRows.ts'
import { t } from '../i18n/t.ts'

const all = Object.keys(comparisons).filter((name): name is Comparison => name in comparisons)
const empty: readonly Comparison[] = ['isEmpty', 'isNotEmpty']
const order: readonly Comparison[] = [
  'is',
  'isNot',
  'above',
  'atLeast',
  'below',
  'atMost',
  ...empty,
]

const byType: Readonly<Record<ValueType, readonly Comparison[]>> = {
  number: order,
  date: order,
  spokenDate: ['is', 'isNot', 'mentions', ...empty],
  time: order,
  boolean: ['is', 'isNot', ...empty],
  yesno: ['is', 'isNot', ...empty],
  list: ['contains', ...empty],
  text: ['is', 'isNot', 'mentions', 'contains', ...empty],
  phone: ['is', 'isNot', 'contains', ...empty],
}

/** Comparisons that make sense for a type, and the one in use even when it does not. */
export function comparisonsOf(type: ValueType | null, used: Comparison): readonly Comparison[] {
  const fitting = type === null ? all : byType[type]
  return fitting.includes(used) ? fitting : [...fitting, used]
}

const isDay = (type: ValueType | null) => type === 'date' || type === 'time'

/** How a comparison reads for a type: days are before and after, numbers less and more. */
export function comparisonTitle(comparison: Comparison, type: ValueType | null): string {
  switch (comparison) {
    case 'is':
      return t('is')
    case 'isNot':
      return t('is not')
    case 'mentions':
      return t('mentions')
    case 'contains':
      return t('contains')
    case 'above':
      return isDay(type) ? t('is after') : t('is more than')
    case 'atLeast':
      return isDay(type) ? t('is not before') : t('is at least')
    case 'below':
      return isDay(type) ? t('is before') : t('is less than')
    case 'atMost':
      return isDay(type) ? t('is not after') : t('is at most')
    case 'isEmpty':
      return t('is empty')
    case 'isNotEmpty':
      return t('is not empty')
  }
}
