import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react'
import { type Diagnostic, isError } from '#shared/diagnostic.ts'
import { ProblemButton } from '../dock/ProblemButton.tsx'
import { t } from '../i18n/t.ts'

interface ProblemListProps {
  readonly problems: readonly Diagnostic[]
  readonly onGo: () => void
}

/** Problems with a way to each of them. */
export function ProblemList({ problems, onGo }: ProblemListProps) {
  return (
    <ul className="problems">
      {problems.map((problem) => (
        <li key={[problem.code, problem.nodeId, problem.port, problem.path].join('|')}>
          <ProblemButton problem={problem} onGo={onGo}>
            {isError(problem) ? (
              <IconAlertCircle size={14} aria-label={t('Error')} />
            ) : (
              <IconAlertTriangle size={14} aria-label={t('Warning')} />
            )}
          </ProblemButton>
        </li>
      ))}
    </ul>
  )
}
