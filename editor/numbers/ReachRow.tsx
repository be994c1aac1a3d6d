import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { useReach } from './queries.ts'

interface ReachRowProps {
  /** A carrier that is set up sends its calls to the public address. */
  readonly isNeeded: boolean
}

/** Whether the internet reaches this server: it asks itself from outside. */
export function ReachRow({ isNeeded }: ReachRowProps) {
  const reach = useReach()
  const { data } = reach
  if (!data) return null
  const isBad = isNeeded && !data.isReachable
  return (
    <li className="carrier">
      <span
        className="carrier-mark"
        data-ready={data.isReachable ? true : isBad ? false : undefined}
      >
        {data.isReachable && <IconCircleCheck size={17} aria-label={t('Works')} />}
        {isBad && <IconAlertTriangle size={17} aria-label={t('Does not work')} />}
        {!data.isReachable && !isBad && <IconCircleDashed size={17} aria-label={t('Not set up')} />}
      </span>
      <div className="carrier-words" role={isBad ? 'alert' : undefined}>
        <b>{t('Public address')}</b>
        <p data-ready={!isBad}>
          {data.problem
            ? `${translate(data.problem.message)} ${translate(data.problem.remedy)}`
            : t('{address} leads here. FreJun sends its calls to it.', {
                address: data.publicUrl ?? '',
              })}
        </p>
      </div>
      {!data.isReachable && (
        <span className="carrier-count">
          {isNeeded ? t('needed for FreJun') : t('only needed for FreJun')}
        </span>
      )}
      <button
        type="button"
        className="small-button"
        data-outline
        disabled={reach.isFetching}
        onClick={() => void reach.refetch()}
      >
        {reach.isFetching ? t('Checking…') : t('Check again')}
      </button>
    </li>
  )
}
