import '../softphone/softphone.css'
import './calls.css'
import { IconPhoneOutgoing } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import type { CallSummary } from '#shared/api/api.ts'
import { client, messageOf } from '../api/client.ts'
import { useFlows } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { go } from '../router.ts'
import { formatAgo } from '../shell/formatAgo.ts'
import { Link } from '../shell/Link.tsx'
import { lazyPart } from '../shell/lazyPart.tsx'
import { CallDetail } from './CallDetail.tsx'
import { CallStatus } from './CallStatus.tsx'
import { FlowWaits } from './FlowWaits.tsx'
import { formatDuration } from './formatDuration.ts'
import { PathChips } from './PathChips.tsx'
import { partyName } from './partyName.ts'

const CallNumber = lazyPart(async () => (await import('./CallNumber.tsx')).CallNumber)

interface CallsScreenProps {
  readonly flow: string | null
  readonly call: string | null
}

/** The calls, newest first, each with the way it really went; it looks again by itself. */
export function CallsScreen({ flow, call }: CallsScreenProps) {
  const flows = useFlows()
  const [isCalling, setCalling] = useState(false)
  const calls = useInfiniteQuery({
    queryKey: ['calls', flow],
    queryFn: ({ pageParam }) => client.calls({ flow, before: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: 2_000,
  })
  const list = calls.data?.pages.flatMap((page) => page.calls)
  return (
    <main className="screen calls-screen" data-detail={call !== null}>
      <div className="calls-list">
        <header className="page-head">
          <h1>{t('Calls')}</h1>
          <select
            className="input calls-filter"
            aria-label={t('Flow')}
            value={flow ?? ''}
            onChange={({ target }) =>
              go({ screen: 'calls', flow: target.value || null, call: null })
            }
          >
            <option value="">{t('All flows')}</option>
            {flows.data?.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
          <button type="button" className="top-button" onClick={() => setCalling(true)}>
            <IconPhoneOutgoing size={15} aria-hidden="true" />
            {t('Call a number')}
          </button>
        </header>
        <Suspense fallback={null}>
          {isCalling && <CallNumber flow={flow} onClose={() => setCalling(false)} />}
        </Suspense>
        {flow !== null && <FlowWaits key={flow} flow={flow} />}
        {calls.isError && (
          <p role="alert" className="empty">
            {messageOf(calls.error)}
          </p>
        )}
        {list?.length === 0 && (
          <p className="empty">
            {t('No calls yet. Open a flow and press Call, or dial the number it is published to.')}
          </p>
        )}
        {list && list.length > 0 && (
          <ul className="card-rows">
            {list.map((one) => (
              <CallRowItem key={one.id} call={one} flow={flow} isOpen={one.id === call} />
            ))}
          </ul>
        )}
        {calls.hasNextPage && (
          <button
            type="button"
            className="top-button calls-more"
            onClick={() => void calls.fetchNextPage()}
          >
            {t('Show older calls')}
          </button>
        )}
      </div>
      {call !== null && <CallDetail key={call} id={call} flow={flow} />}
    </main>
  )
}

interface CallRowItemProps {
  readonly call: CallSummary
  readonly flow: string | null
  readonly isOpen: boolean
}

function CallRowItem({ call, flow, isOpen }: CallRowItemProps) {
  return (
    <li className="card-row call-row" data-open={isOpen}>
      <Link place={{ screen: 'calls', flow, call: call.id }} className="card-row-link">
        <CallStatus call={call} />
        <b>{call.flowName}</b>
        <span className="faint">
          {call.version === null ? t('draft') : t('version {version}', { version: call.version })} ·{' '}
          {channels()[call.channel]} ·{' '}
          {call.outbound ? t('to {number}', { number: partyName(call.to) }) : partyName(call.from)}
        </span>
        <span className="call-when muted">{formatAgo(call.startedAt)}</span>
        <span className="call-length muted">
          {call.endedAt === null ? '' : formatDuration(call.endedAt - call.startedAt)}
        </span>
      </Link>
      {call.path.length > 0 && <PathChips path={call.path} />}
    </li>
  )
}

const channels = () => ({ voice: t('voice'), text: t('typed'), http: 'HTTP' }) as const
