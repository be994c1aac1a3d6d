import './mediaField.css'
import { IconMusic, IconTrash, IconUpload } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { type MediaFile, maxMediaBytes, mediaIdOf } from '#shared/api/media.ts'
import { messageOf } from '../api/client.ts'
import { stepClient } from '../api/stepClient.ts'
import { formatCount } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { More } from './More.tsx'
import { PlayUrlButton } from './PlayUrlButton.tsx'
import { toTelephoneWav } from './telephoneWav.ts'

interface MediaFieldProps {
  readonly url: string
  readonly onChange: (url: string) => void
}

const key = ['media']

/** Recordings on this server: upload one by dropping or choosing it, listen, use, delete. */
export function MediaField({ url, onChange }: MediaFieldProps) {
  const files = useQuery({ queryKey: key, queryFn: stepClient.media })
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const [state, setState] = useState<'idle' | 'busy' | { readonly problem: string }>('idle')
  const refresh = () => queries.invalidateQueries({ queryKey: key })
  const upload = async (file: File | undefined) => {
    if (!file) return
    setState('busy')
    try {
      const kept = await stepClient.upload(file.name, await playable(file))
      onChange(kept.url)
      setState('idle')
      await refresh()
    } catch (error) {
      setState({ problem: error instanceof Refused ? error.message : messageOf(error) })
    }
  }
  const remove = async (file: MediaFile) => {
    try {
      await stepClient.deleteMedia(file.id)
      setState('idle')
    } catch (error) {
      setState({ problem: messageOf(error) })
    }
    await refresh()
  }
  const used = files.data?.find((file) => file.url === url.trim())
  const isMissing = files.data !== undefined && mediaIdOf(url) !== null && !used
  return (
    <div className="media">
      {used && (
        <div className="media-used">
          <IconMusic size={15} aria-hidden="true" />
          <span className="media-name" dir="auto">
            {used.name}
          </span>
          <span className="faint">{lengthOf(used)}</span>
          <PlayUrlButton url={used.url} name={used.name} />
        </div>
      )}
      {isMissing && (
        <p className="field-problem">
          {t(
            'This recording is not on this server (any more). Upload it again, or choose another.',
          )}
        </p>
      )}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('Recording file')}
        accept="audio/*,.wav,.mp3,.ogg,.m4a,.flac"
        onChange={({ target }) => {
          void upload(target.files?.[0])
          target.value = ''
        }}
      />
      <button
        type="button"
        className="media-drop"
        data-over={isOver}
        disabled={state === 'busy'}
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
          void upload(event.dataTransfer.files[0])
        }}
      >
        <IconUpload size={15} aria-hidden="true" />
        {state === 'busy' ? t('Uploading') : t('Upload a recording, or drop it here')}
      </button>
      <p className="field-hint">{t('WAV, MP3, Ogg, M4A or FLAC, at most two minutes.')}</p>
      <div role="status">
        {typeof state === 'object' && <p className="field-problem">{state.problem}</p>}
      </div>
      {files.data && files.data.length > 0 && (
        <More title={t('Uploaded recordings ({count, number})', { count: files.data.length })}>
          <ul className="media-list" aria-label={t('Uploaded recordings')}>
            {files.data.map((file) => (
              <li key={file.id} data-used={file === used}>
                <button
                  type="button"
                  className="media-pick"
                  aria-pressed={file === used}
                  title={t('Play {name} here', { name: file.name })}
                  onClick={() => onChange(file.url)}
                >
                  <span className="media-name" dir="auto">
                    {file.name}
                  </span>
                  <span className="faint">{lengthOf(file)}</span>
                </button>
                <PlayUrlButton url={file.url} name={file.name} />
                <button
                  type="button"
                  className="icon-button"
                  aria-label={t('Delete {name}', { name: file.name })}
                  title={
                    file.usedBy.length > 0
                      ? t('Played by {flows}', {
                          flows: file.usedBy.map((flow) => flow.name).join(', '),
                        })
                      : t('Delete')
                  }
                  disabled={file.usedBy.length > 0}
                  onClick={() => void remove(file)}
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

class Refused extends Error {}

/** The file as it is uploaded; what the browser cannot read goes as it is, and the server says what it is. */
async function playable(file: File): Promise<Blob> {
  const wav = await toTelephoneWav(file, maxMediaBytes)
  if (wav ? wav.size > maxMediaBytes : file.size > maxMediaBytes) {
    throw new Refused(t('This recording is too long: a telephone plays at most two minutes of it.'))
  }
  return wav ?? file
}

const lengthOf = ({ seconds }: MediaFile): string =>
  t('{seconds} s', { seconds: formatCount(seconds, { maximumFractionDigits: 1 }) })
