import './exchange.css'
import { t } from '../i18n/t.ts'
import { Dialog } from '../shell/Dialog.tsx'
import { Tabs } from '../shell/Tabs.tsx'
import { EditorContext } from '../state/EditorContext.ts'
import { ExportTab } from './ExportTab.tsx'
import { closeExchange, showTab, useExchange } from './exchangeStore.ts'
import { ImportTab } from './ImportTab.tsx'

/** Takes a flow along, or brings one in. */
export function ExchangeDialog() {
  const tab = useExchange((state) => state.tab)
  const open = useExchange((state) => state.open)
  const file = useExchange((state) => state.file)
  const title = open ? t('Import and export') : t('Import')
  return (
    <Dialog onClose={closeExchange} title={title} size={620}>
      {open && (
        <Tabs
          label={title}
          value={tab ?? 'export'}
          onChange={showTab}
          tabs={[
            { value: 'export', title: t('Export') },
            { value: 'import', title: t('Import') },
          ]}
        />
      )}
      {tab === 'export' && open ? (
        <EditorContext value={open.store}>
          <ExportTab open={open} />
        </EditorContext>
      ) : (
        <ImportTab key={file?.name ?? ''} open={open} dropped={file} />
      )}
    </Dialog>
  )
}
