import { useMutation, useQuery } from '@tanstack/react-query'
import type { CallSummary } from '#shared/api/api.ts'
import { client, messageOf } from '../api/client.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import { Link } from '../shell/Link.tsx'
import { CallStatus } from './CallStatus.tsx'
import { cancelCall } from './cancelCall.ts'
import { PathChips } from './PathChips.tsx'

interface CallProgressProps {
  readonly id: string
  readonly onAgain: () => void
  readonly onClose: () => void
}

const isUnderWay = ({ status }: CallSummary) => status !== 'completed' && status !== 'failed'

/** How a call of ours goes: it rings, somebody talks, it is over, and what to do when it did not work. */
export function CallProgress({ id, onAgain, onClose }: CallProgressProps) {
  const detail = useQuery({
    queryKey: ['call', id],
    queryFn: () => client.call(id),
    refetchInterval: ({ state }) => (state.data && !isUnderWay(state.data.call) ? false : 700),
  })
  const cancel = useMutation({ mutationFn: () => cancelCall(id) })
  const call = detail.data?.call
  if (!call) return detail.isError ? <p role="alert">{messageOf(detail.error)}</p> : null
  const isRinging = isUnderWay(call) && call.status !== 'active'
  return (
    <div className="call-progress">
      <p className="call-progress-head" aria-live="polite">
        <CallStatus call={call} />
        <b>{formatNumber(call.to)}</b>
        <span className="faint">{call.flowName}</span>
      </p>
      {call.outbound?.reason && <p className="muted">{translate(call.outbound.reason)}</p>}
      <PathChips path={call.path} />
      {cancel.isError && (
        <p role="alert" className="field-problem">
          {messageOf(cancel.error)}
        </p>
      )}
      <div className="popover-actions">
        {isRinging && (
          <button
            type="button"
            className="top-button"
            disabled={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            {t('Give up')}
          </button>
        )}
        {!isUnderWay(call) && (
          <button type="button" className="top-button" onClick={onAgain}>
            {t('Call another')}
          </button>
        )}
        <Link
          place={{ screen: 'calls', flow: null, call: id }}
          className="top-button top-primary call-progress-open"
          onClick={onClose}
        >
          {t('Show the call')}
        </Link>
      </div>
    </div>
  )
}
