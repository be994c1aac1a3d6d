import type { Campaign } from '#shared/api/campaigns.ts'
import { formatCount } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { outcomeOrder, outcomeWord } from './campaignWords.ts'

interface ProgressProps {
  readonly counts: Campaign['counts']
  /** Without the words below. */
  readonly isThin?: boolean
}

/** How far a campaign is, as a bar of outcomes; whoever waits is what is left of it. */
export function Progress({ counts, isThin = false }: ProgressProps) {
  const parts = outcomeOrder
    .map((outcome) => ({ outcome, count: counts.outcomes[outcome] ?? 0 }))
    .filter(({ count }) => count > 0)
  const width = (count: number) => `${(100 * count) / Math.max(1, counts.total)}%`
  return (
    <div className="progress" data-thin={isThin}>
      <div
        className="progress-bar"
        role="progressbar"
        aria-label={t('Progress')}
        aria-valuemin={0}
        aria-valuemax={counts.total}
        aria-valuenow={counts.done}
      >
        {parts.map(({ outcome, count }) => (
          <span key={outcome} data-outcome={outcome} style={{ inlineSize: width(count) }} />
        ))}
        {counts.calling > 0 && (
          <span data-outcome="calling" style={{ inlineSize: width(counts.calling) }} />
        )}
      </div>
      {!isThin && (
        <ul className="progress-key">
          {parts.map(({ outcome, count }) => (
            <li key={outcome}>
              <i data-outcome={outcome} />
              {outcomeWord(outcome)} <b>{formatCount(count)}</b>
            </li>
          ))}
          {counts.calling > 0 && (
            <li>
              <i data-outcome="calling" />
              {t('On the line')} <b>{formatCount(counts.calling)}</b>
            </li>
          )}
          {counts.waiting > 0 && (
            <li>
              <i data-outcome="waiting" />
              {t('Waiting')} <b>{formatCount(counts.waiting)}</b>
            </li>
          )}
        </ul>
      )}
    </div>
  )
}
