import type { NumberInUse } from '#shared/api/numbers.ts'
import { t } from '../i18n/t.ts'

/** What people call a carrier; a trunk has the name that they gave it. */
export function carrierName(kind: NumberInUse['carrierKind'], title: string): string {
  if (kind === 'local') return t('This server')
  return kind === 'teler' ? t('FreJun Teler') : title
}
