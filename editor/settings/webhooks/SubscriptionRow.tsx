import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ListedSubscription } from '#shared/api/subscriptions.ts'
import { client, messageOf } from '../../api/client.ts'
import { t } from '../../i18n/t.ts'
import { translate } from '../../i18n/translate.ts'
import { SettingsCard } from '../SettingsCard.tsx'
import { eventWords } from './eventWords.ts'
import { NewSecret } from './NewSecret.tsx'
import { signingClient } from './signingClient.ts'
import { signingWords } from './signingWords.ts'

interface SubscriptionRowProps {
  readonly subscription: ListedSubscription
  /** A secret was made. */
  readonly onSecret: (secret: string) => void
  /** Shown in its place while it is changed. */
  readonly form: ReactNode
  readonly onEdit: () => void
  readonly children: ReactNode
}

/** One receiver, and what can be done with it. */
export function SubscriptionRow({
  subscription,
  form,
  onEdit,
  onSecret,
  children,
}: SubscriptionRowProps) {
  const { id, url, description, events, isEnabled, signing } = subscription
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: ['subscriptions'] })
  const trial = useMutation({ mutationFn: () => client.trySubscription(id) })
  const change = useMutation({
    mutationFn: () => client.saveSubscription(id, { isEnabled: !isEnabled }),
    onSuccess: reload,
  })
  const problem = trial.error ?? change.error
  return (
    <SettingsCard
      title={url}
      mark={!isEnabled && <span className="chip">{t('Off')}</span>}
      edit={{
        form,
        onChange: onEdit,
        consequence: t('It is told of nothing more.'),
        remove: () => client.removeSubscription(id).then(reload),
      }}
    >
      {description !== '' && <p>{description}</p>}
      <p className="settings-card-facts">{events.map(eventWords).join(' · ')}</p>
      <p className="settings-card-facts">
        {signing ? signingWords(signing) : t('Signed with the secret of webhooks of steps.')}
      </p>
      <div className="settings-card-actions">
        <button
          type="button"
          className="top-button"
          disabled={trial.isPending}
          onClick={() => trial.mutate()}
        >
          {t('Send an example')}
        </button>
        <button type="button" className="top-button" onClick={() => change.mutate()}>
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
        <p aria-live="polite" className="webhooks-trial" data-ok={problem ? false : trial.data?.ok}>
          {problem ? messageOf(problem) : translate(trial.data?.detail ?? '')}
        </p>
      </div>
      {children}
    </SettingsCard>
  )
}
