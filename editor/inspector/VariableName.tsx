import { useState } from 'react'
import { renameVariable } from '#shared/compile/renameValue.ts'
import { plainLetters } from '#shared/text/plainLetters.ts'
import { Field } from '../fields/Field.tsx'
import { useFormScope } from '../fields/FormContext.ts'
import { t } from '../i18n/t.ts'
import { useEditorStore } from '../state/EditorContext.ts'

interface VariableNameProps {
  readonly name: string
  readonly index: number
}

/** The name of a variable: typing renames it wherever it stands, as one step of undo. */
export function VariableName({ name, index }: VariableNameProps) {
  const store = useEditorStore()
  const { seal } = useFormScope()
  const [draft, setDraft] = useState<string | null>(null)
  const [isTaken, setTaken] = useState(false)
  const rename = (text: string) => {
    const to = toName(text)
    setDraft(text === '' ? '' : to)
    const { flow, apply } = store.getState()
    const isOther = flow.variables.some((other, at) => at !== index && other.name === to)
    setTaken(isOther)
    // Two variables of one name could not be told apart again.
    if (text === '' || isOther || to === name) return
    apply(renameVariable(flow, name, to), { key: `variables ${index} name` })
  }
  return (
    <Field
      label={t('Name')}
      path={`variables.${index}.name`}
      hint={isTaken ? t('There is a variable {name} already.', { name: draft ?? '' }) : undefined}
    >
      {(ids) => (
        <input
          {...ids}
          aria-invalid={isTaken || ids['aria-invalid']}
          className="input mono"
          type="text"
          maxLength={60}
          value={draft ?? name}
          onChange={(event) => rename(event.target.value)}
          onBlur={() => {
            setDraft(null)
            setTaken(false)
            seal()
          }}
        />
      )}
    </Field>
  )
}

/** What is typed as a name of a variable, as far as the language allows it; never empty. */
const toName = (text: string): string =>
  plainLetters(text)
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 60) || 'v'
