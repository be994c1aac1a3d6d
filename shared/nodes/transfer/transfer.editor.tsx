import { defineFace, type FormProps } from '#editor/fields/face.tsx'
import { ListField } from '#editor/fields/ListField.tsx'
import { More } from '#editor/fields/More.tsx'
import { NumberField } from '#editor/fields/NumberField.tsx'
import { SelectField } from '#editor/fields/SelectField.tsx'
import { SwitchField } from '#editor/fields/SwitchField.tsx'
import { TemplateField } from '#editor/fields/TemplateField.tsx'
import { t } from '#editor/i18n/t.ts'
import { newId } from '#editor/state/newId.ts'
import { type TransferData, transfer } from './transfer.ts'

type Target = TransferData['targets'][number]

const acceptKeys = [...'1234567890*#']

function Targets({ data, set }: FormProps<TransferData>) {
  const change = (target: Target, changes: Partial<Target>, field?: string) =>
    set(
      'targets',
      data.targets.map((other) => (other.id === target.id ? { ...other, ...changes } : other)),
      field,
    )
  return (
    <ListField
      label={t('Who to call')}
      path="targets"
      noun={t('target')}
      items={data.targets}
      max={20}
      create={() => ({ id: newId('t'), type: 'number' as const, address: '' })}
      onChange={(targets) => set('targets', targets)}
    >
      {(target, index) => (
        <div className="row-cells">
          <SelectField
            label={t('Kind')}
            path={`targets.${index}.type`}
            value={target.type}
            options={[
              { value: 'number', title: t('Number') },
              { value: 'sip', title: t('SIP address') },
            ]}
            onChange={(type) => change(target, { type })}
          />
          <TemplateField
            label={target.type === 'sip' ? t('Address') : t('Number')}
            path={`targets.${index}.address`}
            value={target.address}
            maxLength={300}
            singleLine
            placeholder={target.type === 'sip' ? 'sip:desk@clinic.example' : '+12025550123'}
            onChange={(address) => change(target, { address }, `targets.${target.id}.address`)}
          />
        </div>
      )}
    </ListField>
  )
}

export const face = defineFace(transfer, {
  Form: ({ data, set }) => (
    <>
      <Targets data={data} set={set} />
      {data.targets.length > 1 && (
        <SelectField
          label={t('Several are called')}
          path="order"
          value={data.order}
          options={[
            { value: 'inTurn', title: t('One after the other') },
            { value: 'atOnce', title: t('All at once') },
          ]}
          onChange={(order) => set('order', order)}
        />
      )}
      <div className="form-row">
        <NumberField
          label={t('Rings for')}
          path="ringTime"
          value={data.ringTime}
          min={5}
          max={600}
          unit={t('seconds')}
          hint={t('Then “No answer”.')}
          onChange={(ringTime) => set('ringTime', ringTime, 'ringTime')}
        />
        <NumberField
          label={t('Longest conversation')}
          path="timeLimit"
          value={data.timeLimit}
          min={10}
          max={43_200}
          unit={t('seconds')}
          onChange={(timeLimit) => set('timeLimit', timeLimit, 'timeLimit')}
        />
      </div>
      <More title={t('Advanced')}>
        <TemplateField
          label={t('Whisper')}
          path="whisper"
          value={data.whisper}
          maxLength={1_000}
          singleLine
          placeholder={t('A call about an appointment.')}
          hint={t('Said to whoever answers, before the caller is connected.')}
          onChange={(whisper) => set('whisper', whisper, 'whisper')}
        />
        <SelectField
          label={t('Key that takes the call')}
          path="acceptKey"
          value={data.acceptKey ?? ''}
          options={[
            { value: '', title: t('None: answering is enough') },
            ...acceptKeys.map((key) => ({ value: key, title: key })),
          ]}
          hint={t('Keeps the call out of a mailbox. Say in the whisper which key to press.')}
          onChange={(acceptKey) => set('acceptKey', acceptKey)}
        />
        <TemplateField
          label={t('Number shown')}
          path="callerId"
          value={data.callerId}
          maxLength={100}
          singleLine
          placeholder="+12025550100"
          hint={t('Empty shows the number that was called.')}
          onChange={(callerId) => set('callerId', callerId, 'callerId')}
        />
        <SwitchField
          label={t('Record the conversation')}
          hint={t('Tell the caller first; many countries require it.')}
          checked={data.record}
          onChange={(record) => set('record', record)}
        />
        {data.record && (
          <TemplateField
            label={t('Said before it is recorded')}
            path="consent"
            value={data.consent ?? ''}
            maxLength={1_000}
            singleLine
            placeholder={t('This call is recorded.')}
            hint={t('Both hear it before they talk. Empty says nothing.')}
            onChange={(consent) => set('consent', consent, 'consent')}
          />
        )}
      </More>
    </>
  ),
})
