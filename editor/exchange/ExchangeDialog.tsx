import '@mantine/core/styles/Overlay.css'
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Modal.css'
import '@mantine/core/styles/ScrollArea.css'
import './exchange.css'
import { Modal } from '@mantine/core'
import { t } from '../i18n/t.ts'
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
    <Modal
      opened={tab !== null}
      onClose={closeExchange}
      title={title}
      size={620}
      overlayProps={{ backgroundOpacity: 0.3 }}
      transitionProps={{ duration: 80 }}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
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
    </Modal>
  )
}
