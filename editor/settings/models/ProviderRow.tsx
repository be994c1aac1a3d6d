import { useState } from 'react'
import type { Provider, ProviderInput } from '#shared/api/providers.ts'
import { t } from '../../i18n/t.ts'
import { SettingsCard } from '../SettingsCard.tsx'
import { failureText } from './failureText.ts'
import { ProviderForm } from './ProviderForm.tsx'
import { inputOf } from './providersApi.ts'
import { Trials } from './Trials.tsx'

interface ProviderRowProps {
  readonly provider: Provider
  readonly onRemove: () => Promise<unknown>
  /** Sets up a server that was found. */
  readonly onUse: (input: ProviderInput) => void
}

/** A provider: where it is, what it does, how it answers. */
export function ProviderRow({ provider, onRemove, onUse }: ProviderRowProps) {
  const [isEdited, setEdited] = useState(false)
  const { title, baseUrl, origin, keyTail, hasKey } = provider
  const input = trialInput(provider)
  const edit = {
    onChange: () => setEdited(true),
    form: isEdited && <ProviderForm provider={provider} onClose={() => setEdited(false)} />,
    consequence: t('Steps that name one of its models will fail until they name another.'),
    remove: onRemove,
  }
  return (
    <SettingsCard
      title={title}
      mark={<Standing provider={provider} />}
      {...(origin === 'settings' ? { edit } : {})}
    >
      <p className="settings-card-facts">
        <span className="mono-inline">{baseUrl}</span>
        {hasKey && (
          <span>
            {keyTail === null ? t('with a key') : t('key ending in {tail}', { tail: keyTail })}
          </span>
        )}
        {origin === 'environment' && <span>{t('from OPENAI_… in the environment')}</span>}
        {origin === 'found' && <span>{t('found on this computer')}</span>}
      </p>
      <dl className="provider-does">
        <Does title={t('Conversation')} value={provider.model} />
        <Does title={t('Speech')} value={provider.speech?.model ?? ''} />
        <Does title={t('Recognition')} value={provider.transcription?.model ?? ''} />
      </dl>
      <Trials id={provider.id} input={input}>
        {origin === 'found' && (
          <button type="button" className="top-button" onClick={() => onUse(input)}>
            {t('Set up')}
          </button>
        )}
      </Trials>
    </SettingsCard>
  )
}

/** A server that was found has no model of its own yet: it is tried with its first. */
const trialInput = (provider: Provider): ProviderInput => ({
  ...inputOf(provider),
  model: provider.model || (provider.origin === 'found' ? (provider.models?.[0] ?? '') : ''),
})

/** Some servers list nothing and answer all the same. */
const mayWork: ReadonlySet<string> = new Set(['model', 'address', 'rejected', 'busy'])

function Does({ title, value }: { readonly title: string; readonly value: string }) {
  if (value === '') return null
  return (
    <div>
      <dt>{title}</dt>
      <dd className="mono-inline">{value}</dd>
    </div>
  )
}

function Standing({ provider }: { readonly provider: Provider }) {
  const { isKeyLost, models, failure } = provider
  if (isKeyLost) {
    return (
      <span className="chip" data-tone="bad">
        <span className="chip-dot" />
        {t('Enter its key again')}
      </span>
    )
  }
  if (models === null) {
    return (
      <span className="chip" data-tone={failure && mayWork.has(failure.code) ? 'warn' : 'bad'}>
        <span className="chip-dot" />
        {failure && !mayWork.has(failure.code) ? failureText(failure)[0] : t('Lists no models')}
      </span>
    )
  }
  return (
    <span className="chip" data-tone="ok">
      <span className="chip-dot" />
      {t('{count, plural, one {# model} other {# models}}', { count: models.length })}
    </span>
  )
}
