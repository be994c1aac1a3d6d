import { formatDate, formatRelative } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'

const units = [
  { most: 60, size: 1, unit: 'second' },
  { most: 3_600, size: 60, unit: 'minute' },
  { most: 86_400, size: 3_600, unit: 'hour' },
  { most: 86_400 * 14, size: 86_400, unit: 'day' },
] as const

/** `3 minutes ago`; a date when it is long ago. Times are unix ms. */
export function formatAgo(at: number, now = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - at) / 1_000))
  if (seconds < 45) return t('just now')
  const fit = units.find(({ most }) => seconds < most)
  return fit
    ? formatRelative(-Math.round(seconds / fit.size), fit.unit)
    : formatDate(at, { dateStyle: 'medium' })
}
