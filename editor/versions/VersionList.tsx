import { IconPencil } from '@tabler/icons-react'
import { useDeferredValue } from 'react'
import type { Version } from '#shared/api/api.ts'
import { messageOf } from '../api/client.ts'
import { t } from '../i18n/t.ts'
import { useEditor } from '../state/EditorContext.ts'
import { changesWords, useChangesSince } from './useChangesSince.ts'
import { VersionRow } from './VersionRow.tsx'
import { useVersions } from './versionQueries.ts'
import { compareSides } from './versionsStore.ts'

/** The draft and every published version, newest first. */
export function VersionList() {
  const flowId = useEditor((state) => state.flow.id)
  const versions = useVersions(flowId)
  const [newest] = versions.data ?? []
  return (
    <div className="versions-body">
      {versions.isError && (
        <p role="alert" className="field-problem">
          {messageOf(versions.error)}
        </p>
      )}
      {versions.data && (
        <ol className="version-list">
          <DraftRow newest={newest} />
          {versions.data.map((version) => (
            <VersionRow key={version.version} version={version} />
          ))}
        </ol>
      )}
    </div>
  )
}

function DraftRow({ newest }: { readonly newest: Version | undefined }) {
  const flow = useDeferredValue(useEditor((state) => state.flow))
  const changes = useChangesSince(flow, newest?.version ?? null)
  return (
    <li className="version" data-draft="true">
      <div className="version-title">
        <IconPencil size={14} aria-hidden="true" />
        <b>{t('Draft')}</b>
        <span className="faint">{t('what you see and edit')}</span>
      </div>
      {!newest && (
        <p className="muted">
          {t('Nothing is published yet. Publish makes version 1, which stays as it is.')}
        </p>
      )}
      {newest && changes && (
        <p className="muted" aria-live="polite">
          {changesWords(changes.length, newest.version)}
        </p>
      )}
      {newest && changes && changes.length > 0 && (
        <div className="version-actions">
          <button
            type="button"
            className="small-button"
            onClick={() => compareSides(newest.version, 'draft')}
          >
            {t('Compare with version {version}', { version: newest.version })}
          </button>
        </div>
      )}
    </li>
  )
}
