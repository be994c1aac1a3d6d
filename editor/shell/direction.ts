import { languages } from '../i18n/languages.ts'
import { language } from '../i18n/t.ts'

/** True where writing runs from the right. */
export const isRightToLeft = (): boolean =>
  languages.find(({ code }) => code === language())?.dir === 'rtl'

/** 1 for the arrow key that points where reading goes, -1 for the other one, 0 for any other key. */
export function horizontalStep(key: string): 1 | -1 | 0 {
  if (key !== 'ArrowRight' && key !== 'ArrowLeft') return 0
  return (key === 'ArrowRight') === isRightToLeft() ? -1 : 1
}
