import { IconFileSpreadsheet, IconPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { fileLimits } from '#shared/api/campaigns.ts'
import { messageOf } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { useReason } from '../people/session.ts'
import { go } from '../router.ts'
import { campaignsClient } from './campaignsClient.ts'

interface FileDropProps {
  /** A button, or a place to drop a file on, with what campaigns are. */
  readonly shape: 'button' | 'area'
}

/** Takes the file of a new campaign. */
export function FileDrop({ shape }: FileDropProps) {
  const id = useId()
  const reason = useReason('publisher')
  const input = useRef<HTMLInputElement>(null)
  const [tooLarge, setTooLarge] = useState(false)
  const [isOver, setOver] = useState(false)
  const upload = useMutation({
    mutationFn: campaignsClient.upload,
    onSuccess: ({ campaign, preview }) => {
      queryClient.setQueryData(['campaign', campaign.id], campaign)
      queryClient.setQueryData(['campaignFile', campaign.id], preview)
      void queryClient.invalidateQueries({ queryKey: ['campaigns'] })
      go({ screen: 'campaigns', campaign: campaign.id })
    },
  })
  const take = (file: File | undefined) => {
    if (!file || reason !== null) return
    setTooLarge(file.size > fileLimits.bytes)
    if (file.size <= fileLimits.bytes) upload.mutate(file)
  }
  const problem = tooLarge
    ? t('The file is larger than 5 MB: split it into several campaigns.')
    : upload.isError
      ? messageOf(upload.error)
      : null
  const field = (
    <input
      ref={input}
      id={id}
      type="file"
      disabled={reason !== null}
      className="file-input"
      aria-label={t('File with telephone numbers')}
      accept=".csv,.txt,.tsv,text/csv,text/plain"
      onChange={({ target }) => {
        take(target.files?.[0])
        // The same file again, after it was mended, is a change too.
        target.value = ''
      }}
    />
  )
  const choose = (
    <button
      type="button"
      className="top-button top-primary"
      disabled={upload.isPending || reason !== null}
      title={reason ?? undefined}
      onClick={() => input.current?.click()}
    >
      <IconPlus size={15} aria-hidden="true" />
      {upload.isPending ? t('Reading the file…') : t('New campaign')}
    </button>
  )
  if (shape === 'button') {
    return (
      <>
        {problem !== null && (
          <span role="alert" className="file-problem">
            {problem}
          </span>
        )}
        {field}
        {choose}
      </>
    )
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a shorter way to the button inside it
    <div
      className="file-area"
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files[0])
      }}
    >
      <IconFileSpreadsheet size={34} stroke={1.3} aria-hidden="true" />
      <h2>{t('Call many people with one flow')}</h2>
      <p>
        {t(
          'Choose a table with telephone numbers, saved as CSV. A flow calls them one after another: at the hours you allow, in their own time zone, as fast as you say, and again when nobody answers.',
        )}
      </p>
      {field}
      {choose}
      <p className="faint">
        {t(
          'Or drop the file here. Up to 50,000 rows. Nobody is called before you have seen it all.',
        )}
      </p>
      {problem !== null && (
        <p role="alert" className="file-problem">
          {problem}
        </p>
      )}
    </div>
  )
}
