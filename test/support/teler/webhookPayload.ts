import type { WebhookVersion } from './delivery.ts'
import type { FakeTelerCall } from './fakeTelerCall.ts'

/** An event as a version of the webhooks writes it. */
export function payloadOf(
  version: WebhookVersion,
  call: FakeTelerCall,
  id: string,
  type: string,
  more: object,
  legId: string | null,
): object {
  const { from, to, direction } = call.deps
  const seconds = call.answeredAt && call.endedAt ? (+call.endedAt - +call.answeredAt) / 1_000 : 0
  const isOver = type === 'call.completed' || type === 'call.failed'
  if (version === '2026-06-01') {
    const data = {
      ...{ call_id: call.id, ...more },
      ...(isOver ? { reason: call.reason, duration_seconds: Math.round(seconds) } : {}),
    }
    return {
      ...{ id, type, api_version: version, occurred_at: new Date().toISOString() },
      ...{ account_id: 'acc_fake', voice_app_id: 'va_0', sip_trunk_id: null },
      ...{ call_id: call.id, leg_id: legId, data, previous_attributes: null },
    }
  }
  const isFailed = type === 'call.failed'
  const data = {
    ...{ call_id: call.id, from, to, direction, ...more },
    ...(isOver ? { hangup_time: new Date().toISOString(), duration: Math.round(seconds) } : {}),
    ...(isFailed ? { failure: { code: 480, reason: call.reason } } : {}),
  }
  return { event: type, account_id: 'acc_fake', call_app_id: 'va_0', data }
}
