import type { Campaign } from '#shared/api/campaigns.ts'
import type { CalleeCount, CampaignRecord } from '../../storage/campaignTypes.ts'
import { estimateEnd } from './estimateEnd.ts'

/** A campaign as screens show it. */
export function toCampaign(
  record: CampaignRecord,
  counts: readonly CalleeCount[],
  nextAt: number | null,
  now: number,
): Campaign {
  const sum = (some: readonly CalleeCount[]) => some.reduce((total, { count }) => total + count, 0)
  const of = (state: CalleeCount['state']) => counts.filter((one) => one.state === state)
  const waiting = sum(of('waiting'))
  const calling = sum(of('calling'))
  const done = sum(of('done'))
  const outcomes: Campaign['counts']['outcomes'] = {}
  const results: Record<string, number> = {}
  for (const { outcome, result, count } of of('done')) {
    if (outcome) outcomes[outcome] = (outcomes[outcome] ?? 0) + count
    if (result !== null) results[result] = (results[result] ?? 0) + count
  }
  const isRunning = record.state === 'running' && record.startedAt !== null
  const progress = { waiting, calling, done, now, nextAt, startedAt: record.startedAt ?? now }
  return {
    ...{ id: record.id, name: record.name, state: record.state, setup: record.setup },
    ...{ fileName: record.fileName, flowName: record.program?.flowName ?? null },
    ...{ note: record.note, createdAt: record.createdAt },
    ...{ startedAt: record.startedAt, endedAt: record.endedAt },
    counts: { total: waiting + calling + done, waiting, calling, done, outcomes, results },
    endsAt: isRunning ? estimateEnd(record.setup.rules, progress) : null,
    nextAt: isRunning && waiting > 0 ? nextAt : null,
  }
}
