import { describe, expect, it } from 'vitest'
import { advance, failureOf, type Progress, placed, tell } from './progress.ts'
import { parseWebhook } from './webhook.ts'

const newer = (type: string, more: object = {}) => ({
  ...{ id: 'evt_1', type, api_version: '2026-06-01', account_id: 'acc_1', leg_id: null },
  ...{ call_id: 'cs_1', data: { call_id: 'cs_1' }, previous_attributes: null, ...more },
})
const older = (event: string, more: object = {}) => ({
  ...{ event, account_id: '7f9c', call_app_id: '11aa' },
  data: { call_id: '3b1e-uuid', from: '+1', to: '+2', ...more },
})

describe('a webhook', () => {
  it.for([
    [
      '2026',
      newer('call.completed', { data: { call_id: 'cs_1', reason: 'normal' } }),
      { id: 'evt_1', type: 'call.completed', callId: 'cs_1', legId: null, reason: 'normal' },
    ],
    [
      '2026, of a leg',
      newer('leg.answered', { leg_id: 'cl_1', data: {} }),
      { id: 'evt_1', type: 'leg.answered', callId: 'cs_1', legId: 'cl_1', reason: null },
    ],
    [
      '2026, the call in its data only',
      newer('call.answered', { call_id: null, data: { call_id: 'cs_2' } }),
      { id: 'evt_1', type: 'call.answered', callId: 'cs_2', legId: null, reason: null },
    ],
    [
      '2025',
      older('call.completed', { hangup_time: '2026-08-01T10:00:00Z', duration: 12 }),
      {
        ...{ id: 'call.completed:3b1e-uuid::', type: 'call.completed', callId: '3b1e-uuid' },
        ...{ legId: null, reason: null },
      },
    ],
    [
      '2025, failed',
      older('call.failed', { failure: { code: 486, reason: 'user_busy' } }),
      {
        ...{ id: 'call.failed:3b1e-uuid::', type: 'call.failed', callId: '3b1e-uuid' },
        ...{ legId: null, reason: 'user_busy' },
      },
    ],
    [
      '2025, of the second stream',
      older('stream.initiated', { stream_id: 's2' }),
      {
        ...{ id: 'stream.initiated:3b1e-uuid::s2', type: 'stream.initiated', legId: null },
        ...{ callId: '3b1e-uuid', reason: null },
      },
    ],
    ['no webhook', { hello: 1 }, null],
    ['no object', [], null],
    ['an event without data', { event: 'call.completed' }, null],
    ['far too long', newer('x'.repeat(400)), null],
  ] as const)('is read: %s', ([, json, event]) => {
    expect(parseWebhook(json)).toEqual(event)
  })
})

describe('the progress of a call', () => {
  const types = ['call.initiated', 'call.ringing', 'call.answered', 'stream.completed'] as const
  const run = (order: readonly string[]) => {
    let progress: Progress = placed
    const told = order.flatMap((type) => {
      const before = progress
      progress = advance(progress, { type, reason: type === 'call.failed' ? 'flow_error' : null })
      return tell(before, progress).map((event) => event.type)
    })
    return { progress, told }
  }

  it.for([
    [[...types, 'call.completed'], 'ringing answered ended'],
    [[...types, ...types, 'call.completed', 'call.completed'], 'ringing answered ended'],
    [['call.initiated', 'call.ringing', 'call.completed'], 'ringing ended'],
    [['call.answered', 'call.ringing', 'call.completed'], 'answered ended'],
    [['call.completed', ...types], 'ended'],
    [['call.failed', 'call.answered', 'call.completed'], 'ended'],
    [['call.completed', 'call.failed'], 'ended'],
    [['moon.rose', 'leg.failed', 'recording.completed'], ''],
  ] as const)('after %s is told as %s', ([order, told]) => {
    expect(run(order).told.join(' ')).toBe(told)
  })

  it('is the same value after what is late or unknown', () => {
    const { progress } = run(['call.answered', 'call.completed'])
    for (const type of [...types, 'call.failed', 'moon.rose'])
      expect(advance(progress, { type, reason: null })).toBe(progress)
    expect(progress.ended?.outcome).toBe('completed')
  })

  it.for([
    ...[
      ['busy', 'busy'],
      ['user_busy', 'busy'],
      ['no_answer', 'noAnswer'],
    ],
    ...[
      ['canceled', 'canceled'],
      ['carrier_error', 'failed'],
      ['flow_fetch_failed', 'failed'],
    ],
    ...[
      ['', 'failed'],
      ['something new', 'failed'],
    ],
  ] as const)('ends with %s as %s', ([reason, outcome]) => {
    expect(failureOf(reason ?? null)).toBe(outcome)
  })
})
