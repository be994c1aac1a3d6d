import type { ComponentType } from 'react'
import { t } from '../i18n/t.ts'
import { lazyPart } from '../shell/lazyPart.tsx'

export interface SettingsSection {
  /** In the address: `/settings/<id>`. */
  readonly id: string
  readonly title: string
  readonly Section: ComponentType
}

const ModelsSection = lazyPart(
  async () => (await import('./models/ModelsSection.tsx')).ModelsSection,
)

/** Everything that is set for the whole installation, in the order of the list. Another section is a line here. */
export const sections = (): readonly SettingsSection[] => [
  { id: 'models', title: t('Models and voices'), Section: ModelsSection },
]
