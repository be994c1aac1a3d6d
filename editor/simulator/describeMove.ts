import type { TalkMove } from '#shared/session/converse.ts'
import type { DialStatus } from '#shared/session/event.ts'
import { t } from '../i18n/t.ts'

/** What somebody did, in words. */
export function describeMove(move: TalkMove, nameOf: (node: string) => string): string {
  if ('digits' in move) return move.digits === '' ? t('Only the key that ends') : move.digits
  if ('speech' in move) return move.speech
  if ('silence' in move) return t('Silence')
  if ('hangup' in move) return t('The caller hangs up')
  if ('recording' in move) {
    return move.recording === ''
      ? t('Nothing is recorded')
      : t('Recorded, {seconds} s', { seconds: move.seconds ?? 5 })
  }
  if ('dial' in move) return dialTitle(move.dial)
  const { answer } = move
  const node = nameOf(move.node)
  if (answer.type === 'response')
    return t('{node} answers {status}', { node, status: answer.status })
  if (answer.type === 'failed') {
    return answer.timedOut ? t('{node} is late', { node }) : t('{node} fails', { node })
  }
  return t('The model answers')
}

/** How a transfer ended, as a choice and as what happened. */
export function dialTitle(status: DialStatus): string {
  switch (status) {
    case 'completed':
      return t('They talk')
    case 'no-answer':
      return t('No answer')
    case 'busy':
      return t('Busy')
    case 'failed':
      return t('Cannot be reached')
    case 'canceled':
      return t('The caller gives up')
  }
}
