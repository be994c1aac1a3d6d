import type { NodeColor } from '#shared/flow/flow.ts'
import { t } from '../i18n/t.ts'

const titles: Readonly<Record<NodeColor, () => string>> = {
  sand: () => t('Sand'),
  rose: () => t('Rose'),
  violet: () => t('Violet'),
  blue: () => t('Blue'),
  teal: () => t('Teal'),
  green: () => t('Green'),
}

/** What a colour is called. */
export const colorTitle = (color: NodeColor | null): string =>
  color === null ? t('No colour') : titles[color]()
