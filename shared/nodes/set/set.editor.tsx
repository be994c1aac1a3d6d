import { defineFace } from '#editor/fields/face.tsx'
import { ListField } from '#editor/fields/ListField.tsx'
import { TemplateField } from '#editor/fields/TemplateField.tsx'
import { VariableField } from '#editor/fields/VariableField.tsx'
import { t } from '#editor/i18n/t.ts'
import { newId } from '#editor/state/newId.ts'
import { type SetData, set as setNode } from './set.ts'

type Assignment = SetData['assign'][number]

export const face = defineFace(setNode, {
  Form: ({ data, set }) => {
    const change = (one: Assignment, changes: Partial<Assignment>, word: string) =>
      set(
        'assign',
        data.assign.map((other) => (other.id === one.id ? { ...other, ...changes } : other)),
        `assign.${one.id}.${word}`,
      )
    return (
      <ListField
        label={t('Values to remember')}
        path="assign"
        noun={t('value')}
        items={data.assign}
        max={50}
        create={() => ({ id: newId('a'), variable: '', value: '' })}
        onChange={(assign) => set('assign', assign)}
      >
        {(one, index) => (
          <>
            <VariableField
              label={t('Variable')}
              path={`assign.${index}.variable`}
              value={one.variable}
              onChange={(variable) => change(one, { variable }, 'variable')}
            />
            <TemplateField
              label={t('Value')}
              path={`assign.${index}.value`}
              value={one.value}
              maxLength={4_000}
              singleLine
              placeholder="{{ nodes.look_up.body.name }}"
              onChange={(value) => change(one, { value }, 'value')}
            />
          </>
        )}
      </ListField>
    )
  },
})
