import type { CallSummary } from '#shared/api/api.ts'
import { t } from '../i18n/t.ts'
import { outcomeTitle } from './outcomeTitle.ts'

/** Active, failed, or what the call came to. */
export function CallStatus({ call }: { readonly call: CallSummary }) {
  if (call.status === 'active') {
    return (
      <span className="chip" data-tone="ok">
        <span className="chip-dot" />
        {t('Active')}
      </span>
    )
  }
  return (
    <span className="chip" data-tone={call.status === 'failed' ? 'bad' : undefined}>
      {call.status === 'failed' ? t('Failed') : outcomeTitle(call.outcome ?? 'completed')}
    </span>
  )
}
