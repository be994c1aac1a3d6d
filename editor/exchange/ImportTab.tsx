import { notifications } from '@mantine/notifications'
import { IconAlertCircle, IconFileImport } from '@tabler/icons-react'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import type { Diagnostic } from '#shared/diagnostic.ts'
import type { ImportResult } from '#shared/import/report.ts'
import { client, messageOf } from '../api/client.ts'
import { refreshLists } from '../api/queries.ts'
import type { OpenFlow } from '../flowEditor/openFlow.ts'
import { importTypes } from '../flows/importTypes.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { go } from '../router.ts'
import { addImported } from './addImported.ts'
import { closeExchange, showImported } from './exchangeStore.ts'
import { ImportLines } from './ImportLines.tsx'
import { readImport } from './readImport.ts'

type Stage =
  | { readonly type: 'empty' }
  | { readonly type: 'reading'; readonly file: string }
  | { readonly type: 'read'; readonly file: string; readonly result: ImportResult }

type Imported = Extract<ImportResult, { readonly ok: true }>

interface ImportTabProps {
  readonly open: OpenFlow | null
  readonly dropped: File | null
}

/** Brings a flow in: choose or drop a file, read what becomes of it, then take it. */
export function ImportTab({ open, dropped }: ImportTabProps) {
  const [stage, setStage] = useState<Stage>({ type: 'empty' })
  const read = async (file: File) => {
    setStage({ type: 'reading', file: file.name })
    setStage({ type: 'read', file: file.name, result: await readImport(file) })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a dropped file is read once; another one has another key
  useEffect(() => {
    if (dropped) void read(dropped)
  }, [dropped])
  return (
    <div className="exchange">
      <FilePicker onFile={(file) => void read(file)} isSmall={stage.type !== 'empty'} />
      {stage.type === 'reading' && (
        <p className="muted" role="status">
          {t('Reading {file}…', { file: stage.file })}
        </p>
      )}
      {stage.type === 'read' && !stage.result.ok && (
        <Refused file={stage.file} problems={stage.result.error} />
      )}
      {stage.type === 'read' && stage.result.ok && (
        <Ready open={open} file={stage.file} imported={stage.result} />
      )}
    </div>
  )
}

interface FilePickerProps {
  readonly onFile: (file: File) => void
  readonly isSmall: boolean
}

function FilePicker({ onFile, isSmall }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) onFile(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button inside
    <div
      className="import-drop"
      data-over={isOver}
      data-small={isSmall}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <input
        ref={input}
        type="file"
        accept={importTypes}
        hidden
        aria-label={t('Flow file')}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) onFile(file)
          target.value = ''
        }}
      />
      <button type="button" className="top-button" onClick={() => input.current?.click()}>
        <IconFileImport size={15} aria-hidden="true" />
        {isSmall ? t('Choose another file') : t('Choose a file')}
      </button>
      <p className="muted">
        {t(
          'or drop it here: a flow of FML Studio, a Twilio Studio flow (JSON), TwiML or FML (XML), or a program that writes TwiML.',
        )}
      </p>
    </div>
  )
}

interface RefusedProps {
  readonly file: string
  readonly problems: readonly Diagnostic[]
}

/** Why a file is not a flow, and where in it. */
function Refused({ file, problems }: RefusedProps) {
  return (
    <section className="exchange-refused" role="alert">
      <h3>
        <IconAlertCircle size={15} aria-hidden="true" />
        {t('“{file}” cannot be imported', { file })}
      </h3>
      <ul>
        {problems.slice(0, 20).map((problem) => (
          <li key={[problem.code, problem.path, problem.message].join('|')}>
            {translate(problem.message)} {problem.hint && translate(problem.hint)}
            {placeWords(problem) !== '' && <span className="faint"> {placeWords(problem)}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function placeWords({ position, path, nodeId }: Diagnostic): string {
  if (position) return t('Line {line}, column {column}.', { ...position })
  const place = [nodeId, path].filter(Boolean).join(' · ')
  return place === '' ? '' : t('At {place}.', { place })
}

interface ReadyProps {
  readonly open: OpenFlow | null
  readonly file: string
  readonly imported: Imported
}

function Ready({ open, file, imported: { flow, report } }: ReadyProps) {
  const [isWorking, setWorking] = useState(false)
  const primary = useRef<HTMLButtonElement>(null)
  useEffect(() => primary.current?.focus(), [])
  const asNew = async () => {
    setWorking(true)
    try {
      const made = await client.createFlow({ flow: structuredClone(flow) })
      refreshLists()
      showImported({ flowId: made.flow.id, file, report, ids: new Map() })
      closeExchange()
      go({ screen: 'flow', id: made.flow.id })
    } catch (error) {
      setWorking(false)
      notifications.show({
        color: 'red',
        title: t('That did not work'),
        message: messageOf(error),
      })
    }
  }
  const intoThis = (into: OpenFlow) => {
    const merged = addImported(into.store, flow)
    if (!merged.ok) {
      notifications.show({ color: 'red', message: merged.error })
      return
    }
    const flowId = into.store.getState().flow.id
    showImported({ flowId, file, report, ids: merged.value })
    closeExchange()
  }
  return (
    <>
      <div className="import-head">
        <h3>{flow.name}</h3>
        <p className="muted" role="status">
          {t('{count, plural, one {# step} other {# steps}}', { count: flow.nodes.length })}
          {' · '}
          {summaryOf(report)}
        </p>
      </div>
      <div className="import-report">
        <ImportLines report={report} />
      </div>
      <div className="popover-actions">
        {open && (
          <button
            type="button"
            className="top-button"
            disabled={isWorking}
            title={t('Adds its steps below those that are there; undo takes them away again')}
            onClick={() => intoThis(open)}
          >
            {t('Add to this flow')}
          </button>
        )}
        <button
          ref={primary}
          type="button"
          className="top-button top-primary"
          disabled={isWorking}
          onClick={() => void asNew()}
        >
          {t('Import as a new flow')}
        </button>
      </div>
    </>
  )
}

const summaryOf = ({ converted, approximated, notConverted }: Imported['report']): string =>
  t('{converted} converted, {approximated} a little different, {notConverted} not converted', {
    converted: converted.length,
    approximated: approximated.length,
    notConverted: notConverted.length,
  })
