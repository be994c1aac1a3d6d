import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { messageOf } from '../../api/client.ts'
import { t } from '../../i18n/t.ts'
import { NewSecret } from './NewSecret.tsx'
import { ShownSecret } from './ShownSecret.tsx'
import { signingClient } from './signingClient.ts'
import { signingWords } from './signingWords.ts'

/** What signs webhooks that the steps of flows send. */
export function OwnSecret() {
  const queries = useQueryClient()
  const [secret, setSecret] = useState<string | null>(null)
  const facts = useQuery({ queryKey: ['signing-secret'], queryFn: signingClient.facts })
  const show = (shown: string) => {
    setSecret(shown)
    void queries.invalidateQueries({ queryKey: ['signing-secret'] })
  }
  const reveal = useMutation({ mutationFn: signingClient.reveal, onSuccess: show })
  const { data } = facts
  return (
    <>
      <h3 className="settings-part">{t('Webhooks of steps')}</h3>
      <p className="settings-card-facts">
        {t(
          'What flows send in a Webhook step is signed with one secret: receivers check by it that it comes from here.',
        )}
      </p>
      {facts.isError && (
        <p className="field-problem" role="alert">
          {messageOf(facts.error)}
        </p>
      )}
      {data?.origin === 'environment' && (
        <p className="settings-card-facts">
          {t('OUTGOING_WEBHOOK_SECRET says what it is, where this server is started.')}
        </p>
      )}
      {data?.origin === 'made' && (
        <>
          <p className="settings-card-facts">{signingWords(data)}</p>
          <div className="settings-card-actions">
            {!data.isRevealed && (
              <button
                type="button"
                className="top-button"
                disabled={reveal.isPending}
                onClick={() => reveal.mutate()}
              >
                {t('Show it, once')}
              </button>
            )}
            <NewSecret
              label={t('Another secret')}
              title={t('Another secret for webhooks of steps')}
              rotate={signingClient.rotate}
              onMade={show}
            />
          </div>
          {reveal.isError && (
            <p className="field-problem" role="alert">
              {messageOf(reveal.error)}
            </p>
          )}
        </>
      )}
      {secret !== null && <ShownSecret secret={secret} onDone={() => setSecret(null)} />}
    </>
  )
}
