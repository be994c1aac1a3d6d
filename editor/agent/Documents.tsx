import './agent.css'
import '../fields/mediaField.css'
import { IconFileText, IconTrash, IconUpload, IconX } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { documentKinds, maxDocumentBytes, type StudioDocument } from '#shared/api/documents.ts'
import type { AgentData } from '#shared/nodes/agent/agentData.ts'
import { agentClient } from '../api/agentClient.ts'
import { messageOf } from '../api/client.ts'
import type { FormProps } from '../fields/face.tsx'
import { More } from '../fields/More.tsx'
import { formatCount } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'

const key = ['documents']

/** Documents that the agent answers from: upload, paste, choose, take out. */
export function Documents({ data, set }: FormProps<AgentData>) {
  const queries = useQueryClient()
  const all = useQuery({ queryKey: key, queryFn: agentClient.documents })
  const used = data.documents ?? []
  const [state, setState] = useState<'idle' | 'busy' | { readonly problem: string }>('idle')
  const run = async (work: () => Promise<unknown>) => {
    setState('busy')
    try {
      await work()
      setState('idle')
    } catch (error) {
      setState({ problem: messageOf(error) })
    }
    await queries.invalidateQueries({ queryKey: key })
  }
  const use = ({ hash, name }: Pick<StudioDocument, 'hash' | 'name'>) => {
    if (used.every((one) => one.hash !== hash)) set('documents', [...used, { hash, name }])
  }
  const upload = (files: readonly File[]) =>
    run(async () => {
      const added: Pick<StudioDocument, 'hash' | 'name'>[] = []
      for (const file of files) {
        if (file.size > maxDocumentBytes) {
          throw new Error(t('“{name}” is larger than 2 MB: split it.', { name: file.name }))
        }
        const { hash } = await agentClient.uploadDocument(file.name, file)
        added.push({ hash, name: file.name })
      }
      const fresh = added.filter(({ hash }) => used.every((one) => one.hash !== hash))
      set('documents', [...used, ...fresh].slice(0, 20))
    })
  const others = (all.data ?? []).filter(({ hash }) => used.every((one) => one.hash !== hash))
  return (
    <div className="media">
      {used.length > 0 && (
        <ul className="media-list" aria-label={t('Documents of this agent')}>
          {used.map((document) => (
            <li key={document.hash} className="agent-document">
              <IconFileText size={14} aria-hidden="true" />
              <span className="media-name" dir="auto">
                {document.name}
              </span>
              {all.data?.every(({ hash }) => hash !== document.hash) && (
                <span className="field-problem">{t('not on this server')}</span>
              )}
              <button
                type="button"
                className="icon-button"
                aria-label={t('Take {name} out', { name: document.name })}
                onClick={() =>
                  set(
                    'documents',
                    used.filter(({ hash }) => hash !== document.hash),
                  )
                }
              >
                <IconX size={13} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Drop isBusy={state === 'busy'} onFiles={(files) => void upload(files)} />
      <p className="field-hint">
        {t(
          'Text, Markdown, PDF, Word, HTML or CSV, at most 2 MB each. A version keeps what it was published with.',
        )}
      </p>
      <div role="status">
        {typeof state === 'object' && <p className="field-problem">{state.problem}</p>}
      </div>
      <Paste onText={(name, text) => upload([new File([text], name, { type: 'text/plain' })])} />
      {others.length > 0 && (
        <More title={t('Other documents here ({count, number})', { count: others.length })}>
          <ul className="media-list" aria-label={t('Other documents')}>
            {others.map((document) => (
              <li key={document.hash}>
                <button type="button" className="media-pick" onClick={() => use(document)}>
                  <span className="media-name" dir="auto">
                    {document.name}
                  </span>
                  <span className="faint">{sizeOf(document.bytes)}</span>
                </button>
                <button
                  type="button"
                  className="icon-button"
                  aria-label={t('Delete {name}', { name: document.name })}
                  disabled={document.usedBy.length > 0}
                  onClick={() => void run(() => agentClient.deleteDocument(document.hash))}
                >
                  <IconTrash size={13} />
                </button>
              </li>
            ))}
          </ul>
        </More>
      )}
    </div>
  )
}

interface DropProps {
  readonly isBusy: boolean
  readonly onFiles: (files: readonly File[]) => void
}

function Drop({ isBusy, onFiles }: DropProps) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={t('Document file')}
        accept={documentKinds.map((kind) => `.${kind}`).join(',')}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])])
          target.value = ''
        }}
      />
      <button
        type="button"
        className="media-drop"
        data-over={isOver}
        disabled={isBusy}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes('Files')) return
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          onFiles([...event.dataTransfer.files])
        }}
      >
        <IconUpload size={15} aria-hidden="true" />
        {isBusy ? t('Uploading') : t('Upload documents, or drop them here')}
      </button>
    </>
  )
}

interface PasteProps {
  readonly onText: (name: string, text: string) => Promise<void>
}

/** A text becomes a document under the name of its first line. */
function Paste({ onText }: PasteProps) {
  const [text, setText] = useState('')
  const keep = async () => {
    const [first = ''] = text.trim().split('\n')
    const name = first
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .trim()
      .slice(0, 60)
    await onText(`${name || t('Pasted text')}.txt`, text)
    setText('')
  }
  return (
    <More title={t('Paste a text')}>
      <textarea
        className="input"
        rows={5}
        value={text}
        aria-label={t('Text to answer from')}
        placeholder={t('Prices, opening hours, how returns work …')}
        data-native-undo
        onChange={({ target }) => setText(target.value)}
      />
      <button
        type="button"
        className="small-button"
        disabled={text.trim() === ''}
        onClick={() => void keep()}
      >
        {t('Keep as a document')}
      </button>
    </More>
  )
}

const sizeOf = (bytes: number): string =>
  t('{size} kB', { size: formatCount(Math.max(1, bytes / 1024), { maximumFractionDigits: 0 }) })
