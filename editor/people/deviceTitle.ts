import { t } from '../i18n/t.ts'

const browsers = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const
const systems = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const

/** Browser and system by what a browser says of itself: `Firefox, Windows`. Chrome says Safari too, so the order counts. */
export function deviceTitle(userAgent: string): string {
  const of = (names: readonly (readonly [string, string])[]) =>
    names.find(([sign]) => userAgent.includes(sign))?.[1]
  const known = [of(browsers), of(systems)].filter((name) => name !== undefined)
  return known.length === 0 ? t('Another program') : known.join(', ')
}
