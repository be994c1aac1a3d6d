import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Subscription } from '#shared/api/subscriptions.ts'
import { client } from '../../api/client.ts'
import { t } from '../../i18n/t.ts'
import { AddButton } from '../AddButton.tsx'
import { SettingsHead } from '../SettingsHead.tsx'
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
  const { data, isError, isPending } = useSubscriptions()
  /** The receiver whose form is open; `new` for another one. */
  const [edited, setEdited] = useState<Subscription | 'new' | null>(null)
  const [made, setMade] = useState<{ readonly id: string; readonly secret: string } | null>(null)
  const close = () => setEdited(null)
  return (
    <section aria-label={t('Webhooks')}>
      <SettingsHead
        title={t('Webhooks')}
        intro={t(
          'Your systems are told what happens to calls. Each webhook is signed (Standard Webhooks) and sent until it arrives.',
        )}
        action={
          <AddButton
            label={t('Add a receiver')}
            disabled={edited === 'new'}
            onClick={() => setEdited('new')}
          />
        }
      />
      {isError && (
        <p role="alert">{t('The receivers cannot be loaded. Check that the server runs.')}</p>
      )}
      {data?.length === 0 && edited === null && (
        <p className="empty">{t('Nobody is told of calls yet.')}</p>
      )}
      <ul className="settings-card-list">
        {edited === 'new' && (
          <li className="settings-card-item" data-open>
            <SubscriptionForm
              known={null}
              onClose={close}
              onMade={(id, secret) => setMade({ id, secret })}
            />
          </li>
        )}
        {data?.map((one) => (
          <SubscriptionRow
            key={one.id}
            subscription={one}
            form={
              edited !== 'new' &&
              edited?.id === one.id && <SubscriptionForm known={one} onClose={close} />
            }
            onEdit={() => setEdited(one)}
            onSecret={(secret) => setMade({ id: one.id, secret })}
          >
            {made?.id === one.id && (
              <ShownSecret secret={made.secret} onDone={() => setMade(null)} />
            )}
          </SubscriptionRow>
        ))}
      </ul>
      {!isPending && (
        <>
          <OwnSecret />
          <Undelivered />
        </>
      )}
    </section>
  )
}
