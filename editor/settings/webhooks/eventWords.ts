import type { CallEventName } from '#shared/api/subscriptions.ts'
import { t } from '../../i18n/t.ts'

/** What is told, in words. */
export function eventWords(event: CallEventName): string {
  switch (event) {
    case 'call.initiated':
      return t('A call comes in or is made')
    case 'call.answered':
      return t('A call is answered')
    case 'call.node':
      return t('A call reaches a step')
    case 'call.completed':
      return t('A call has ended')
    case 'call.failed':
      return t('A call has failed')
  }
}
