import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CallRow } from '#shared/api/api.ts'
import { client, messageOf } from '../api/client.ts'
import { formatDate } from '../i18n/format.ts'
import { rich } from '../i18n/rich.tsx'
import { t } from '../i18n/t.ts'
import { translateNumbers } from '../numbers/translateNumbers.ts'
import { Link } from '../shell/Link.tsx'
import { Lines } from '../softphone/TranscriptView.tsx'
import { addRow, emptyTranscript } from '../softphone/transcript.ts'
import { CallStatus } from './CallStatus.tsx'
import { formatDuration } from './formatDuration.ts'
import { ModelUse } from './ModelUse.tsx'
import { PathChips } from './PathChips.tsx'
import { partyName } from './partyName.ts'
import { ReplayButton } from './ReplayButton.tsx'
import { Waits } from './Waits.tsx'

interface CallDetailProps {
  readonly id: string
  readonly flow: string | null
}

/** One call: what was said, the way it went, and everything that was written down. */
export function CallDetail({ id, flow }: CallDetailProps) {
  const detail = useQuery({
    queryKey: ['call', id],
    queryFn: () => client.call(id),
    refetchInterval: (query) => (query.state.data?.call.endedAt === null ? 1_000 : false),
  })
  const transcript = useMemo(
    () => (detail.data?.rows ?? []).reduce(addRow, emptyTranscript),
    [detail.data],
  )
  return (
    <aside className="call-detail" aria-label={t('Call')}>
      {detail.isError && (
        <div className="call-missing">
          <p role="alert">{messageOf(detail.error)}</p>
          <CloseLink flow={flow} />
        </div>
      )}
      {detail.data && (
        <>
          <header className="call-detail-head">
            <div>
              <Link
                place={{ screen: 'flow', id: detail.data.call.flowId }}
                className="numbers-flow"
              >
                {detail.data.call.flowName}
              </Link>
              <p className="faint">
                {formatDate(detail.data.call.startedAt, {
                  dateStyle: 'medium',
                  timeStyle: 'medium',
                })}{' '}
                ·{' '}
                {rich('{from} to {to}', {
                  from: <bdi className="call-number">{partyName(detail.data.call.from)}</bdi>,
                  to: <bdi className="call-number">{partyName(detail.data.call.to)}</bdi>,
                })}
              </p>
            </div>
            <CallStatus call={detail.data.call} />
            <CloseLink flow={flow} />
          </header>
          {detail.data.call.outbound?.reason && (
            <p className="muted">{translateNumbers(detail.data.call.outbound.reason)}</p>
          )}
          <ReplayButton call={detail.data.call} rows={detail.data.rows} />
          {detail.data.call.path.length > 0 && (
            <>
              <h2>{t('Path')}</h2>
              <PathChips path={detail.data.call.path} />
            </>
          )}
          {transcript.lines.length > 0 && (
            <>
              <h2>{t('Transcript')}</h2>
              <div className="transcript call-transcript">
                <Lines lines={transcript.lines} />
              </div>
            </>
          )}
          <Waits lines={transcript.lines} />
          <ModelUse rows={detail.data.rows} />
          <details className="more call-rows">
            <summary>
              {t('Everything that was written down ({count})', { count: detail.data.rows.length })}
            </summary>
            <Rows rows={detail.data.rows} start={detail.data.call.startedAt} />
          </details>
        </>
      )}
    </aside>
  )
}

function CloseLink({ flow }: { readonly flow: string | null }) {
  return (
    <Link
      place={{ screen: 'calls', flow, call: null }}
      className="icon-button call-close"
      aria-label={t('Close')}
    >
      ×
    </Link>
  )
}

function Rows({ rows, start }: { readonly rows: readonly CallRow[]; readonly start: number }) {
  return (
    <table className="rows-table">
      <tbody>
        {rows.map((row) => (
          <tr key={row.seq}>
            <td>{formatDuration(row.at - start)}</td>
            <td>{row.type}</td>
            <td>
              {Object.entries(row.data)
                .map(
                  ([key, value]) =>
                    `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
                )
                .join(', ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
