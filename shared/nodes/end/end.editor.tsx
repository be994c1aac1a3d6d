import { defineFace } from '#editor/fields/face.tsx'
import { ListenButton } from '#editor/fields/ListenButton.tsx'
import { TemplateField } from '#editor/fields/TemplateField.tsx'
import { TextField } from '#editor/fields/TextField.tsx'
import { t } from '#editor/i18n/t.ts'
import { end } from './end.ts'

export const face = defineFace(end, {
  Form: ({ data, set }) => (
    <>
      <TemplateField
        label={t('Last words')}
        path="text"
        value={data.text}
        maxLength={4_000}
        placeholder={t('Goodbye.')}
        hint={t('Leave it empty to hang up without a word.')}
        aside={<ListenButton text={data.text} />}
        onChange={(text) => set('text', text, 'text')}
      />
      <TextField
        label={t('Outcome')}
        path="outcome"
        value={data.outcome}
        maxLength={60}
        placeholder={t('completed')}
        hint={t(
          'What this call came to, as the list of calls shows it: booked, sold, no help needed.',
        )}
        onChange={(outcome) => set('outcome', outcome, 'outcome')}
      />
    </>
  ),
})
