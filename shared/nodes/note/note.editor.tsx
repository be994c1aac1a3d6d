import { defineFace } from '#editor/fields/face.tsx'
import { TemplateField } from '#editor/fields/TemplateField.tsx'
import { t } from '#editor/i18n/t.ts'
import { note } from './note.ts'

export const face = defineFace(note, {
  Form: ({ data, set }) => (
    <TemplateField
      label={t('Remark')}
      path="text"
      value={data.text}
      maxLength={4_000}
      placeholder={t('Ask Ann before changing the opening hours.')}
      hint={t('For whoever reads this drawing. No call ever sees it.')}
      onChange={(text) => set('text', text, 'text')}
    />
  ),
})
