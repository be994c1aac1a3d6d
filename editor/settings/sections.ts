import type { ComponentType } from 'react'
import type { Role } from '#shared/api/people.ts'
import { t } from '../i18n/t.ts'
import { lazyPart } from '../shell/lazyPart.tsx'

export interface SettingsSection {
  /** In the address: `/settings/<id>`. */
  readonly id: string
  readonly title: string
  readonly Section: ComponentType
  /** The role without which there is nothing to see. */
  readonly needs?: Role
}

const ModelsSection = lazyPart(
  async () => (await import('./models/ModelsSection.tsx')).ModelsSection,
)

const AccountSection = lazyPart(
  async () => (await import('../people/AccountSection.tsx')).AccountSection,
)
const KeysSection = lazyPart(async () => (await import('../people/KeysSection.tsx')).KeysSection)
const PeopleSection = lazyPart(
  async () => (await import('../people/PeopleSection.tsx')).PeopleSection,
)
const WebhooksSection = lazyPart(
  async () => (await import('./webhooks/WebhooksSection.tsx')).WebhooksSection,
)
const ToolsSection = lazyPart(async () => (await import('./tools/ToolsSection.tsx')).ToolsSection)

const AuditSection = lazyPart(async () => (await import('./audit/AuditSection.tsx')).AuditSection)

/** Everything that is set for the whole installation, in the order of the list. Another section is a line here. */
export const sections = (): readonly SettingsSection[] => [
  { id: 'models', title: t('Models and voices'), Section: ModelsSection, needs: 'admin' },
  { id: 'people', title: t('People'), Section: PeopleSection, needs: 'admin' },
  { id: 'keys', title: t('API keys'), Section: KeysSection },
  { id: 'webhooks', title: t('Webhooks'), Section: WebhooksSection, needs: 'admin' },
  { id: 'tools', title: t('Tool servers'), Section: ToolsSection, needs: 'admin' },
  { id: 'audit', title: t('Audit log'), Section: AuditSection, needs: 'admin' },
  { id: 'account', title: t('My account'), Section: AccountSection },
]
