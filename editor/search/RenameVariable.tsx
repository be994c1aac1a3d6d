import { useState } from 'react'
import { renameVariable } from '#shared/compile/renameValue.ts'
import { variableSchema } from '#shared/flow/flow.ts'
import { t } from '../i18n/t.ts'
import { setQuery } from '../leftPanel/leftStore.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'

/** Gives a variable another name wherever it stands, as one step of undo. */
export function RenameVariable({ name }: { readonly name: string }) {
  const store = useEditorStore()
  const isDeclared = useEditor((state) => state.flow.variables.some((one) => one.name === name))
  const [draft, setDraft] = useState(name)
  const [problem, setProblem] = useState('')
  if (!isDeclared) return null
  const rename = () => {
    const { flow, apply } = store.getState()
    const to = draft.trim()
    if (to === name) return
    if (!variableSchema.shape.name.safeParse(to).success) {
      setProblem(t('Use small letters, digits and _, beginning with a letter.'))
      return
    }
    if (flow.variables.some((one) => one.name === to)) {
      setProblem(t('There is a variable {name} already.', { name: to }))
      return
    }
    apply(renameVariable(flow, name, to))
    setQuery(`vars.${to}`)
  }
  return (
    <form
      className="find-rename"
      onSubmit={(event) => {
        event.preventDefault()
        rename()
      }}
    >
      <div className="row-cells">
        <input
          className="input mono"
          aria-label={t('New name of the variable')}
          aria-invalid={problem !== ''}
          value={draft}
          maxLength={60}
          data-native-undo
          onChange={(event) => {
            setDraft(event.target.value)
            setProblem('')
          }}
        />
        <button
          type="submit"
          className="small-button"
          data-outline
          disabled={draft.trim() === name}
        >
          {t('Rename everywhere')}
        </button>
      </div>
      {problem !== '' && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  )
}
