import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { type FlowVariable, variableSchema } from '#shared/flow/flow.ts'
import { plainLetters } from '#shared/text/plainLetters.ts'
import { t } from '../i18n/t.ts'
import { useEditorStore } from '../state/EditorContext.ts'
import { Field } from './Field.tsx'
import { useFormScope } from './FormContext.ts'

interface VariableFieldProps {
  readonly label: string
  readonly path: string
  readonly value: string
  readonly onChange: (name: string) => void
  /** What no variable is called, where one may be left out. */
  readonly none?: string
}

const newName = '\n'

/** One of the flow's variables; a new one can be made on the spot. */
export function VariableField({ label, path, value, onChange, none }: VariableFieldProps) {
  const { variables } = useFormScope()
  const store = useEditorStore()
  const [draft, setDraft] = useState<string | null>(null)
  const isKnown = value === '' || variables.some((variable) => variable.name === value)
  const create = () => {
    const name = plainLetters(draft ?? '')
      .trim()
      .replace(/[^a-z0-9_]+/g, '_')
    const variable: FlowVariable = { name, type: 'text', default: '', sensitive: false }
    if (!variableSchema.safeParse(variable).success) return
    if (variables.every((other) => other.name !== name)) {
      const { apply, flow } = store.getState()
      apply({ type: 'variables', variables: [...flow.variables, variable] })
    }
    setDraft(null)
    onChange(name)
  }
  return (
    <Field label={label} path={path}>
      {(ids) =>
        draft === null ? (
          <select
            {...ids}
            className="input"
            value={value}
            onChange={({ target }) =>
              target.value === newName ? setDraft('') : onChange(target.value)
            }
          >
            {(value === '' || none !== undefined) && (
              <option value="">{none ?? t('Choose a variable')}</option>
            )}
            {!isKnown && (
              <option value={value}>{t('{name} (not declared)', { name: value })}</option>
            )}
            {variables.map((variable) => (
              <option key={variable.name} value={variable.name}>
                {variable.name}
              </option>
            ))}
            <option value={newName}>{t('New variable…')}</option>
          </select>
        ) : (
          <div className="row-cells">
            <input
              {...ids}
              className="input mono"
              // biome-ignore lint/a11y/noAutofocus: the field appears because the person asked for it
              autoFocus
              data-native-undo
              placeholder="caller_name"
              value={draft}
              maxLength={60}
              onChange={(event) => setDraft(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') create()
                if (event.key === 'Escape') setDraft(null)
              }}
            />
            <button type="button" className="small-button" data-outline onClick={create}>
              <IconPlus size={13} /> {t('Add')}
            </button>
          </div>
        )
      }
    </Field>
  )
}
