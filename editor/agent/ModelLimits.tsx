import type { AgentData } from '#shared/nodes/agent/agentData.ts'
import type { FormProps } from '../fields/face.tsx'
import { NumberField } from '../fields/NumberField.tsx'
import { SelectField } from '../fields/SelectField.tsx'
import { t } from '../i18n/t.ts'
import { useOfferedModels } from '../settings/models/providersApi.ts'

type Form = FormProps<AgentData>

/** Which model, and how much of it a call may use. */
export function ModelLimits({ data, set }: Form) {
  return (
    <>
      <ModelChoice data={data} set={set} />
      <div className="form-row">
        <NumberField
          label={t('Most tokens a call')}
          path="maxTokens"
          value={data.maxTokens ?? 0}
          min={0}
          max={10_000_000}
          hint={t('0: any number.')}
          onChange={(most) => set('maxTokens', most, 'maxTokens')}
        />
        <NumberField
          label={t('Most cost a call')}
          path="maxCost"
          value={data.maxCost ?? 0}
          min={0}
          max={10_000}
          step={0.01}
          hint={t('By the prices of the models. 0: any.')}
          onChange={(most) => set('maxCost', most, 'maxCost')}
        />
      </div>
    </>
  )
}

function ModelChoice({ data, set }: Form) {
  const offered = useOfferedModels()
  const chosen = data.model ?? ''
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
      onChange={(model) => set('model', model)}
    />
  )
}
