import type { AgentData } from '#shared/nodes/agent/agentData.ts'
import type { FormProps } from '../fields/face.tsx'
import { ModelField } from '../fields/ModelField.tsx'
import { NumberField } from '../fields/NumberField.tsx'
import { t } from '../i18n/t.ts'

type Form = FormProps<AgentData>

/** Which model, and how much of it a call may use. */
export function ModelLimits({ data, set }: Form) {
  return (
    <>
      <ModelField model={data.model} onChange={(model) => set('model', model)} />
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
