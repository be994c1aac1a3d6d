import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { OutboxRecord } from '#shared/api/outbox.ts'
import { client, messageOf } from '../../api/client.ts'
import { t } from '../../i18n/t.ts'
import { translate } from '../../i18n/translate.ts'
import { formatAgo } from '../../shell/formatAgo.ts'
import { Link } from '../../shell/Link.tsx'

/** Webhooks that have not arrived, those that were given up first to be seen. */
export function Undelivered() {
  const pages = useInfiniteQuery({
    queryKey: ['outbox'],
    queryFn: ({ pageParam }) => client.outbox(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 15_000,
  })
  const webhooks = pages.data?.pages.flatMap((page) => page.webhooks) ?? []
  return (
    <>
      <h3 className="settings-part">{t('Not delivered yet')}</h3>
      {pages.isError && (
        <p role="alert">{t('The webhooks cannot be loaded. Check that the server runs.')}</p>
      )}
      {pages.data && webhooks.length === 0 && (
        <p className="empty">{t('Everything has arrived.')}</p>
      )}
      {webhooks.length > 0 && (
        <ul className="settings-card-list">
          {webhooks.map((webhook) => (
            <UndeliveredRow key={webhook.id} webhook={webhook} />
          ))}
        </ul>
      )}
      {pages.hasNextPage && (
        <button type="button" className="top-button" onClick={() => void pages.fetchNextPage()}>
          {t('Show earlier ones')}
        </button>
      )}
    </>
  )
}

function UndeliveredRow({ webhook }: { readonly webhook: OutboxRecord }) {
  const queries = useQueryClient()
  const again = useMutation({
    mutationFn: () => client.replayWebhook(webhook.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['outbox'] }),
  })
  const isDead = webhook.status === 'dead'
  return (
    <li className="settings-card-item">
      <div className="webhooks-title">
        <span className="chip" data-tone={isDead ? 'bad' : undefined}>
          {isDead ? t('Given up') : t('Waits')}
        </span>
        <code className="webhooks-url">
          {webhook.method} {webhook.url}
        </code>
      </div>
      <p className="settings-card-facts">
        {t('{attempts, plural, one {# attempt} other {# attempts}} since {time}', {
          attempts: webhook.attempts,
          time: formatAgo(webhook.createdAt),
        })}
        {webhook.error !== '' && ` · ${translate(webhook.error)}`}
      </p>
      <div className="settings-card-actions">
        <button
          type="button"
          className="top-button"
          disabled={again.isPending}
          onClick={() => again.mutate()}
        >
          {t('Send again now')}
        </button>
        <Link place={{ screen: 'calls', flow: null, call: webhook.callId }} className="plain-link">
          {t('Open the call')}
        </Link>
      </div>
      {again.isError && (
        <p className="field-problem" role="alert">
          {messageOf(again.error)}
        </p>
      )}
    </li>
  )
}
