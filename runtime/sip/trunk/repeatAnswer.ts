import type { SipClock } from '../clock.ts'
import { t1, t2 } from '../serverTransaction.ts'

/** Sends a 2xx again and again until its ACK stops that (RFC 3261 section 13.3.1.4). Returns what stops it. */
export function repeatAnswer(clock: SipClock, send: () => void, giveUp: () => void): () => void {
  let waited = 0
  let interval = t1
  let cancel = (): void => {}
  const wait = (): void => {
    cancel = clock.after(interval, () => {
      waited += interval
      if (waited >= 64 * t1) {
        giveUp()
        return
      }
      interval = Math.min(interval * 2, t2, 64 * t1 - waited)
      send()
      wait()
    })
  }
  wait()
  return () => cancel()
}
