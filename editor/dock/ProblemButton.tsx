import type { ReactNode } from 'react'
import type { Diagnostic } from '#shared/diagnostic.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { nodeOf } from '../state/graph.ts'

interface ProblemButtonProps {
  readonly problem: Diagnostic
  readonly children: ReactNode
  readonly onGo?: () => void
}

/** One problem with its place and its mend; a click selects the step and brings it into view. */
export function ProblemButton({ problem, children, onGo }: ProblemButtonProps) {
  const store = useEditorStore()
  const { nodeId } = problem
  const name = useEditor((state) => (nodeId ? nodeOf(state.flow, nodeId)?.name : undefined))
  return (
    <button
      type="button"
      className="problem"
      data-severity={problem.severity}
      onClick={() => {
        if (nodeId) store.getState().show(nodeId)
        else store.getState().select({})
        onGo?.()
      }}
    >
      {children}
      {name && <b>{name}: </b>}
      {problem.message}
      {problem.hint && <span className="problem-hint">{problem.hint}</span>}
    </button>
  )
}
