import type { KeyboardEventHandler, ReactNode } from 'react'
import type { Diagnostic } from '#shared/diagnostic.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { jumpTo } from '../search/markStore.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { nodeOf } from '../state/graph.ts'

interface ProblemButtonProps {
  readonly problem: Diagnostic
  readonly children: ReactNode
  readonly onGo?: () => void
  readonly onKeyDown?: KeyboardEventHandler<HTMLButtonElement>
}

/** One problem with its place and its mend; a click selects the step and brings it into view. */
export function ProblemButton({ problem, children, onGo, onKeyDown }: ProblemButtonProps) {
  const store = useEditorStore()
  const { nodeId } = problem
  const name = useEditor((state) => (nodeId ? nodeOf(state.flow, nodeId)?.name : undefined))
  return (
    <button
      type="button"
      className="problem"
      data-severity={problem.severity}
      onKeyDown={onKeyDown}
      onClick={() => {
        jumpTo(store, nodeId ?? null, problem.path ?? 'name')
        onGo?.()
      }}
    >
      {children}
      {name && <b>{name}: </b>}
      {withoutName(translate(problem.message), name)}
      {problem.hint && <span className="problem-hint">{translate(problem.hint)}</span>}
    </button>
  )
}

/** Messages that begin with the name of their step need not say it twice. */
function withoutName(message: string, name: string | undefined): string {
  const prefix = t('“{name}”: ', { name: name ?? '' })
  if (!message.startsWith(prefix)) return message
  const rest = message.slice(prefix.length)
  return rest.charAt(0).toUpperCase() + rest.slice(1)
}
