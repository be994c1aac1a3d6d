import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Subscription } from '#shared/api/subscriptions.ts'
import { client, messageOf } from '../../api/client.ts'
import { t } from '../../i18n/t.ts'
import { translate } from '../../i18n/translate.ts'
import { eventWords } from './eventWords.ts'

interface SubscriptionRowProps {
  readonly subscription: Subscription
  readonly onEdit: () => void
}

/** One receiver, and what can be done with it. */
export function SubscriptionRow({ subscription, onEdit }: SubscriptionRowProps) {
  const { id, url, description, events, isEnabled } = subscription
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: ['subscriptions'] })
  const trial = useMutation({ mutationFn: () => client.trySubscription(id) })
  const change = useMutation({
    mutationFn: () => client.saveSubscription(id, { isEnabled: !isEnabled }),
    onSuccess: reload,
  })
  const remove = useMutation({
    mutationFn: () => client.removeSubscription(id),
    onSuccess: reload,
  })
  const problem = trial.error ?? change.error ?? remove.error
  return (
    <>
      <div className="webhooks-title">
        <code className="webhooks-url">{url}</code>
        {!isEnabled && <span className="chip">{t('Off')}</span>}
      </div>
      {description !== '' && <p>{description}</p>}
      <p className="muted">{events.map(eventWords).join(' · ')}</p>
      <div className="webhooks-actions">
        <button
          type="button"
          className="small-button"
          data-outline
          disabled={trial.isPending}
          onClick={() => trial.mutate()}
        >
          {t('Send an example')}
        </button>
        <button type="button" className="small-button" data-outline onClick={onEdit}>
          {t('Edit')}
        </button>
        <button type="button" className="small-button" data-outline onClick={() => change.mutate()}>
          {isEnabled ? t('Turn off') : t('Turn on')}
        </button>
        <button type="button" className="small-button" data-outline onClick={() => remove.mutate()}>
          {t('Remove')}
        </button>
      </div>
      <p aria-live="polite" className="webhooks-trial" data-ok={trial.data?.ok}>
        {problem ? messageOf(problem) : translate(trial.data?.detail ?? '')}
      </p>
    </>
  )
}
