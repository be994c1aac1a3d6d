import { ProblemNote } from '#editor/fields/Field.tsx'
import { defineFace } from '#editor/fields/face.tsx'
import { InterruptFields } from '#editor/fields/InterruptFields.tsx'
import { KeyInput } from '#editor/fields/KeyInput.tsx'
import { ListenButton } from '#editor/fields/ListenButton.tsx'
import { ListField } from '#editor/fields/ListField.tsx'
import { More } from '#editor/fields/More.tsx'
import { PhrasesField } from '#editor/fields/PhrasesField.tsx'
import { RetryFields } from '#editor/fields/RetryFields.tsx'

import { TemplateField } from '#editor/fields/TemplateField.tsx'
import { VoicingFields } from '#editor/fields/VoicingFields.tsx'
import { t } from '#editor/i18n/t.ts'
import { newId } from '#editor/state/newId.ts'
import { type MenuData, menu } from './menu.ts'

type Option = MenuData['options'][number]

const keys = [...'1234567890*#']

/** The first key that no option uses. */
const freeKey = (options: readonly Option[]): string =>
  keys.find((key) => options.every((option) => option.key !== key)) ?? ''

export const face = defineFace(menu, {
  Form: ({ data, set }) => {
    const change = (option: Option, changes: Partial<Option>, field?: string) =>
      set(
        'options',
        data.options.map((other) => (other.id === option.id ? { ...other, ...changes } : other)),
        field,
      )
    return (
      <>
        <TemplateField
          label={t('What to say')}
          path="prompt"
          value={data.prompt}
          maxLength={4_000}
          placeholder={t('For appointments press 1 or say “appointment”. For results press 2.')}
          aside={<ListenButton text={data.prompt} />}
          onChange={(prompt) => set('prompt', prompt, 'prompt')}
        />
        <ListField
          label={t('Options')}
          path="options"
          noun={t('option')}
          items={data.options}
          max={30}
          hint={t('A key, words the caller may say, or both. The first word names the option.')}
          create={() => ({ id: newId('o'), key: freeKey(data.options), phrases: [] })}
          onChange={(options) => set('options', options)}
        >
          {(option, index) => (
            <>
              <div className="row-cells">
                <KeyInput
                  label={t('Key of option {number}', { number: index + 1 })}
                  path={`options.${index}.key`}
                  value={option.key}
                  onChange={(key) => change(option, { key }, `options.${option.id}.key`)}
                />
                <PhrasesField
                  label={t('Phrases of option {number}', { number: index + 1 })}
                  path={`options.${index}.phrases`}
                  phrases={option.phrases}
                  placeholder={t('appointment, book')}
                  onChange={(phrases) => change(option, { phrases })}
                />
              </div>
              <ProblemNote path={`options.${index}.key`} />
              <ProblemNote path={`options.${index}`} />
            </>
          )}
        </ListField>
        <TemplateField
          label={t('When the caller was silent or not understood')}
          path="retryPrompt"
          value={data.retryPrompt}
          maxLength={4_000}
          placeholder={t('Sorry, I did not get that. Press 1 or 2.')}
          hint={t('Empty says the first text again.')}
          aside={<ListenButton text={data.retryPrompt} />}
          onChange={(text) => set('retryPrompt', text, 'retryPrompt')}
        />
        <RetryFields data={data} set={set} />
        <More title={t('Advanced')}>
          <InterruptFields data={data} set={set} />
          <VoicingFields data={data} set={set} />
        </More>
      </>
    )
  },
})
