import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleOff,
} from '@tabler/icons-react'
import type { NumberInUse } from '#shared/api/numbers.ts'
import { t } from '../i18n/t.ts'

const icons = {
  answers: IconCircleCheck,
  free: IconCircleDashed,
  problem: IconAlertTriangle,
  disabled: IconCircleOff,
} as const

/** How a number is doing: a word and a sign, not colour alone. */
export function StateMark({ state }: Pick<NumberInUse, 'state'>) {
  const Icon = icons[state]
  return (
    <span className="state-mark" data-state={state}>
      <Icon size={15} aria-hidden="true" />
      {titleOf(state)}
    </span>
  )
}

function titleOf(state: NumberInUse['state']): string {
  switch (state) {
    case 'answers':
      return t('Answers')
    case 'free':
      return t('Free')
    case 'problem':
      return t('Carrier problem')
    case 'disabled':
      return t('Turned off')
  }
}
