import { useState } from 'react'
import { providerPresets } from '#shared/api/providerPresets.ts'
import type { Provider, ProviderInput } from '#shared/api/providers.ts'
import { messageOf } from '../../api/client.ts'
import { Field } from '../../fields/Field.tsx'
import { SelectField } from '../../fields/SelectField.tsx'
import { TextField } from '../../fields/TextField.tsx'
import { t } from '../../i18n/t.ts'
import { useReturnFocus } from '../../shell/useReturnFocus.ts'
import { AudioFields } from './AudioFields.tsx'
import { ModelField } from './ModelField.tsx'
import { presetInput } from './presetInput.ts'
import { inputOf, providersApi, refreshProviders } from './providersApi.ts'
import { Trials } from './Trials.tsx'

interface ProviderFormProps {
  /** Null: a new one. */
  readonly provider: Provider | null
  /** What a new one begins with. @defaultValue OpenAI’s */
  readonly begin?: ProviderInput
  readonly onClose: () => void
}

/** A server of models: where it is, its key, and what it does. */
export function ProviderForm({ provider, begin, onClose }: ProviderFormProps) {
  useReturnFocus()
  const [input, setInput] = useState<ProviderInput>(() =>
    provider ? inputOf(provider) : (begin ?? presetInput('openai')),
  )
  const [problem, setProblem] = useState('')
  const [isSaving, setSaving] = useState(false)
  const set = (changes: Partial<ProviderInput>) => setInput({ ...input, ...changes })
  const id = provider?.id ?? null
  const save = async () => {
    setSaving(true)
    setProblem('')
    try {
      await providersApi.save(id, input)
      await refreshProviders()
      onClose()
    } catch (error) {
      setProblem(messageOf(error))
    }
    setSaving(false)
  }
  return (
    <form
      className="form provider-form"
      aria-label={provider ? t('Change {name}', { name: provider.title }) : t('Add a provider')}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <div className="provider-pair">
        <SelectField
          label={t('Service or program')}
          path="preset"
          value={input.preset}
          options={providerPresets.map((preset) => ({
            value: preset.id,
            title: preset.title || t('Another server'),
          }))}
          onChange={(preset) => setInput({ ...presetInput(preset), ...keyOf(input) })}
        />
        <TextField
          label={t('Name')}
          path="title"
          value={input.title}
          maxLength={60}
          placeholder={t('As you call it')}
          onChange={(title) => set({ title })}
        />
      </div>
      <TextField
        label={t('Address')}
        path="baseUrl"
        value={input.baseUrl}
        maxLength={300}
        mono
        placeholder="https://api.example.com/v1"
        hint={t('Where its Chat Completions are, usually ending in /v1.')}
        onChange={(baseUrl) => set({ baseUrl })}
      />
      <KeyField
        provider={provider}
        value={input.key}
        onChange={(key) => {
          const { key: _, ...rest } = input
          setInput(key === undefined ? rest : { ...rest, key })
        }}
      />
      <ModelField
        id={id}
        input={input}
        known={provider?.models ?? null}
        onChange={(model) => set({ model })}
      />
      <AudioFields input={input} set={set} />
      {problem !== '' && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <Trials id={id} input={input}>
        <span className="top-space" />
        <button type="button" className="top-button" onClick={onClose}>
          {t('Cancel')}
        </button>
        <button
          type="submit"
          className="top-button top-primary"
          disabled={isSaving || !isWhole(input)}
        >
          {t('Save')}
        </button>
      </Trials>
    </form>
  )
}

const keyOf = ({ key }: ProviderInput) => (key === undefined ? {} : { key })

const isWhole = ({ title, baseUrl, speech, transcription }: ProviderInput): boolean =>
  title.trim() !== '' &&
  baseUrl.trim() !== '' &&
  speech?.model !== '' &&
  transcription?.model !== ''

interface KeyFieldProps {
  readonly provider: Provider | null
  readonly value: string | undefined
  readonly onChange: (key: string | undefined) => void
}

function KeyField({ provider, value, onChange }: KeyFieldProps) {
  const isKept = provider?.hasKey === true && value === undefined
  const aside = isKept && (
    <button type="button" className="small-button" onClick={() => onChange('')}>
      {t('Remove the key')}
    </button>
  )
  const tail = provider?.keyTail
  return (
    <Field
      label={t('API key')}
      path="key"
      aside={aside}
      hint={
        provider?.isKeyLost
          ? t('The key that was kept cannot be opened any more: its vault is another one.')
          : isKept
            ? t(
                'One is kept. Enter another to replace it; at another server it is asked for again.',
              )
            : t('Programs on your own computer usually need none.')
      }
    >
      {(ids) => (
        <input
          {...ids}
          className="input mono"
          type="password"
          autoComplete="new-password"
          maxLength={500}
          value={value ?? ''}
          placeholder={isKept ? `••••••••${tail ?? ''}` : ''}
          onChange={(event) =>
            onChange(
              event.target.value === '' && isEmptyKept(provider) ? undefined : event.target.value,
            )
          }
        />
      )}
    </Field>
  )
}

/** Emptying the field again leaves a kept key as it is. */
const isEmptyKept = (provider: Provider | null): boolean => provider?.hasKey === true
