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
  if (call.status !== 'failed' && call.status !== 'completed') {
    return (
      <span className="chip" data-tone="warn">
        {call.status === 'ringing' ? t('Rings') : t('Is dialled')}
      </span>
    )
  }
  // Nobody has failed who was busy: of calls of ours the outcome says more.
  const unanswered = call.outbound ? unansweredWords()[call.outcome ?? ''] : undefined
  return (
    <span className="chip" data-tone={call.status === 'failed' ? 'bad' : undefined}>
      {unanswered ??
        (call.status === 'failed' ? t('Failed') : outcomeTitle(call.outcome ?? 'completed'))}
    </span>
  )
}

const unansweredWords = (): Readonly<Record<string, string>> => ({
  busy: t('Busy'),
  noAnswer: t('No answer'),
  canceled: t('Canceled'),
  unknown: t('Unknown'),
  voicemail: t('Voicemail'),
})
