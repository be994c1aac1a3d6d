import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Callee, Campaign } from '#shared/api/campaigns.ts'
import { messageOf } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { outcomeTitle } from '../calls/outcomeTitle.ts'
import { formatCount } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import { translateNumbers } from '../numbers/translateNumbers.ts'
import { useReason } from '../people/session.ts'
import { formatAgo } from '../shell/formatAgo.ts'
import { Link } from '../shell/Link.tsx'
import { campaignsClient } from './campaignsClient.ts'
import { outcomeOrder, outcomeWord } from './campaignWords.ts'

interface CalleesProps {
  readonly id: string
  readonly counts: Campaign['counts']
  readonly isRunning: boolean
}

/** Whom a campaign calls, in the order of its file, with what became of each. */
export function Callees({ id, counts, isRunning }: CalleesProps) {
  const [outcome, setOutcome] = useState('')
  const pages = useInfiniteQuery({
    queryKey: ['callees', id, outcome],
    queryFn: ({ pageParam }) => campaignsClient.callees(id, outcome, pageParam),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    refetchInterval: isRunning ? 3_000 : false,
  })
  const optOut = useMutation({
    mutationFn: (number: string) => campaignsClient.addOptOuts([number], ''),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['optOuts'] }),
  })
  const callees = pages.data?.pages.flatMap((page) => page.callees) ?? []
  const known = outcomeOrder.filter((one) => (counts.outcomes[one] ?? 0) > 0)
  return (
    <section aria-label={t('Who is called')}>
      <header className="callees-head">
        <h2>{t('Who is called')}</h2>
        <select
          className="input"
          aria-label={t('Show')}
          value={outcome}
          onChange={({ target }) => setOutcome(target.value)}
        >
          <option value="">{t('All ({count})', { count: formatCount(counts.total) })}</option>
          {counts.calling > 0 && <option value="calling">{t('On the line')}</option>}
          {counts.waiting > 0 && <option value="waiting">{t('Waiting')}</option>}
          {known.map((one) => (
            <option key={one} value={one}>
              {outcomeWord(one)} ({formatCount(counts.outcomes[one] ?? 0)})
            </option>
          ))}
        </select>
      </header>
      {(pages.error ?? optOut.error) && (
        <p role="alert" className="field-problem">
          {messageOf(pages.error ?? optOut.error)}
        </p>
      )}
      <table className="callees">
        <thead>
          <tr>
            <th scope="col">{t('Line')}</th>
            <th scope="col">{t('Number')}</th>
            <th scope="col">{t('Outcome')}</th>
            <th scope="col">{t('Calls')}</th>
            <th scope="col">{t('Last call')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('Actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {callees.map((callee) => (
            <CalleeRow key={callee.line} callee={callee} onOptOut={optOut.mutate} />
          ))}
        </tbody>
      </table>
      {pages.isSuccess && callees.length === 0 && (
        <p className="empty">{t('Nobody of this kind.')}</p>
      )}
      {pages.hasNextPage && (
        <button
          type="button"
          className="top-button callees-more"
          onClick={() => void pages.fetchNextPage()}
        >
          {t('Show more')}
        </button>
      )}
    </section>
  )
}

interface CalleeRowProps {
  readonly callee: Callee
  readonly onOptOut: (number: string) => void
}

function CalleeRow({ callee, onOptOut }: CalleeRowProps) {
  const { line, number, attempts, calledAt, callId } = callee
  const mayOptOut = useReason('editor') === null
  return (
    <tr>
      <td className="number-cell faint">{line}</td>
      <td className="callee-number">{formatNumber(number)}</td>
      <td>
        <CalleeOutcome callee={callee} />
      </td>
      <td className="number-cell">{attempts}</td>
      <td className="muted callee-when">
        {callId === null || calledAt === null ? (
          ''
        ) : (
          <Link place={{ screen: 'calls', flow: null, call: callId }} className="plain-link">
            {formatAgo(calledAt)}
          </Link>
        )}
      </td>
      <td className="callee-action">
        {callee.outcome !== 'optedOut' && mayOptOut && (
          <button
            type="button"
            className="small-button"
            aria-label={t('Never call again: {number}', { number: formatNumber(number) })}
            onClick={() => onOptOut(number)}
          >
            {t('Never call again')}
          </button>
        )}
      </td>
    </tr>
  )
}

function CalleeOutcome({ callee }: { readonly callee: Callee }) {
  const { state, outcome, result, reason, dueAt } = callee
  if (state === 'calling') {
    return (
      <span className="chip" data-tone="ok">
        <span className="chip-dot" />
        {t('On the line')}
      </span>
    )
  }
  const isAgain = state === 'waiting' && outcome !== null && dueAt > Date.now()
  return (
    <>
      {outcome === null ? t('Waiting') : outcomeWord(outcome)}
      {result !== null && <span className="callee-result">{outcomeTitle(result)}</span>}
      {isAgain && <span className="callee-note faint">{t('is called again')}</span>}
      {reason !== null && <span className="callee-note faint">{translateNumbers(reason)}</span>}
    </>
  )
}
