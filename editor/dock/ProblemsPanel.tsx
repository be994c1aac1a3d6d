import { IconAlertCircle, IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { type KeyboardEvent, Suspense, useMemo } from 'react'
import { type Diagnostic, isError } from '#shared/diagnostic.ts'
import { t } from '../i18n/t.ts'
import { lazyPart } from '../shell/lazyPart.tsx'
import { useEditor } from '../state/EditorContext.ts'
import { useLayout } from '../state/layoutStore.ts'
import { useShown } from '../versions/versionsStore.ts'
import { ProblemButton } from './ProblemButton.tsx'

const Mends = lazyPart(async () => (await import('./Mends.tsx')).Mends)

/** What is wrong with the flow, worst first; a click goes there, the arrow keys go from one to the next. */
export function ProblemsPanel() {
  const diagnostics = useEditor((state) => state.diagnostics)
  const isOpen = useLayout((layout) => layout.dockOpen)
  // What is only looked at cannot be mended.
  const canMend = useShown() === null
  const sorted = useMemo(
    () => [...diagnostics.filter(isError), ...diagnostics.filter((one) => !isError(one))],
    [diagnostics],
  )
  return (
    <section className="dock-panel" aria-label={t('Problems')}>
      <div className="dock-head">
        <h2 aria-live="polite">{titleOf(diagnostics)}</h2>
      </div>
      {isOpen && sorted.length === 0 && (
        <p className="problems-none">
          <IconCircleCheck size={15} aria-hidden="true" />
          {t('This flow can be published.')}
        </p>
      )}
      {isOpen && sorted.length > 0 && (
        // Together with their mends: a row does not grow once it is there.
        <Suspense fallback={null}>
          <ul className="problems">
            {sorted.map((problem) => (
              <li key={keyOf(problem)}>
                <ProblemButton problem={problem} onKeyDown={toNeighbour}>
                  {isError(problem) ? (
                    <IconAlertCircle size={14} aria-label={t('Error')} />
                  ) : (
                    <IconAlertTriangle size={14} aria-label={t('Warning')} />
                  )}
                </ProblemButton>
                {canMend && <Mends problem={problem} />}
              </li>
            ))}
          </ul>
        </Suspense>
      )}
    </section>
  )
}

/** Up and down go to the problem above or below. */
function toNeighbour(event: KeyboardEvent<HTMLButtonElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const row = event.currentTarget.closest('li')
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling
  next?.querySelector('button')?.focus()
  event.preventDefault()
  event.stopPropagation()
}

const titleOf = (diagnostics: readonly Diagnostic[]): string =>
  t('{count, plural, =0 {No problems} one {# problem} other {# problems}}', {
    count: diagnostics.length,
  })

const keyOf = (problem: Diagnostic): string =>
  [problem.code, problem.nodeId, problem.port, problem.path, problem.message].join('|')
