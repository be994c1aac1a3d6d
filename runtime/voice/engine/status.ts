import type { Clock } from '../../calls/clock.ts'
import type { TurnClient } from '../report.ts'
import { pause, settle } from './waiting.ts'

const tries = 3
/** Milliseconds before the second try; doubled each time. */
const backoff = 500

interface Ending {
  readonly status: 'completed' | 'failed' | 'canceled'
  /** One sentence for the call's history; null where the status says it all. */
  readonly reason: string | null
}

/** What the run of a call ends with, by its own short reason. Anything else is a call that went its way. */
const endings: Readonly<Record<string, Ending>> = {
  cancelled: { status: 'canceled', reason: null },
  'no media': { status: 'failed', reason: 'The line brought no sound.' },
  voicemail: { status: 'completed', reason: 'A machine answered.' },
  'not taken': { status: 'failed', reason: 'The flow could not be started.' },
  broken: { status: 'failed', reason: 'The engine broke.' },
  shutdown: { status: 'completed', reason: 'The service was stopped.' },
  'longest call': { status: 'completed', reason: 'The call reached its longest time.' },
  'endless redirects': { status: 'failed', reason: 'The flow redirected without end.' },
}

/** Tells the runtime, once, that a call is over. Tries again when that fails: a call must not stay active for ever. */
export async function postEnded(
  client: TurnClient,
  clock: Clock,
  callSid: string,
  why: string,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { status, reason } = endings[why] ?? { status: 'completed', reason: null }
  const form = {
    CallSid: callSid,
    AccountSid: 'local',
    CallStatus: status,
    Timestamp: String(clock.now()),
    ...(reason === null ? {} : { Reason: reason }),
    ...more,
  }
  const { signal } = new AbortController()
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) await pause(clock, backoff * 2 ** (attempt - 1), signal)
    const posted = await settle(client.post('/hooks/status', form), {
      clock,
      within: 10_000,
      signal,
    })
    if (posted.type === 'value' && posted.value.status < 500) return
  }
}
