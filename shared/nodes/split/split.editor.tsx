import { defineFace } from '#editor/fields/face.tsx'
import { ListField } from '#editor/fields/ListField.tsx'
import { NumberField } from '#editor/fields/NumberField.tsx'
import { TextField } from '#editor/fields/TextField.tsx'
import { t } from '#editor/i18n/t.ts'
import { newId } from '#editor/state/newId.ts'
import { type SplitData, split } from './split.ts'

type Share = SplitData['shares'][number]

export const face = defineFace(split, {
  Form: ({ data, set }) => {
    const change = (share: Share, changes: Partial<Share>, word: string) =>
      set(
        'shares',
        data.shares.map((other) => (other.id === share.id ? { ...other, ...changes } : other)),
        `shares.${share.id}.${word}`,
      )
    const left = 100 - data.shares.reduce((sum, share) => sum + share.percent, 0)
    return (
      <ListField
        label={t('Shares')}
        path="shares"
        noun={t('share')}
        items={data.shares}
        max={20}
        hint={t('Together 100 %. A caller who calls again goes the same way.')}
        create={() => ({ id: newId('s'), label: '', percent: Math.max(0, left) })}
        onChange={(shares) => set('shares', shares)}
      >
        {(share, index) => (
          <div className="row-cells">
            <TextField
              label={t('Name')}
              path={`shares.${index}.label`}
              value={share.label}
              maxLength={60}
              placeholder={t('New greeting')}
              onChange={(label) => change(share, { label }, 'label')}
            />
            <NumberField
              label={t('Share')}
              path={`shares.${index}.percent`}
              value={share.percent}
              min={0}
              max={100}
              step={0.1}
              unit="%"
              onChange={(percent) => change(share, { percent }, 'percent')}
            />
          </div>
        )}
      </ListField>
    )
  },
})
