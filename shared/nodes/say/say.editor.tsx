import { defineFace } from '#editor/fields/face.tsx'
import { ListenButton } from '#editor/fields/ListenButton.tsx'
import { More } from '#editor/fields/More.tsx'
import { TemplateField } from '#editor/fields/TemplateField.tsx'
import { VoicingFields } from '#editor/fields/VoicingFields.tsx'
import { t } from '#editor/i18n/t.ts'
import { say } from './say.ts'

export const face = defineFace(say, {
  Form: ({ data, set }) => (
    <>
      <TemplateField
        label={t('What to say')}
        path="text"
        value={data.text}
        maxLength={4_000}
        placeholder={t('Thank you for calling Northside Clinic.')}
        hint={t('Type {braces} to put in something you know, such as the caller’s name.', {
          braces: '{{',
        })}
        aside={<ListenButton text={data.text} />}
        onChange={(text) => set('text', text, 'text')}
      />
      <More title={t('Advanced')}>
        <VoicingFields data={data} set={set} />
      </More>
    </>
  ),
})
