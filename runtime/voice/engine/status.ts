import type { Clock } from '../../calls/clock.ts'
import type { TurnClient } from '../report.ts'
import { pause, settle } from './waiting.ts'

const tries = 3
/** Milliseconds before the second try; doubled each time. */
const backoff = 500

/** Tells the runtime, once, that a call is over. Tries again when that fails: a call must not stay active for ever. */
export async function postEnded(client: TurnClient, clock: Clock, callSid: string): Promise<void> {
  const form = { CallSid: callSid, CallStatus: 'completed', Timestamp: String(clock.now()) }
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
