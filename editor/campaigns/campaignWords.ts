import type { CalleeOutcome, CampaignState, RetriedOutcome } from '#shared/api/campaigns.ts'
import type { OnVoicemail } from '#shared/api/outbound.ts'
import { formatDate } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'

/** What a campaign is doing, in a word. */
export const stateWord = (state: CampaignState): string =>
  ({
    draft: t('Draft'),
    running: t('Running'),
    paused: t('Paused'),
    stopped: t('Stopped'),
    done: t('Done'),
  })[state]

/** What became of a callee. */
export const outcomeWord = (outcome: CalleeOutcome): string =>
  ({
    completed: t('Talked'),
    voicemail: t('Voicemail'),
    busy: t('Busy'),
    noAnswer: t('No answer'),
    failed: t('Failed'),
    canceled: t('Canceled'),
    unknown: t('Unknown'),
    optedOut: t('Opted out'),
    never: t('Outside all hours'),
  })[outcome]

export const outcomeOrder: readonly CalleeOutcome[] = [
  ...(['completed', 'voicemail', 'noAnswer', 'busy', 'failed'] as const),
  ...(['unknown', 'canceled', 'optedOut', 'never'] as const),
]

export const retryTitle = (outcome: RetriedOutcome): string =>
  ({
    busy: t('Busy'),
    noAnswer: t('No answer'),
    voicemail: t('Voicemail'),
    failed: t('Failed'),
  })[outcome]

export const voicemailTitles = (): readonly {
  readonly value: OnVoicemail
  readonly title: string
}[] => [
  { value: 'hangup', title: t('Hang up') },
  { value: 'continueAfterBeep', title: t('Wait for the beep, then run the flow') },
  { value: 'ignore', title: t('Run the flow at once, whoever it is') },
]

export const weekdayNames = (): readonly string[] => [
  ...[t('Mon'), t('Tue'), t('Wed'), t('Thu'), t('Fri'), t('Sat'), t('Sun')],
]

/** A time of day as the language in use writes it: of no date, so that no zone matters. */
const clock = (time: string): string =>
  time === '24:00'
    ? clock('00:00')
    : formatDate(Date.parse(`1970-01-01T${time}Z`), { timeStyle: 'short', timeZone: 'UTC' })

/** Between which hours people are called. */
export function hoursWords({ from, to }: { readonly from: string; readonly to: string }): string {
  return from === '00:00' && (to === '24:00' || to === '23:59')
    ? t('at any hour')
    : t('{from} to {until}, where they are', { from: clock(from), until: clock(to) })
}
