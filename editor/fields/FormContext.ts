import { createContext, useContext } from 'react'
import type { NodeScope } from '#shared/compile/valuesAt.ts'
import type { Diagnostic } from '#shared/diagnostic.ts'
import type { FlowVariable } from '#shared/flow/flow.ts'

/** What the fields of a form know of the step they belong to. */
export interface FormScope {
  /** Null in the flow's own form. */
  readonly nodeId: string | null
  readonly problems: readonly Diagnostic[]
  /** What `{{ }}` may hold at this point of the flow; read once, when the first field asks. */
  readonly values: () => NodeScope
  /** Variables of the flow. */
  readonly variables: readonly FlowVariable[]
  /** Typing in a field has ended. */
  readonly seal: () => void
}

const noValues: NodeScope = { values: [], elsewhere: new Set() }
const nothing: FormScope = {
  nodeId: null,
  problems: [],
  values: () => noValues,
  variables: [],
  seal: () => undefined,
}

export const FormContext = createContext<FormScope>(nothing)

export const useFormScope = (): FormScope => useContext(FormContext)

/** The first problem at a path; one at a deeper path belongs to the field that draws it. */
export const useProblemAt = (path: string): Diagnostic | undefined =>
  useContext(FormContext).problems.find((problem) => problem.path === path)

/** Does a piece of work once, when it is first asked for. */
export function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
