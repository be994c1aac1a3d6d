import { ConditionField } from '#editor/fields/ConditionField.tsx'
import { defineFace, type FormProps } from '#editor/fields/face.tsx'
import { ListField } from '#editor/fields/ListField.tsx'
import { ModelField } from '#editor/fields/ModelField.tsx'
import { More } from '#editor/fields/More.tsx'
import { NumberField } from '#editor/fields/NumberField.tsx'
import { PhrasesField } from '#editor/fields/PhrasesField.tsx'
import { TemplateField } from '#editor/fields/TemplateField.tsx'
import { TextField } from '#editor/fields/TextField.tsx'
import { t } from '#editor/i18n/t.ts'
import { newId } from '#editor/state/newId.ts'
import { type DecideData, decide } from './decide.ts'

type Choice = DecideData['choices'][number]

function Choices({ data, set }: FormProps<DecideData>) {
  const change = (choice: Choice, changes: Partial<Choice>, word?: string) =>
    set(
      'choices',
      data.choices.map((other) => (other.id === choice.id ? { ...other, ...changes } : other)),
      word === undefined ? undefined : `choices.${choice.id}.${word}`,
    )
  return (
    <ListField
      label={t('Choices')}
      path="choices"
      noun={t('choice')}
      items={data.choices}
      max={20}
      hint={t('Phrases and conditions are tested first. Only when none holds is the model asked.')}
      create={() => ({ id: newId('c'), name: '', description: '', phrases: [], when: '' })}
      onChange={(choices) => set('choices', choices)}
    >
      {(choice, index) => (
        <>
          <TextField
            label={t('Name')}
            path={`choices.${index}.name`}
            value={choice.name}
            maxLength={60}
            placeholder={t('Wants to cancel')}
            onChange={(name) => change(choice, { name }, 'name')}
          />
          <TextField
            label={t('When to choose it')}
            path={`choices.${index}.description`}
            value={choice.description}
            maxLength={1_000}
            placeholder={t('The caller wants to cancel an appointment')}
            onChange={(description) => change(choice, { description }, 'description')}
          />
          <PhrasesField
            label={t('Phrases of choice {number}', { number: index + 1 })}
            path={`choices.${index}.phrases`}
            phrases={choice.phrases}
            placeholder={t('cancel, call it off')}
            onChange={(phrases) => change(choice, { phrases })}
          />
          <More title={t('Condition')}>
            <ConditionField
              noun={t('choice {number}', { number: index + 1 })}
              path={`choices.${index}.when`}
              value={choice.when}
              onChange={(when, _words, word) =>
                change(choice, { when }, word === undefined ? undefined : `when.${word}`)
              }
            />
          </More>
        </>
      )}
    </ListField>
  )
}

export const face = defineFace(decide, {
  Form: ({ data, set }) => (
    <>
      <TemplateField
        label={t('What is judged')}
        path="about"
        value={data.about}
        maxLength={4_000}
        singleLine
        hint={t('By default what the caller said last.')}
        onChange={(about) => set('about', about, 'about')}
      />
      <Choices data={data} set={set} />
      <More title={t('Advanced')}>
        <TemplateField
          label={t('What the model should know')}
          path="prompt"
          value={data.prompt}
          maxLength={10_000}
          placeholder={t('Callers are patients of a small clinic.')}
          onChange={(prompt) => set('prompt', prompt, 'prompt')}
        />
        <ModelField model={data.model} onChange={(model) => set('model', model)} />
        <NumberField
          label={t('Model may take')}
          path="timeout"
          value={data.timeout}
          min={1}
          max={60}
          unit={t('seconds')}
          hint={t('Then “Failed”.')}
          onChange={(timeout) => set('timeout', timeout, 'timeout')}
        />
      </More>
    </>
  ),
})
