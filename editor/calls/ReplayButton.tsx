import { IconPlayerPlay } from '@tabler/icons-react'
import type { CallRow, CallSummary } from '#shared/api/api.ts'
import { t } from '../i18n/t.ts'
import { go } from '../router.ts'
import { movesOfCall } from '../simulator/movesOfCall.ts'
import { simulate } from '../simulator/request.ts'

interface ReplayButtonProps {
  readonly call: CallSummary
  readonly rows: readonly CallRow[]
}

/** Plays what happened in a call again, on the flow as it is drawn now. */
export function ReplayButton({ call, rows }: ReplayButtonProps) {
  if (call.endedAt === null || rows.length === 0) return null
  const replay = () => {
    const { moves, isWhole } = movesOfCall(rows)
    simulate({
      flow: call.flowId,
      setup: {
        entry: undefined,
        nodes: undefined,
        vars: {},
        from: call.from,
        to: call.to,
        at: call.startedAt,
      },
      moves,
      notice: isWhole
        ? t('These are the moves of a real call.')
        : t('These are the moves of a real call; what was masked or not written down is missing.'),
    })
    go({ screen: 'flow', id: call.flowId })
  }
  return (
    <button type="button" className="small-button call-replay" data-outline onClick={replay}>
      <IconPlayerPlay size={14} aria-hidden="true" />
      {t('Replay in the simulator')}
    </button>
  )
}
