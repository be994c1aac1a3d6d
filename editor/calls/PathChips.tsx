import type { PathStep } from '#shared/api/api.ts'
import { t } from '../i18n/t.ts'
import { translate, translateTitle } from '../i18n/translate.ts'
import { StepIcon } from '../palette/StepIcon.tsx'

/** The way a call really went: each step, and the way out it took. */
export function PathChips({ path }: { readonly path: readonly PathStep[] }) {
  return (
    <ol className="path" aria-label={t('Path')}>
      {path.map((step) => (
        <li
          key={`${step.at} ${step.node}`}
          className="path-step"
          title={step.reason === null ? undefined : translate(step.reason)}
        >
          <StepIcon type={step.type} />
          <span>{step.name}</span>
          {step.portTitle !== null && (
            <span className="path-port">{translateTitle(step.portTitle)}</span>
          )}
        </li>
      ))}
    </ol>
  )
}
