import './exchange.css'
import '../versions/versions.css'
import { IconX } from '@tabler/icons-react'
import { t } from '../i18n/t.ts'
import { useEditorStore } from '../state/EditorContext.ts'
import { type ImportedFlow, showImported } from './exchangeStore.ts'
import { ImportLines } from './ImportLines.tsx'

/** Beside a flow that was imported: what became of its source, each line with the step. */
export function ImportPanel({ imported }: { readonly imported: ImportedFlow }) {
  const store = useEditorStore()
  const { file, report, ids } = imported
  return (
    <section className="versions" aria-label={t('Import report')}>
      <header className="versions-head">
        <h2>{t('Imported from {file}', { file })}</h2>
        <button
          type="button"
          className="icon-button top-icon"
          aria-label={t('Close the report')}
          title={t('Close the report')}
          onClick={() => showImported(null)}
        >
          <IconX size={16} stroke={1.8} />
        </button>
      </header>
      <div className="versions-body import-report">
        <ImportLines
          report={report}
          onShow={(node) => store.getState().show(ids.get(node) ?? node)}
        />
      </div>
    </section>
  )
}
