import { useQuery } from '@tanstack/react-query'
import { agentClient } from '../api/agentClient.ts'
import { t } from '../i18n/t.ts'
import { SelectField } from './SelectField.tsx'

interface ModelFieldProps {
  /** `<provider>/<model>`; absent or empty: the installation's own. */
  readonly model: string | undefined
  readonly onChange: (model: string) => void
}

/** Which model thinks in a step: those that the providers of this installation have. */
export function ModelField({ model: chosen = '', onChange }: ModelFieldProps) {
  const offered = useQuery({
    queryKey: ['models'],
    queryFn: agentClient.models,
    staleTime: 60_000,
  })
  const models = offered.data?.models ?? []
  const isKnown = chosen === '' || models.some(({ name }) => name === chosen)
  const standard = offered.data?.standard ?? t('Built-in responder')
  return (
    <SelectField
      label={t('Model')}
      path="model"
      value={chosen}
      options={[
        { value: '', title: t('Standard ({name})', { name: standard }) },
        ...models.map(({ name, model, provider }) => ({
          value: name,
          title: `${model} · ${provider}`,
        })),
        ...(isKnown ? [] : [{ value: chosen, title: t('{name} (not here)', { name: chosen }) }]),
      ]}
      onChange={onChange}
    />
  )
}
