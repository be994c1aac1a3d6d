import './flows.css'
import { notifications } from '@mantine/notifications'
import { IconCopy, IconFileImport, IconPlus, IconTrash } from '@tabler/icons-react'
import { type DragEvent, useRef, useState } from 'react'
import type { FlowSummary } from '#shared/api/api.ts'
import { messageOf } from '../api/client.ts'
import { useFlows } from '../api/queries.ts'
import { openImport } from '../exchange/exchangeStore.ts'
import { t } from '../i18n/t.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import { go } from '../router.ts'
import { formatAgo } from '../shell/formatAgo.ts'
import { Link } from '../shell/Link.tsx'
import { createEmptyFlow, deleteFlow, duplicateFlow, importFile } from './flowActions.ts'

const report = (error: unknown) =>
  notifications.show({ color: 'red', title: t('That did not work'), message: messageOf(error) })

/** All flows, newest change first: make one, open one, drop a file to bring one in. */
export function FlowsScreen() {
  const flows = useFlows()
  const [isOver, setOver] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const start = () => createEmptyFlow().then((id) => go({ screen: 'flow', id }), report)
  const bringIn = async (files: Iterable<File>) => {
    const [only, second] = [...files]
    // One file is looked at before it is taken; several are taken as they are.
    if (only && !second) return openImport(null, only)
    for (const file of files) await importFile(file).catch(report)
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void bringIn(event.dataTransfer.files)
  }
  return (
    <main
      className="screen flows-screen"
      data-over={isOver}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
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
          <input
            ref={picker}
            type="file"
            accept=".json,.xml,.twiml,.js,application/json,text/xml"
            multiple
            hidden
            aria-label={t('Flow files')}
            onChange={({ target }) => {
              void bringIn(target.files ?? [])
              target.value = ''
            }}
          />
          <button type="button" className="top-button" onClick={() => picker.current?.click()}>
            <IconFileImport size={15} aria-hidden="true" /> {t('Import')}
          </button>
          <button type="button" className="top-button top-primary" onClick={() => void start()}>
            <IconPlus size={15} aria-hidden="true" /> {t('New flow')}
          </button>
        </header>
        {flows.isError && (
          <p role="alert" className="muted">
            {messageOf(flows.error)}
          </p>
        )}
        {flows.data?.length === 0 && <NoFlows onStart={() => void start()} />}
        {flows.data && flows.data.length > 0 && <FlowTable flows={flows.data} />}
        {flows.data && (
          <p className="faint flows-drop">
            {t('Drop a flow, a Twilio Studio flow or TwiML anywhere on this page to import it.')}
          </p>
        )}
      </div>
    </main>
  )
}

function NoFlows({ onStart }: { readonly onStart: () => void }) {
  return (
    <div className="flows-empty">
      <h2>{t('Your first call is a minute away')}</h2>
      <ol>
        <li>{t('Make a flow: it begins where the call comes in.')}</li>
        <li>{t('Click Say and write what the caller should hear.')}</li>
        <li>
          {t('Press Call and listen to it. Then press Publish, and a number answers with it.')}
        </li>
      </ol>
      <button type="button" className="top-button top-primary" onClick={onStart}>
        {t('Make the first flow')}
      </button>
    </div>
  )
}

function FlowTable({ flows }: { readonly flows: readonly FlowSummary[] }) {
  const sorted = [...flows].sort((a, b) => b.updatedAt - a.updatedAt)
  return (
    <ul className="flows">
      {sorted.map((flow) => (
        <li key={flow.id} className="flow-row">
          <Link place={{ screen: 'flow', id: flow.id }} className="flow-open">
            <b>{flow.name}</b>
            <span className="faint">
              {t('{count, plural, one {# step} other {# steps}}', { count: flow.nodes })}
            </span>
          </Link>
          <span className="flow-live">
            {flow.live.map(({ number, version }) => (
              <span
                key={number}
                className="chip"
                data-tone="ok"
                title={t('Version {version}', { version })}
              >
                <span className="chip-dot" />
                {formatNumber(number)}
              </span>
            ))}
            {flow.live.length === 0 && <span className="faint">{t('Draft')}</span>}
          </span>
          <span className="flow-when muted">{formatAgo(flow.updatedAt)}</span>
          <Link
            place={{ screen: 'calls', flow: flow.id, call: null }}
            className="flow-calls small-button"
          >
            {t('Calls')}
          </Link>
          <button
            type="button"
            className="icon-button"
            aria-label={t('Duplicate {name}', { name: flow.name })}
            title={t('Duplicate')}
            onClick={() => void duplicateFlow(flow.id).catch(report)}
          >
            <IconCopy size={15} />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={t('Delete {name}', { name: flow.name })}
            title={t('Delete')}
            onClick={() => void deleteFlow(flow.id).catch(report)}
          >
            <IconTrash size={15} />
          </button>
        </li>
      ))}
    </ul>
  )
}
