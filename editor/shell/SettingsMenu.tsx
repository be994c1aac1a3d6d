import './settingsMenu.css'
import { type MantineColorScheme, Popover, useMantineColorScheme } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { changeLanguage } from '../i18n/changeLanguage.ts'
import { languages, offeredLanguages } from '../i18n/languages.ts'
import { language, t } from '../i18n/t.ts'
import { usePlace } from '../router.ts'
import { Link } from './Link.tsx'

/** Themes with their names. */
export const themes = (): readonly {
  readonly value: MantineColorScheme
  readonly title: string
}[] => [
  { value: 'light', title: t('Light') },
  { value: 'dark', title: t('Dark') },
  { value: 'auto', title: t('As on this computer') },
]

/** Language, theme, and the way to all settings, at the foot of the rail. */
export function SettingsMenu() {
  const [isOpen, setOpen] = useState(false)
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const current = language()
  const isThere = usePlace().screen === 'settings'
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="right-end"
      width={220}
      withRoles={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className="rail-item rail-settings"
          aria-label={t('Settings')}
          aria-current={isThere ? 'page' : undefined}
          aria-expanded={isOpen}
          title={t('Settings')}
          onClick={() => setOpen(!isOpen)}
        >
          <IconAdjustmentsHorizontal size={19} stroke={1.7} />
        </button>
      </Popover.Target>
      <Popover.Dropdown className="popover settings" role="dialog" aria-label={t('Settings')}>
        <Choice
          label={t('Language')}
          value={current}
          options={offeredLanguages(current).map(({ code, title }) => ({
            value: code,
            title,
            lang: code,
          }))}
          onPick={(value) => {
            const picked = languages.find(({ code }) => code === value)
            if (picked) void changeLanguage(picked.code)
          }}
        />
        <Choice
          label={t('Theme')}
          value={colorScheme}
          options={themes()}
          onPick={(value) => {
            const picked = themes().find((theme) => theme.value === value)
            if (picked) setColorScheme(picked.value)
          }}
        />
        <Link
          place={{ screen: 'settings', section: null }}
          className="settings-all"
          onClick={() => setOpen(false)}
        >
          {t('All settings')}
          <IconChevronRight size={14} className="mirrored" aria-hidden />
        </Link>
      </Popover.Dropdown>
    </Popover>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly {
    readonly value: string
    readonly title: string
    readonly lang?: string
  }[]
  readonly onPick: (value: string) => void
}

function Choice({ label, value, options, onPick }: ChoiceProps) {
  return (
    <fieldset className="list settings-choice">
      <legend className="field-label">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="settings-option" lang={option.lang}>
          <input
            type="radio"
            name={label}
            checked={option.value === value}
            onChange={() => onPick(option.value)}
          />
          {option.title}
        </label>
      ))}
    </fieldset>
  )
}
