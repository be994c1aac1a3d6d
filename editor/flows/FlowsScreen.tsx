import './flows.css'
import { IconFileImport, IconLayoutGrid, IconPlus } from '@tabler/icons-react'
import { type DragEvent, Suspense, useRef, useState } from 'react'
import type { Template } from '#shared/api/api.ts'
import { messageOf } from '../api/client.ts'
import { useFlows } from '../api/queries.ts'
import { openImport } from '../exchange/exchangeStore.ts'
import { t } from '../i18n/t.ts'
import { useReason } from '../people/session.ts'
import { go } from '../router.ts'
import { lazyPart } from '../shell/lazyPart.tsx'
import { Bin } from './Bin.tsx'
import { FlowList } from './FlowList.tsx'
import { createEmptyFlow, createFromTemplate, importFile } from './flowActions.ts'
import { GettingStarted } from './GettingStarted.tsx'
import { importTypes } from './importTypes.ts'
import { report } from './report.ts'

const Gallery = lazyPart(async () => (await import('./Gallery.tsx')).Gallery)

/** Up to so many flows the templates are open from the start. */
const fewFlows = 6

/** All flows: find one, make one, start from a template, drop a file to bring one in. */
export function FlowsScreen() {
  const flows = useFlows()
  const reason = useReason('editor')
  const [isOver, setOver] = useState(false)
  const [isGalleryChosen, setGalleryChosen] = useState<boolean | null>(null)
  const [search, setSearch] = useState('')
  const gallery = useRef<HTMLElement>(null)
  const count = flows.data?.length ?? 0
  const isGalleryOpen = isGalleryChosen ?? (flows.data !== undefined && count <= fewFlows)
  const open = (id: string) => go({ screen: 'flow', id })
  const start = () => createEmptyFlow().then(open, report)
  const use = (template: Template, title: string) => {
    void createFromTemplate(template, title).then(open, report)
  }
  const showGallery = () => {
    setGalleryChosen(true)
    // Once it is there.
    requestAnimationFrame(() => gallery.current?.scrollIntoView({ block: 'start' }))
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (reason === null) void bringIn(event.dataTransfer.files)
  }
  // Asked for, it comes before the flows: below five hundred of them nobody would see it.
  const templates = (
    <section ref={gallery} className="flows-gallery" aria-label={t('Templates')}>
      <h2>{t('Start from a template')}</h2>
      <Suspense fallback={null}>
        <Gallery search={count === 0 ? '' : search} onUse={use} />
      </Suspense>
    </section>
  )
  return (
    <main
      className="screen flows-screen"
      data-over={isOver}
      onDragOver={(event) => {
        if (reason !== null || !event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (event.currentTarget === event.target) setOver(false)
      }}
      onDrop={onDrop}
    >
      <div className="page">
        <header className="page-head">
          <h1>{t('Flows')}</h1>
          <ImportButton reason={reason} />
          <button
            type="button"
            className="top-button"
            aria-expanded={isGalleryOpen}
            onClick={() => setGalleryChosen(!isGalleryOpen)}
          >
            <IconLayoutGrid size={15} aria-hidden="true" /> {t('Templates')}
          </button>
          <button
            type="button"
            className="top-button top-primary"
            disabled={reason !== null}
            title={reason ?? undefined}
            onClick={() => void start()}
          >
            <IconPlus size={15} aria-hidden="true" /> {t('New flow')}
          </button>
        </header>
        {flows.isError && (
          <p role="alert" className="muted">
            {messageOf(flows.error)}
          </p>
        )}
        {flows.data && <GettingStarted onChoose={showGallery} />}
        {isGalleryChosen && templates}
        {count > 0 && <FlowList flows={flows.data ?? []} search={search} onSearch={setSearch} />}
        {isGalleryOpen && !isGalleryChosen && templates}
        {flows.data && reason === null && (
          <p className="faint flows-drop">
            {t('Drop a flow, a Twilio Studio flow or TwiML anywhere on this page to import it.')}
          </p>
        )}
        <Bin />
      </div>
    </main>
  )
}

async function bringIn(files: Iterable<File>): Promise<void> {
  const [only, second] = [...files]
  // One file is looked at before it is taken; several are taken as they are.
  if (only && !second) return openImport(null, only)
  for (const file of files) await importFile(file).catch(report)
}

function ImportButton({ reason }: { readonly reason: string | null }) {
  const picker = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={picker}
        type="file"
        accept={importTypes}
        multiple
        hidden
        aria-label={t('Flow files')}
        onChange={({ target }) => {
          // The list empties with the field.
          void bringIn([...(target.files ?? [])])
          target.value = ''
        }}
      />
      <button
        type="button"
        className="top-button"
        disabled={reason !== null}
        title={reason ?? undefined}
        onClick={() => picker.current?.click()}
      >
        <IconFileImport size={15} aria-hidden="true" /> {t('Import')}
      </button>
    </>
  )
}
