import { useEffect, useState } from 'react'
import type { VersionDetail } from '#shared/api/api.ts'
import { startAnalysis } from '../analysis/startAnalysis.ts'
import { messageOf } from '../api/client.ts'
import { t } from '../i18n/t.ts'
import { Inspector } from '../inspector/Inspector.tsx'
import { EditorContext, useEditorStore } from '../state/EditorContext.ts'
import { createReadOnlyStore } from './createReadOnlyStore.ts'
import { restoreVersion } from './restoreVersion.ts'
import { useVersion } from './versionQueries.ts'
import { compareSides, show } from './versionsStore.ts'

/** An old version on the canvas and in the FML, with its forms to read. */
export function LookInside({ version }: { readonly version: number }) {
  const flowId = useEditorStore().getState().flow.id
  const detail = useVersion(flowId, version)
  if (detail.isError) {
    return (
      <p role="alert" className="versions-body field-problem">
        {messageOf(detail.error)}
      </p>
    )
  }
  return detail.data ? <Inside detail={detail.data} /> : <div aria-busy="true" />
}

function Inside({ detail }: { readonly detail: VersionDetail }) {
  const draft = useEditorStore()
  const { flow } = detail
  const { version, note } = detail.version
  const [store] = useState(() => createReadOnlyStore(flow))
  useEffect(() => {
    const title = t('Version {version}', { version })
    show({ store, title, steps: new Map(), wires: new Map() })
    const stop = startAnalysis(store)
    return () => {
      stop()
      show(null)
    }
  }, [store, version])
  return (
    <>
      <div className="versions-actions">
        <button
          type="button"
          className="top-button top-primary"
          onClick={() => restoreVersion(draft, flow, version)}
        >
          {t('Restore')}
        </button>
        <button type="button" className="top-button" onClick={() => compareSides(version, 'draft')}>
          {t('Compare with the draft')}
        </button>
      </div>
      {note !== '' && <p className="versions-note">{note}</p>}
      <fieldset className="versions-forms" disabled aria-label={t('Settings, to read')}>
        <EditorContext value={store}>
          <Inspector />
        </EditorContext>
      </fieldset>
    </>
  )
}
