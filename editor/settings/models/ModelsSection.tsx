import './models.css'
import { notifications } from '@mantine/notifications'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { ProviderInput } from '#shared/api/providers.ts'
import { messageOf } from '../../api/client.ts'
import { t } from '../../i18n/t.ts'
import { InUse } from './InUse.tsx'
import { ProviderForm } from './ProviderForm.tsx'
import { ProviderRow } from './ProviderRow.tsx'
import { providersApi, refreshProviders, useProviders } from './providersApi.ts'

/** What this installation thinks, speaks and understands with. */
export function ModelsSection() {
  const { data, error } = useProviders()
  const [added, setAdded] = useState<ProviderInput | 'choose' | null>(null)
  const remove = (id: string) => {
    providersApi
      .remove(id)
      .then(refreshProviders)
      .catch((error: unknown) =>
        notifications.show({
          color: 'red',
          title: t('That did not work'),
          message: messageOf(error),
        }),
      )
  }
  return (
    <section className="models" aria-label={t('Models and voices')}>
      <h2>{t('Models and voices')}</h2>
      <p className="models-intro">
        {t(
          'What every flow of this installation thinks, speaks and understands with. A change counts from the next sentence on, also in calls that go on.',
        )}
      </p>
      {error && <p role="alert">{messageOf(error)}</p>}
      {data && (
        <>
          <InUse {...data} />
          <header className="models-head">
            <h3>{t('Providers')}</h3>
            <button
              type="button"
              className="top-button"
              disabled={added !== null}
              onClick={() => setAdded('choose')}
            >
              <IconPlus size={14} aria-hidden />
              {t('Add a provider')}
            </button>
          </header>
          <ul className="providers">
            {added !== null && (
              <li className="provider" data-open>
                <ProviderForm
                  provider={null}
                  {...(added === 'choose' ? {} : { begin: added })}
                  onClose={() => setAdded(null)}
                />
              </li>
            )}
            {data.providers.map((provider) => (
              <ProviderRow
                key={provider.id}
                provider={provider}
                onRemove={() => remove(provider.id)}
                onUse={setAdded}
              />
            ))}
          </ul>
          {data.providers.length === 0 && added === null && (
            <p className="models-empty">
              {t(
                'None yet. Everything works without one: with built-in voice and recognition, and a responder that follows simple rules. Any server that speaks OpenAI’s protocol can be added, also one on this computer; an Ollama that runs here is found by itself.',
              )}
            </p>
          )}
          <p className="models-note">
            {t(
              'Keys are kept encrypted on the server and never shown again. Addresses may lie in your own network, as only people who run this installation enter them; redirects are not followed.',
            )}
          </p>
        </>
      )}
    </section>
  )
}
