import '../fields/field.css'
import './versions.css'
import { IconArrowLeft, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { t } from '../i18n/t.ts'
import { ComparePanel } from './ComparePanel.tsx'
import { LookInside } from './LookInside.tsx'
import { VersionList } from './VersionList.tsx'
import { closeVersions, openVersions, useVersionsPlace } from './versionsStore.ts'

/** Stands in the inspector’s place: the versions of a flow, one to look inside, or two that are compared. */
export function VersionsPanel() {
  const place = useVersionsPlace()
  switch (place.type) {
    case 'closed':
      return null
    case 'list':
      return (
        <Panel title={t('Versions')}>
          <VersionList />
        </Panel>
      )
    case 'look':
      return (
        <Panel title={t('Version {version}', { version: place.version })} hasBack>
          <LookInside key={place.version} version={place.version} />
        </Panel>
      )
    case 'compare':
      return (
        <Panel title={t('Compare')} hasBack>
          <ComparePanel before={place.before} after={place.after} />
        </Panel>
      )
  }
}

interface PanelProps {
  readonly title: string
  readonly hasBack?: boolean
  readonly children: ReactNode
}

function Panel({ title, hasBack, children }: PanelProps) {
  return (
    <section className="versions" aria-label={t('Versions')}>
      <header className="versions-head">
        {hasBack && (
          <button
            type="button"
            className="icon-button top-icon"
            aria-label={t('All versions')}
            title={t('All versions')}
            onClick={openVersions}
          >
            <IconArrowLeft className="flips" size={16} stroke={1.8} />
          </button>
        )}
        <h2>{title}</h2>
        <button
          type="button"
          className="icon-button top-icon"
          aria-label={t('Close the versions')}
          title={t('Close the versions')}
          onClick={closeVersions}
        >
          <IconX size={16} stroke={1.8} />
        </button>
      </header>
      {children}
    </section>
  )
}
