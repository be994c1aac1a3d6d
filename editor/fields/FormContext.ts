import { createContext, useContext } from 'react'
import type { Diagnostic } from '#shared/diagnostic.ts'
import type { FlowVariable } from '#shared/flow/flow.ts'

/** What the fields of a form know of the step they belong to. */
export interface FormScope {
  readonly problems: readonly Diagnostic[]
  /** Names that `{{ }}` may hold here, e.g. `vars.city`. */
  readonly suggestions: readonly string[]
  /** Variables of the flow. */
  readonly variables: readonly FlowVariable[]
  /** Typing in a field has ended. */
  readonly seal: () => void
}

const nothing: FormScope = { problems: [], suggestions: [], variables: [], seal: () => undefined }

export const FormContext = createContext<FormScope>(nothing)

export const useFormScope = (): FormScope => useContext(FormContext)

/** The first problem at a path; one at a deeper path belongs to the field that draws it. */
export const useProblemAt = (path: string): Diagnostic | undefined =>
  useContext(FormContext).problems.find((problem) => problem.path === path)
