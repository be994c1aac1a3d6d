import type { ValueAt } from '#shared/compile/valuesAt.ts'
import type { ValueType } from '#shared/compile/valueTypes.ts'
import { t } from '../i18n/t.ts'

/** What a type is called. */
function typeTitle(type: ValueType): string {
  switch (type) {
    case 'text':
      return t('Text')
    case 'number':
      return t('Number')
    case 'boolean':
    case 'yesno':
      return t('Yes or no')
    case 'date':
    case 'spokenDate':
      return t('Date')
    case 'time':
      return t('Time')
    case 'phone':
      return t('Phone number')
    case 'list':
      return t('List')
  }
}

/** What a value is and where it comes from, in a few words: `Number · Ask for age`. */
export function valueTitle({ type, from, mayBeEmpty }: ValueAt): string {
  const origin =
    from.kind === 'step' ? from.step : from.kind === 'call' ? t('this call') : t('variable')
  return [type === null ? '' : typeTitle(type), origin, mayBeEmpty ? t('may be empty') : '']
    .filter(Boolean)
    .join(' · ')
}
