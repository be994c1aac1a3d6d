import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
  IconLoader2,
} from '@tabler/icons-react'
import type { TrunkStep, TrunkTestLine } from '#shared/api/trunks.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'

const icons = {
  waiting: IconCircleDashed,
  running: IconLoader2,
  passed: IconCircleCheck,
  warned: IconAlertTriangle,
  failed: IconCircleX,
  skipped: IconCircleMinus,
} as const

interface TestStepProps {
  readonly step: TrunkStep
  /** Null: it has not begun. */
  readonly line: TrunkTestLine | null
  readonly isOver: boolean
}

/** One step of the test: what it looked at, what it found, and what mends it. */
export function TestStep({ step, line, isOver }: TestStepProps) {
  const state = line?.state ?? 'waiting'
  const Icon = icons[state]
  return (
    <li className="test-step" data-state={state}>
      <Icon size={17} aria-label={stateTitle(state, isOver)} />
      <div>
        <b>{stepTitle(step)}</b>
        {line && line.message !== '' && <p>{translate(line.message)}</p>}
        {line && line.remedy !== '' && <p className="test-remedy">{translate(line.remedy)}</p>}
      </div>
    </li>
  )
}

function stepTitle(step: TrunkStep): string {
  switch (step) {
    case 'port':
      return t('This server is open for SIP')
    case 'name':
      return t('The provider’s server is found')
    case 'transport':
      return t('It answers')
    case 'authentication':
      return t('It accepts user and password')
    case 'media':
      return t('Sound can come back')
  }
}

function stateTitle(state: keyof typeof icons, isOver: boolean): string {
  switch (state) {
    case 'waiting':
      return isOver ? t('Left out') : t('Waits')
    case 'running':
      return t('Being tried')
    case 'passed':
      return t('Works')
    case 'warned':
      return t('Perhaps not')
    case 'failed':
      return t('Does not work')
    case 'skipped':
      return t('Not needed')
  }
}
