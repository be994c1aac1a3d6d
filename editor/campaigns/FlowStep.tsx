import { useQuery } from '@tanstack/react-query'
import { client } from '../api/client.ts'
import { useFlows, useNumbers } from '../api/queries.ts'
import { Field } from '../fields/Field.tsx'
import { SelectField } from '../fields/SelectField.tsx'
import { t } from '../i18n/t.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import type { StepProps } from './CampaignWizard.tsx'
import { voicemailTitles } from './campaignWords.ts'

/** Which flow speaks, from which number, and what it does with a machine. */
export function FlowStep({ setup, change }: StepProps) {
  const flows = useFlows()
  const numbers = useNumbers()
  const flowId = setup.flow?.id ?? ''
  const versions = useQuery({
    queryKey: ['versions', flowId],
    queryFn: () => client.versions(flowId),
    enabled: flowId !== '',
  })
  const { rules } = setup
  return (
    <div className="form wizard-form">
      <Field
        label={t('Flow that speaks')}
        path="flow"
        hint={t('What it says to each of them may hold values from your table.')}
      >
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={flowId}
            onChange={({ target }) =>
              change({
                flow: target.value === '' ? null : { id: target.value, version: null },
                variables: {},
              })
            }
          >
            <option value="">{t('Choose a flow')}</option>
            {flows.data?.map((flow) => (
              <option key={flow.id} value={flow.id}>
                {flow.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {setup.flow && (
        <SelectField
          label={t('Version')}
          path="version"
          value={String(setup.flow.version ?? '')}
          options={[
            { value: '', title: t('The draft, as it is saved when the campaign starts') },
            ...(versions.data ?? []).map(({ version, note }) => ({
              value: String(version),
              title: `${t('Version {version}', { version })}${note === '' ? '' : ` · ${note}`}`,
            })),
          ]}
          onChange={(version) =>
            change({ flow: { id: flowId, version: version === '' ? null : Number(version) } })
          }
        />
      )}
      <Field
        label={t('Number that calls')}
        path="from"
        hint={t('What they see on their telephone. Its carrier brings the calls.')}
      >
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={setup.from}
            onChange={({ target }) => change({ from: target.value })}
          >
            <option value="">{t('Choose a number')}</option>
            {numbers.data?.map(({ number }) => (
              <option key={number} value={number}>
                {formatNumber(number)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <SelectField
        label={t('When a machine answers')}
        path="onVoicemail"
        value={rules.onVoicemail}
        options={voicemailTitles()}
        hint={t('The flow sees who answered as call.answeredBy: human, machine or unknown.')}
        onChange={(onVoicemail) => change({ rules: { ...rules, onVoicemail } })}
      />
    </div>
  )
}
