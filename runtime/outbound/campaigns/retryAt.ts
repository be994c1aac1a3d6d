import { type CampaignRules, retriedOutcomes } from '#shared/api/campaigns.ts'
import type { EndedCallee } from '../../storage/campaignTypes.ts'

/** When somebody is called again after an attempt; null: never. */
export function retryAt(
  rules: CampaignRules,
  ended: Pick<EndedCallee, 'outcome' | 'attempts' | 'wasAnswered' | 'endedAt'>,
): number | null {
  const outcome = retriedOutcomes.find((one) => one === ended.outcome)
  if (!outcome) return null
  // A machine that was left a message is not called again.
  if (outcome === 'voicemail' && rules.onVoicemail !== 'hangup') return null
  // It broke while they listened, or the server was killed meanwhile: they were reached once, and that is enough.
  if (outcome === 'failed' && ended.wasAnswered) return null
  const { times, gap } = rules.retries[outcome]
  return ended.attempts <= times ? ended.endedAt + gap * 60_000 : null
}
