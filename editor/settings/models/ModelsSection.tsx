import './models.css'
import { useState } from 'react'
import type { ProviderInput } from '#shared/api/providers.ts'
import { messageOf } from '../../api/client.ts'
import { t } from '../../i18n/t.ts'
import { AddButton } from '../AddButton.tsx'
import { SettingsHead } from '../SettingsHead.tsx'
import { InUse } from './InUse.tsx'
import { ProviderForm } from './ProviderForm.tsx'
import { ProviderRow } from './ProviderRow.tsx'
import { providersApi, refreshProviders, useProviders } from './providersApi.ts'

/** What this installation thinks, speaks and understands with. */
export function ModelsSection() {
  const { data, error } = useProviders()
  const [added, setAdded] = useState<ProviderInput | 'choose' | null>(null)
  return (
    <section className="models" aria-label={t('Models and voices')}>
      <SettingsHead
        title={t('Models and voices')}
        intro={t(
          'What every flow of this installation thinks, speaks and understands with. A change counts from the next sentence on, also in calls that go on.',
        )}
      />
      {error && <p role="alert">{messageOf(error)}</p>}
      {data && (
        <>
          <InUse {...data} />
          <header className="settings-part">
            <h3>{t('Providers')}</h3>
            <AddButton
              label={t('Add a provider')}
              disabled={added !== null}
              onClick={() => setAdded('choose')}
            />
          </header>
          <ul className="settings-card-list">
            {added !== null && (
              <li className="settings-card-item" data-open>
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
                onRemove={() => providersApi.remove(provider.id).then(refreshProviders)}
                onUse={setAdded}
              />
            ))}
          </ul>
          {data.providers.length === 0 && added === null && (
            <p className="empty">
              {t(
                'None yet. Everything works without one: with built-in voice and recognition, and a responder that follows simple rules. Any server that speaks OpenAI’s protocol can be added, also one on this computer; an Ollama that runs here is found by itself.',
              )}
            </p>
          )}
          <p className="settings-note">
            {t(
              'Keys are kept encrypted on the server and never shown again. Addresses may lie in your own network, as only people who run this installation enter them; redirects are not followed.',
            )}
          </p>
        </>
      )}
    </section>
  )
}
