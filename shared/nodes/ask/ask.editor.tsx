import { IconForms } from '@tabler/icons-react'
import { defineFace, type FormProps } from '#editor/fields/face.tsx'
import { ListenButton } from '#editor/fields/ListenButton.tsx'
import { ListField } from '#editor/fields/ListField.tsx'
import { More } from '#editor/fields/More.tsx'
import { NumberField } from '#editor/fields/NumberField.tsx'
import { SelectField } from '#editor/fields/SelectField.tsx'
import { SwitchField } from '#editor/fields/SwitchField.tsx'
import { TemplateField } from '#editor/fields/TemplateField.tsx'
import { valueTypes } from '#shared/compile/program.ts'
import { type AskData, ask } from './ask.ts'

type Form = FormProps<AskData>

const titles: Readonly<Record<AskData['value'], string>> = {
  digits: 'Digits',
  number: 'Number',
  amount: 'Amount of money',
  date: 'Date',
  time: 'Time',
  yesno: 'Yes or no',
  phone: 'Phone number',
  text: 'Words',
}
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
          label="Not below"
          path="min"
          value={data.min}
          maxLength={200}
          singleLine
          placeholder={example[0]}
          onChange={(min) => set('min', min, 'min')}
        />
        <TemplateField
          label="Not above"
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
        label="Limit how long it may be"
        checked={isLimited}
        onChange={(limits) => {
          set('minLength', limits ? 1 : null)
          set('maxLength', limits ? 10 : null)
        }}
      />
      {isLimited && (
        <div className="form-row">
          <NumberField
            label="Fewest"
            path="minLength"
            value={data.minLength ?? 1}
            min={1}
            max={100}
            onChange={(length) => set('minLength', length, 'minLength')}
          />
          <NumberField
            label="Most"
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
        label="Read it back and ask whether it is right"
        checked={data.confirm}
        onChange={(confirm) => set('confirm', confirm)}
      />
      {data.confirm && (
        <TemplateField
          label="What to say then"
          path="confirmText"
          value={data.confirmText}
          maxLength={4_000}
          placeholder="I have {{ answer }}. If that is right, press 1 or say yes."
          hint="{{ answer }} is the value. Empty uses our own sentence, in English."
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
      label="When asked again"
      path="retryPrompts"
      noun="text"
      items={items}
      max={5}
      hint="One for each further try; the last one repeats. None says the question again."
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
          label={`Text ${index + 1}`}
          path={`retryPrompts.${index}`}
          value={item.text}
          maxLength={4_000}
          singleLine
          placeholder="Sorry, I did not get that."
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
  icon: IconForms,
  Form: ({ data, set }) => (
    <>
      <TemplateField
        label="What to say"
        path="prompt"
        value={data.prompt}
        maxLength={4_000}
        placeholder="Please enter your customer number, then press the pound key."
        aside={<ListenButton text={data.prompt} />}
        onChange={(prompt) => set('prompt', prompt, 'prompt')}
      />
      <div className="form-row">
        <SelectField
          label="Kind of value"
          path="value"
          value={data.value}
          options={valueTypes.map((value) => ({ value, title: titles[value] }))}
          onChange={(value) => set('value', value)}
        />
        <SelectField
          label="Answered by"
          path="by"
          value={data.by}
          options={[
            { value: 'both', title: 'Keys or voice' },
            { value: 'keys', title: 'Keys' },
            { value: 'speech', title: 'Voice' },
          ]}
          onChange={(by) => set('by', by)}
        />
      </div>
      <Limits data={data} set={set} />
      <Confirmation data={data} set={set} />
      <Retries data={data} set={set} />
      <div className="form-row">
        <NumberField
          label="Ask again"
          path="retries"
          value={data.retries}
          min={0}
          max={5}
          unit="times"
          onChange={(retries) => set('retries', retries, 'retries')}
        />
        <NumberField
          label="Wait for an answer"
          path="timeout"
          value={data.timeout}
          min={1}
          max={60}
          step={0.5}
          unit="seconds"
          onChange={(timeout) => set('timeout', timeout, 'timeout')}
        />
      </div>
      <More title="Advanced">
        <SwitchField
          label="The caller may interrupt"
          hint="A key or a word cuts the text short."
          checked={data.interruptible}
          onChange={(interruptible) => set('interruptible', interruptible)}
        />
      </More>
    </>
  ),
})
