import { useState } from 'react'
import { client } from '../api/client.ts'
import { refreshLists, useBin } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { useReason } from '../people/session.ts'
import { restoreFlow } from './flowActions.ts'
import { report } from './report.ts'

/** Deleted flows, for thirty days: take one out, or forget it now. */
export function Bin() {
  const binned = useBin().data ?? []
  const [isOpen, setOpen] = useState(false)
  const changing = useReason('editor')
  const publishing = useReason('publisher')
  if (binned.length === 0) return null
  const forget = (id: string) => client.forgetFlow(id).then(refreshLists, report)
  return (
    <section className="bin" aria-label={t('Bin')}>
      <button
        type="button"
        className="plain-link"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t('{count, plural, one {# flow in the bin} other {# flows in the bin}}', {
          count: binned.length,
        })}
      </button>
      {isOpen && (
        <ul className="flows">
          {binned.map((flow) => (
            <li key={flow.id} className="bin-row">
              <b>{flow.name}</b>
              <span className="muted">
                {t('{days, plural, one {# more day} other {# more days}}', { days: flow.daysLeft })}
              </span>
              <button
                type="button"
                className="small-button"
                aria-label={t('Take {name} out of the bin', { name: flow.name })}
                disabled={changing !== null}
                title={changing ?? undefined}
                onClick={() => void restoreFlow(flow.id).catch(report)}
              >
                {t('Take out')}
              </button>
              <button
                type="button"
                className="small-button"
                aria-label={t('Delete {name} for good', { name: flow.name })}
                disabled={publishing !== null}
                title={publishing ?? undefined}
                onClick={() => void forget(flow.id)}
              >
                {t('Delete for good')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
