import { t } from '../i18n/t.ts'
import { formatNumber } from '../numbers/formatNumber.ts'

/** Who was on one end of a call: a number, or in words what has none. */
export function partyName(address: string): string {
  if (address.startsWith('web-')) return t('a browser')
  if (address.startsWith('draft-')) return t('the draft')
  return formatNumber(address)
}
