import { defineFace } from '#editor/fields/face.tsx'
import { NumberField } from '#editor/fields/NumberField.tsx'
import { t } from '#editor/i18n/t.ts'
import { pause } from './pause.ts'

export const face = defineFace(pause, {
  Form: ({ data, set }) => (
    <NumberField
      label={t('Wait')}
      path="seconds"
      value={data.seconds}
      min={0.1}
      max={120}
      step={0.1}
      unit={t('seconds')}
      onChange={(seconds) => set('seconds', seconds, 'seconds')}
    />
  ),
})
