import { t } from '../i18n/t.ts'

/** True where Command takes the place of Control. */
export const isMac = navigator.platform.startsWith('Mac')

const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Delete: '⌫' }
const signs = (): Readonly<Record<string, string>> => ({
  Mod: t('Ctrl'),
  Shift: t('Shift'),
  Delete: t('Del'),
})

/** Keys as the machine in front of somebody shows them: `Mod+D` is `Ctrl+D` or `⌘D`. */
export function keyTitle(keys: string): string {
  const parts = keys.split('+')
  return isMac
    ? parts.map((part) => macSigns[part] ?? part).join('')
    : parts.map((part) => signs()[part] ?? part).join('+')
}
