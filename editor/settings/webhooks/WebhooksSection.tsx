import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Subscription } from '#shared/api/subscriptions.ts'
import { client } from '../../api/client.ts'
import { t } from '../../i18n/t.ts'
import { OwnSecret } from './OwnSecret.tsx'
import { ShownSecret } from './ShownSecret.tsx'
import { SubscriptionForm } from './SubscriptionForm.tsx'
import { SubscriptionRow } from './SubscriptionRow.tsx'
import { Undelivered } from './Undelivered.tsx'
import './webhooks.css'

export const useSubscriptions = () =>
  useQuery({ queryKey: ['subscriptions'], queryFn: client.subscriptions })

/** Who is told of calls, and what has not arrived. */
export function WebhooksSection() {
  const { data, isError } = useSubscriptions()
  /** The receiver whose form is open; `new` for another one. */
  const [edited, setEdited] = useState<Subscription | 'new' | null>(null)
  const [made, setMade] = useState<{ readonly id: string; readonly secret: string } | null>(null)
  const close = () => setEdited(null)
  return (
    <section aria-label={t('Webhooks')}>
      <div className="webhooks-head">
        <h2>{t('Webhooks')}</h2>
        <button type="button" className="top-button" onClick={() => setEdited('new')}>
          {t('Add a receiver')}
        </button>
      </div>
      <p className="muted">
        {t(
          'Your systems are told what happens to calls. Each webhook is signed (Standard Webhooks) and sent until it arrives.',
        )}
      </p>
      {isError && (
        <p role="alert">{t('The receivers cannot be loaded. Check that the server runs.')}</p>
      )}
      {edited === 'new' && (
        <SubscriptionForm
          known={null}
          onClose={close}
          onMade={(id, secret) => setMade({ id, secret })}
        />
      )}
      {data?.length === 0 && edited === null && (
        <p className="webhooks-empty muted">{t('Nobody is told of calls yet.')}</p>
      )}
      {data && data.length > 0 && (
        <ul className="webhooks">
          {data.map((one) => (
            <li key={one.id} className="webhooks-item">
              {edited !== 'new' && edited?.id === one.id ? (
                <SubscriptionForm known={one} onClose={close} />
              ) : (
                <SubscriptionRow
                  subscription={one}
                  onEdit={() => setEdited(one)}
                  onSecret={(secret) => setMade({ id: one.id, secret })}
                />
              )}
              {made?.id === one.id && (
                <ShownSecret secret={made.secret} onDone={() => setMade(null)} />
              )}
            </li>
          ))}
        </ul>
      )}
      <OwnSecret />
      <Undelivered />
    </section>
  )
}
