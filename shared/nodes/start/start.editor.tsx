import { defineFace } from '#editor/fields/face.tsx'
import { t } from '#editor/i18n/t.ts'
import { start } from './start.ts'

export const face = defineFace(start, {
  Form: () => (
    <p className="field-hint">
      {t('Every call begins here. Wire it to the first thing the caller should hear.')}
    </p>
  ),
})
