import { type CampaignRules, retriedOutcomes } from '#shared/api/campaigns.ts'
import type { EndedCallee } from '../../storage/campaignTypes.ts'

/** When somebody is called again after an attempt; null: never. */
export function retryAt(
  rules: CampaignRules,
  ended: Pick<EndedCallee, 'outcome' | 'attempts' | 'endedAt'>,
): number | null {
  const outcome = retriedOutcomes.find((one) => one === ended.outcome)
  if (!outcome) return null
  // A machine that was left a message is not called again.
  if (outcome === 'voicemail' && rules.onVoicemail !== 'hangup') return null
  const { times, gap } = rules.retries[outcome]
  return ended.attempts <= times ? ended.endedAt + gap * 60_000 : null
}
