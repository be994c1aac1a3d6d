import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { type CallEventName, callEvents, type Subscription } from '#shared/api/subscriptions.ts'
import { client, messageOf } from '../../api/client.ts'
import { t } from '../../i18n/t.ts'
import { useReturnFocus } from '../../shell/useReturnFocus.ts'
import { eventWords } from './eventWords.ts'

interface SubscriptionFormProps {
  /** Null: a new one. */
  readonly known: Subscription | null
  readonly onClose: () => void
  /** A new receiver has a secret, which is shown once. */
  readonly onMade?: (id: string, secret: string) => void
}

const usual: readonly CallEventName[] = ['call.completed', 'call.failed']

/** Where to, and about what. */
export function SubscriptionForm({ known, onClose, onMade }: SubscriptionFormProps) {
  useReturnFocus()
  const id = useId()
  const queries = useQueryClient()
  const [url, setUrl] = useState(known?.url ?? '')
  const [description, setDescription] = useState(known?.description ?? '')
  const [events, setEvents] = useState<readonly CallEventName[]>(known?.events ?? usual)
  const save = useMutation({
    mutationFn: async () => {
      const body = { url: url.trim(), description: description.trim(), events: [...events] }
      if (known) return void (await client.saveSubscription(known.id, body))
      const made = await client.addSubscription(body)
      onMade?.(made.id, made.secret)
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['subscriptions'] })
      onClose()
    },
  })
  const toggle = (event: CallEventName) =>
    setEvents(callEvents.filter((one) => (one === event) !== events.includes(one)))
  return (
    <form
      className="webhooks-form"
      aria-label={known ? t('Edit the receiver') : t('A new receiver')}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <div>
        <label className="field-label" htmlFor={`${id}-url`}>
          {t('Address')}
        </label>
        <input
          id={`${id}-url`}
          type="url"
          required
          className="input"
          placeholder="https://example.org/calls"
          maxLength={2_000}
          value={url}
          // biome-ignore lint/a11y/noAutofocus: the person asked for this form
          autoFocus
          onChange={({ target }) => setUrl(target.value)}
        />
      </div>
      <div>
        <label className="field-label" htmlFor={`${id}-description`}>
          {t('What it is for (optional)')}
        </label>
        <input
          id={`${id}-description`}
          className="input"
          maxLength={200}
          value={description}
          onChange={({ target }) => setDescription(target.value)}
        />
      </div>
      <fieldset className="webhooks-events">
        <legend className="field-label">{t('Tell it when')}</legend>
        {callEvents.map((event) => (
          <label key={event} className="webhooks-event">
            <input
              type="checkbox"
              checked={events.includes(event)}
              onChange={() => toggle(event)}
            />
            {eventWords(event)}
            <code className="faint">{event}</code>
          </label>
        ))}
      </fieldset>
      {save.isError && (
        <p className="field-problem" role="alert">
          {messageOf(save.error)}
        </p>
      )}
      <div className="settings-card-actions">
        <button
          type="submit"
          className="top-button top-primary"
          disabled={save.isPending || events.length === 0}
        >
          {t('Save')}
        </button>
        <button type="button" className="top-button" onClick={onClose}>
          {t('Cancel')}
        </button>
      </div>
    </form>
  )
}
