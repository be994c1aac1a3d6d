import './stepIcon.css'
import { definitionOf } from '#shared/nodes/index.ts'
import { iconOf } from '../iconOf.ts'

/** The tinted icon of a step type. */
export function StepIcon({ type }: { readonly type: string }) {
  const Icon = iconOf(type)
  return (
    <span className="step-badge-icon" data-group={definitionOf(type)?.group} aria-hidden="true">
      {Icon && <Icon size={14} stroke={1.8} />}
    </span>
  )
}
