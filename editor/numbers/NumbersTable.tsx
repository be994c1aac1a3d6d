import { IconAdjustmentsHorizontal, IconAlertCircle } from '@tabler/icons-react'
import type { NumberInUse } from '#shared/api/numbers.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { formatAgo } from '../shell/formatAgo.ts'
import { Link } from '../shell/Link.tsx'
import { carrierName } from './carrierName.ts'
import { formatNumber } from './formatNumber.ts'
import { StateMark } from './StateMark.tsx'

interface NumbersTableProps {
  readonly numbers: readonly NumberInUse[]
  readonly onOpen: (number: NumberInUse) => void
}

/** Every carrier’s numbers in one list. */
export function NumbersTable({ numbers, onOpen }: NumbersTableProps) {
  return (
    <table className="numbers">
      <thead>
        <tr>
          <th scope="col">{t('Number')}</th>
          <th scope="col">{t('State')}</th>
          <th scope="col">{t('Answers with')}</th>
          <th scope="col">{t('Carrier')}</th>
          <th scope="col">{t('Last call')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('Settings')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {numbers.map((number) => (
          <NumberRow key={number.number} number={number} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  )
}

interface NumberRowProps {
  readonly number: NumberInUse
  readonly onOpen: (number: NumberInUse) => void
}

function NumberRow({ number, onOpen }: NumberRowProps) {
  const { name, flowId, flowName, version, lastCall, problem } = number
  const shown = formatNumber(number.number)
  return (
    <tr data-state={number.state}>
      <td className="numbers-number">
        <bdi>{shown}</bdi>
        {name !== '' && <span className="numbers-name">{name}</span>}
      </td>
      <td>
        <StateMark state={number.state} />
        {problem && number.state === 'problem' && (
          <span className="numbers-problem">{translate(problem.message)}</span>
        )}
      </td>
      <td>
        {flowId === null ? (
          <span className="faint">{t('Nothing yet')}</span>
        ) : (
          <>
            <Link place={{ screen: 'flow', id: flowId }} className="numbers-flow">
              {flowName ?? flowId}
            </Link>
            {version !== null && (
              <span className="numbers-version">{t('version {version}', { version })}</span>
            )}
          </>
        )}
      </td>
      <td className="muted">{carrierName(number.carrierKind, number.carrierTitle)}</td>
      <td className="muted">
        {lastCall ? (
          <Link
            place={{ screen: 'calls', flow: null, call: lastCall.id }}
            className="numbers-last"
            data-failed={lastCall.status === 'failed' || undefined}
          >
            {lastCall.status === 'failed' && (
              <IconAlertCircle size={14} stroke={1.8} role="img" aria-label={t('Failed')} />
            )}
            {lastCall.status === 'active' ? t('now') : formatAgo(lastCall.startedAt)}
          </Link>
        ) : (
          <span className="faint">{t('No call yet')}</span>
        )}
      </td>
      <td className="numbers-open">
        <button
          type="button"
          className="icon-button"
          aria-label={t('Settings of {number}', { number: shown })}
          title={t('Settings')}
          onClick={() => onOpen(number)}
        >
          <IconAdjustmentsHorizontal size={16} />
        </button>
      </td>
    </tr>
  )
}
