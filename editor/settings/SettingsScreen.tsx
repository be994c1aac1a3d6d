import './settings.css'
import { Suspense } from 'react'
import { t } from '../i18n/t.ts'
import { useReason } from '../people/session.ts'
import { Link } from '../shell/Link.tsx'
import { SettingsHead } from './SettingsHead.tsx'
import { sections } from './sections.ts'

interface SettingsScreenProps {
  /** From the address; one that is unknown shows the first. */
  readonly section: string | null
}

/** What is set for the whole installation: sections at the side, one of them open. */
export function SettingsScreen({ section }: SettingsScreenProps) {
  const all = sections()
  const open = all.find(({ id }) => id === section) ?? all[0]
  const reason = useReason(open?.needs ?? 'viewer')
  return (
    <main className="screen">
      <div className="settings-page">
        <nav className="settings-nav" aria-label={t('Settings')}>
          <h1>{t('Settings')}</h1>
          {all.map(({ id, title }) => (
            <Link
              key={id}
              place={{ screen: 'settings', section: id }}
              className="settings-nav-item"
              aria-current={id === open?.id ? 'page' : undefined}
            >
              {title}
            </Link>
          ))}
        </nav>
        <div className="settings-body">
          <Suspense fallback={null}>
            {open && reason === null && <open.Section key={open.id} />}
          </Suspense>
          {open && reason !== null && (
            <section aria-label={open.title}>
              <SettingsHead title={open.title} intro={reason} />
            </section>
          )}
        </div>
      </div>
    </main>
  )
}
