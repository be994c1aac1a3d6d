import type { Clock } from '../../calls/clock.ts'
import type { Log } from '../../log.ts'
import type { CampaignRecord, EndedCallee } from '../../storage/campaignTypes.ts'
import type { Store } from '../../storage/store.ts'
import { interrupted, type Outbound } from '../outboundTypes.ts'
import { allowedAt } from './allowedAt.ts'
import { retryAt } from './retryAt.ts'

export interface LoopDeps {
  readonly store: Store
  readonly outbound: Pick<Outbound, 'dial' | 'lease' | 'onEnd'>
  readonly clock: Clock
  readonly log: Log
  readonly newId: () => string
}

/** Milliseconds between looks while something runs: while calls of others must end first, and while it is known when. */
const usualPause = 5_000
const longestPause = 60_000
const shortestPause = 10
const storePause = 5_000
/** Another process may have started one. */
const idlePause = 10_000
/** Ends that are counted in one look. */
const mostEnds = 200
/** Failed calls in a row after which a campaign waits for somebody to look. */
const mostFailures = 20

/** Calls whom campaigns name, when their rules allow it; counts what became of it. Several processes may do so. */
export function createCampaignLoop(deps: LoopDeps): {
  readonly wake: () => void
  readonly close: () => Promise<void>
} {
  const { store, outbound, clock, log } = deps
  let isClosed = false
  let isWanted = false
  let working: Promise<void> | null = null
  let stopTimer = () => {}

  /** Calls that failed in a row, by campaign: its carrier is away, and everybody behind would fail too. */
  const failures = new Map<string, number>()
  const watchFailures = async ({ campaignId, outcome, reason }: EndedCallee) => {
    // Those whom a restart has cut off say nothing about the carrier.
    if (reason === interrupted) return
    const count = outcome === 'failed' ? (failures.get(campaignId) ?? 0) + 1 : 0
    failures.set(campaignId, count)
    if (count < mostFailures) return
    failures.delete(campaignId)
    const note = `The last ${mostFailures} calls all failed${reason === null ? '.' : `: ${reason}`}`
    await store.moveCampaign(campaignId, ['running'], 'paused', { at: clock.now(), note })
  }

  /** Attempts that are over: who is called again, and who is done. */
  const settle = async (campaigns: ReadonlyMap<string, CampaignRecord>) => {
    for (;;) {
      const ended = await store.endedCallees(mostEnds)
      for (const one of ended) await watchFailures(one)
      await Promise.all(
        ended.map(async (one) => {
          const rules = (
            campaigns.get(one.campaignId) ?? (await store.findCampaign(one.campaignId))
          )?.setup.rules
          await store.settleCallee(one, rules ? retryAt(rules, one) : null)
        }),
      )
      if (ended.length < mostEnds) return
    }
  }

  /** Milliseconds until the next look. */
  const look = async (): Promise<number> => {
    const running = await store.listCampaigns('running')
    await settle(new Map(running.map((campaign) => [campaign.id, campaign])))
    let pause = longestPause
    for (const { id, setup } of running) {
      const now = clock.now()
      const { calls, nextAt } = await store.claimCallees({
        ...{ campaignId: id, now, lease: outbound.lease(), newId: deps.newId },
        allowedAt: (zones) => allowedAt(setup.rules.hours, zones, now),
      })
      outbound.dial(calls)
      pause = Math.min(pause, nextAt === null ? usualPause : nextAt - now)
    }
    const finished = running.length > 0 ? await store.finishCampaigns(clock.now()) : []
    return running.length > finished.length ? Math.max(shortestPause, pause) : idlePause
  }

  const work = async () => {
    let pause = idlePause
    do {
      isWanted = false
      try {
        pause = await look()
      } catch (error) {
        log.warn({ err: error }, 'Campaigns wait: they go on when the store is back.')
        pause = storePause
      }
    } while (isWanted && !isClosed)
    if (!isClosed) stopTimer = clock.after(pause, wake)
  }

  const wake = () => {
    isWanted = true
    if (isClosed || working) return
    stopTimer()
    working = work().finally(() => {
      working = null
      if (isWanted && !isClosed) wake()
    })
  }
  outbound.onEnd(wake)

  return {
    wake,
    close: async () => {
      isClosed = true
      stopTimer()
      await working
    },
  }
}
