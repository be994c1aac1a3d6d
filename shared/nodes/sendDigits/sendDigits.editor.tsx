import { defineFace } from '#editor/fields/face.tsx'
import { TemplateField } from '#editor/fields/TemplateField.tsx'
import { t } from '#editor/i18n/t.ts'
import { sendDigits } from './sendDigits.ts'

export const face = defineFace(sendDigits, {
  Form: ({ data, set }) => (
    <TemplateField
      label={t('Keys to press')}
      path="digits"
      value={data.digits}
      maxLength={200}
      singleLine
      mono
      placeholder="1ww4711#"
      hint={t('0 to 9, * and #; w waits half a second.')}
      onChange={(digits) => set('digits', digits, 'digits')}
    />
  ),
})
