import { IconAlertCircle, IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import { type Diagnostic, isError } from '#shared/diagnostic.ts'
import { t } from '../i18n/t.ts'
import { useEditor } from '../state/EditorContext.ts'
import { useLayout } from '../state/layoutStore.ts'
import { Mends } from './Mends.tsx'
import { ProblemButton } from './ProblemButton.tsx'

/** What is wrong with the flow, worst first; a click goes there. */
export function ProblemsPanel() {
  const diagnostics = useEditor((state) => state.diagnostics)
  const isOpen = useLayout((layout) => layout.dockOpen)
  const sorted = useMemo(
    () => [...diagnostics.filter(isError), ...diagnostics.filter((one) => !isError(one))],
    [diagnostics],
  )
  return (
    <section className="dock-panel" aria-label={t('Problems')}>
      <div className="dock-head">
        <h2>{titleOf(diagnostics)}</h2>
      </div>
      {isOpen && sorted.length === 0 && (
        <p className="problems-none">
          <IconCircleCheck size={15} aria-hidden="true" />
          {t('This flow can be published.')}
        </p>
      )}
      {isOpen && sorted.length > 0 && (
        <ul className="problems">
          {sorted.map((problem) => (
            <li key={keyOf(problem)}>
              <ProblemButton problem={problem}>
                {isError(problem) ? (
                  <IconAlertCircle size={14} aria-label={t('Error')} />
                ) : (
                  <IconAlertTriangle size={14} aria-label={t('Warning')} />
                )}
              </ProblemButton>
              <Mends problem={problem} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const titleOf = (diagnostics: readonly Diagnostic[]): string =>
  t('{count, plural, =0 {No problems} one {# problem} other {# problems}}', {
    count: diagnostics.length,
  })

const keyOf = (problem: Diagnostic): string =>
  [problem.code, problem.nodeId, problem.port, problem.path, problem.message].join('|')
