import { translate } from '../i18n/translate.ts'
import './field.css'
import { type ReactNode, useId } from 'react'
import { useProblemAt } from './FormContext.ts'

export interface FieldIds {
  readonly id: string
  readonly 'aria-describedby': string
  readonly 'aria-invalid': boolean
}

interface FieldProps {
  readonly label: string
  /** Dotted path into the step's data: problems there are shown here. */
  readonly path: string
  readonly hint?: ReactNode
  /** At the right of the label. */
  readonly aside?: ReactNode
  readonly children: (ids: FieldIds) => ReactNode
}

/** A labelled control with its hint, or what is wrong with it. */
export function Field({ label, path, hint, aside, children }: FieldProps) {
  const id = useId()
  const problem = useProblemAt(path)
  const note = `${id}-note`
  return (
    <div className="field" data-path={path}>
      <div className="field-label">
        <label htmlFor={id}>{label}</label>
        {aside}
      </div>
      {children({ id, 'aria-describedby': note, 'aria-invalid': problem?.severity === 'error' })}
      <div id={note} className="field-note">
        {problem ? (
          <p className="field-problem" data-severity={problem.severity}>
            {translate(problem.message)} {translate(problem.hint ?? '')}
          </p>
        ) : (
          hint && <p className="field-hint">{hint}</p>
        )}
      </div>
    </div>
  )
}

/** What is wrong at a path that has no field of its own. */
export function ProblemNote({ path }: { readonly path: string }) {
  const problem = useProblemAt(path)
  return problem ? (
    <p className="field-problem" data-severity={problem.severity}>
      {translate(problem.message)} {translate(problem.hint ?? '')}
    </p>
  ) : null
}
