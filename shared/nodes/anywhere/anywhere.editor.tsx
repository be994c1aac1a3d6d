import { ProblemNote } from '#editor/fields/Field.tsx'
import { defineFace } from '#editor/fields/face.tsx'
import { KeyInput } from '#editor/fields/KeyInput.tsx'
import { More } from '#editor/fields/More.tsx'
import { PhrasesField } from '#editor/fields/PhrasesField.tsx'
import { TextField } from '#editor/fields/TextField.tsx'
import { t } from '#editor/i18n/t.ts'
import { anywhere } from './anywhere.ts'

export const face = defineFace(anywhere, {
  Form: ({ data, set }) => (
    <>
      <div className="field">
        <div className="field-label">{t('Key and words')}</div>
        <div className="row-cells">
          <KeyInput
            label={t('Key')}
            path="key"
            value={data.key}
            onChange={(key) => set('key', key, 'key')}
          />
          <PhrasesField
            label={t('Phrases')}
            path="phrases"
            phrases={data.phrases}
            placeholder={t('operator, a person please')}
            onChange={(phrases) => set('phrases', phrases)}
          />
        </div>
        <ProblemNote path="key" />
        <p className="field-hint">
          {t(
            'Heard at every step that listens. Where the steps from here on end, the caller is back where they were.',
          )}
        </p>
      </div>
      <More title={t('Advanced')}>
        <TextField
          label={t('Condition')}
          path="condition"
          value={data.condition}
          maxLength={1_000}
          placeholder={t('The caller is upset')}
          hint={t(
            'Judged by the model for everything the caller says; every answer then takes a little longer.',
          )}
          onChange={(condition) => set('condition', condition, 'condition')}
        />
      </More>
    </>
  ),
})
