import { useId, useState } from 'react'
import type { ProviderInput } from '#shared/api/providers.ts'
import { messageOf } from '../../api/client.ts'
import { Field } from '../../fields/Field.tsx'
import { t } from '../../i18n/t.ts'
import { failureText } from './failureText.ts'
import { providersApi } from './providersApi.ts'

interface ModelFieldProps {
  readonly id: string | null
  readonly input: ProviderInput
  /** Models that the saved server lists. */
  readonly known: readonly string[] | null
  readonly onChange: (model: string) => void
}

/** The model for conversations: from the server’s own list, or typed. */
export function ModelField({ id, input, known, onChange }: ModelFieldProps) {
  const listId = useId()
  const [models, setModels] = useState(known ?? [])
  const [note, setNote] = useState('')
  const ask = async () => {
    setNote(t('Asking the server …'))
    try {
      const { models: listed, failure } = await providersApi.list(id, input)
      setModels(listed)
      setNote(
        failure
          ? failureText(failure).join('. ')
          : t(
              '{count, plural, one {It lists one model.} other {It lists # models: type a part of a name to choose.}}',
              {
                count: listed.length,
              },
            ),
      )
    } catch (error) {
      setNote(messageOf(error))
    }
  }
  return (
    <Field
      label={t('Model for conversations')}
      path="model"
      hint={note || t('Empty: this provider is asked only where a step names one of its models.')}
      aside={
        <button type="button" className="small-button" onClick={() => void ask()}>
          {t('List its models')}
        </button>
      }
    >
      {(ids) => (
        <>
          <input
            {...ids}
            className="input mono"
            type="text"
            list={listId}
            maxLength={200}
            value={input.model}
            onChange={(event) => onChange(event.target.value)}
          />
          <datalist id={listId}>
            {models.map((model) => (
              <option key={model} value={model} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}
