import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ListedSubscription } from '#shared/api/subscriptions.ts'
import { client, messageOf } from '../../api/client.ts'
import { t } from '../../i18n/t.ts'
import { translate } from '../../i18n/translate.ts'
import { eventWords } from './eventWords.ts'
import { NewSecret } from './NewSecret.tsx'
import { signingClient } from './signingClient.ts'
import { signingWords } from './signingWords.ts'

interface SubscriptionRowProps {
  readonly subscription: ListedSubscription
  /** A secret was made. */
  readonly onSecret: (secret: string) => void
  readonly onEdit: () => void
}

/** One receiver, and what can be done with it. */
export function SubscriptionRow({ subscription, onEdit, onSecret }: SubscriptionRowProps) {
  const { id, url, description, events, isEnabled, signing } = subscription
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
      <p className="muted">
        {signing ? signingWords(signing) : t('Signed with the secret of webhooks of steps.')}
      </p>
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
        <NewSecret
          label={t('Another secret')}
          title={t('Another secret for {url}', { url })}
          rotate={(overlap) => signingClient.rotateOf(id, overlap)}
          onMade={(secret) => {
            onSecret(secret)
            void reload()
          }}
        />
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
