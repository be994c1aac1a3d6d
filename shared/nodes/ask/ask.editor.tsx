import { defineFace, type FormProps } from '#editor/fields/face.tsx'
import { InterruptFields } from '#editor/fields/InterruptFields.tsx'
import { ListenButton } from '#editor/fields/ListenButton.tsx'
import { ListField } from '#editor/fields/ListField.tsx'
import { More } from '#editor/fields/More.tsx'
import { NumberField } from '#editor/fields/NumberField.tsx'
import { PhrasesField } from '#editor/fields/PhrasesField.tsx'
import { RetryFields } from '#editor/fields/RetryFields.tsx'
import { SelectField } from '#editor/fields/SelectField.tsx'
import { SwitchField } from '#editor/fields/SwitchField.tsx'
import { TemplateField } from '#editor/fields/TemplateField.tsx'
import { VoicingFields } from '#editor/fields/VoicingFields.tsx'
import { t } from '#editor/i18n/t.ts'
import { valueTypes } from '#shared/compile/program.ts'
import { type AskData, ask } from './ask.ts'

type Form = FormProps<AskData>

const titles = (): Readonly<Record<AskData['value'], string>> => ({
  digits: t('Digits'),
  number: t('Number'),
  amount: t('Amount of money'),
  date: t('Date'),
  time: t('Time'),
  yesno: t('Yes or no'),
  phone: t('Phone number'),
  text: t('Words'),
})
const examples: Partial<Readonly<Record<AskData['value'], readonly [min: string, max: string]>>> = {
  number: ['1', '20'],
  amount: ['5', '500'],
  date: ['today', '2027-12-31'],
  time: ['09:00', '17:30'],
}

function Limits({ data, set }: Form) {
  const example = examples[data.value]
  if (example) {
    return (
      <div className="form-row">
        <TemplateField
          label={t('Not below')}
          path="min"
          value={data.min}
          maxLength={200}
          singleLine
          placeholder={example[0]}
          onChange={(min) => set('min', min, 'min')}
        />
        <TemplateField
          label={t('Not above')}
          path="max"
          value={data.max}
          maxLength={200}
          singleLine
          placeholder={example[1]}
          onChange={(max) => set('max', max, 'max')}
        />
      </div>
    )
  }
  if (data.value === 'yesno') return null
  const isLimited = data.minLength !== null || data.maxLength !== null
  return (
    <>
      <SwitchField
        label={t('Limit how long it may be')}
        checked={isLimited}
        onChange={(limits) => {
          set('minLength', limits ? 1 : null)
          set('maxLength', limits ? 10 : null)
        }}
      />
      {isLimited && (
        <div className="form-row">
          <NumberField
            label={t('Fewest')}
            path="minLength"
            value={data.minLength ?? 1}
            min={1}
            max={100}
            onChange={(length) => set('minLength', length, 'minLength')}
          />
          <NumberField
            label={t('Most')}
            path="maxLength"
            value={data.maxLength ?? 100}
            min={1}
            max={100}
            onChange={(length) => set('maxLength', length, 'maxLength')}
          />
        </div>
      )}
    </>
  )
}

function Confirmation({ data, set }: Form) {
  return (
    <>
      <SwitchField
        label={t('Read it back and ask whether it is right')}
        checked={data.confirm}
        onChange={(confirm) => set('confirm', confirm)}
      />
      {data.confirm && (
        <TemplateField
          label={t('What to say then')}
          path="confirmText"
          value={data.confirmText}
          maxLength={4_000}
          placeholder={t('I have {answer}. If that is right, press 1 or say yes.', {
            answer: '{{ answer }}',
          })}
          hint={t('{answer} is the value. Empty uses our own sentence, in English.', {
            answer: '{{ answer }}',
          })}
          onChange={(text) => set('confirmText', text, 'confirmText')}
        />
      )}
    </>
  )
}

function Retries({ data, set }: Form) {
  const items = data.retryPrompts.map((text, index) => ({ id: String(index), text }))
  return (
    <ListField
      label={t('When asked again')}
      path="retryPrompts"
      noun={t('text')}
      items={items}
      max={5}
      hint={t('One for each further try; the last one repeats. None says the question again.')}
      create={() => ({ id: String(items.length), text: '' })}
      onChange={(next) =>
        set(
          'retryPrompts',
          next.map((item) => item.text),
        )
      }
    >
      {(item, index) => (
        <TemplateField
          label={t('Text {number}', { number: index + 1 })}
          path={`retryPrompts.${index}`}
          value={item.text}
          maxLength={4_000}
          singleLine
          placeholder={t('Sorry, I did not get that.')}
          onChange={(text) =>
            set(
              'retryPrompts',
              data.retryPrompts.map((other, at) => (at === index ? text : other)),
              `retryPrompts.${index}`,
            )
          }
        />
      )}
    </ListField>
  )
}

export const face = defineFace(ask, {
  Form: ({ data, set }) => (
    <>
      <TemplateField
        label={t('What to say')}
        path="prompt"
        value={data.prompt}
        maxLength={4_000}
        placeholder={t('Please enter your customer number, then press the pound key.')}
        aside={<ListenButton text={data.prompt} />}
        onChange={(prompt) => set('prompt', prompt, 'prompt')}
      />
      <div className="form-row">
        <SelectField
          label={t('Kind of value')}
          path="value"
          value={data.value}
          options={valueTypes.map((value) => ({ value, title: titles()[value] }))}
          onChange={(value) => set('value', value)}
        />
        <SelectField
          label={t('Answered by')}
          path="by"
          value={data.by}
          options={[
            { value: 'both', title: t('Keys or voice') },
            { value: 'keys', title: t('Keys') },
            { value: 'speech', title: t('Voice') },
          ]}
          onChange={(by) => set('by', by)}
        />
      </div>
      <Limits data={data} set={set} />
      <Confirmation data={data} set={set} />
      <Retries data={data} set={set} />
      <RetryFields data={data} set={set} />
      <More title={t('Advanced')}>
        <InterruptFields data={data} set={set} />
        {data.by !== 'keys' && (
          <div className="field">
            <div className="field-label">{t('Words that callers are likely to say')}</div>
            <PhrasesField
              label={t('Words that callers are likely to say')}
              path="hints"
              phrases={data.hints ?? []}
              max={100}
              onChange={(hints) => set('hints', hints)}
            />
          </div>
        )}
        <VoicingFields data={data} set={set} />
      </More>
    </>
  ),
})
