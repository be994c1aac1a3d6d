/** Session timers (RFC 4028): calls that nobody keeps alive end. Pure. */

/** What the two sides agreed on. */
export interface SessionInterval {
  /** Seconds. */
  readonly seconds: number
  readonly refresher: 'us' | 'them'
}

/** The shortest we take part in (section 4). */
export const minSeconds = 90

export interface AskedInterval {
  /** `Session-Expires` of the request; null: none. */
  readonly expires: string | null
  /** Whether `Supported` of the request names `timer`. */
  readonly isSupported: boolean
  /** `Min-SE` of the request. */
  readonly least: string | null
}

type Verdict =
  | { readonly type: 'refused'; readonly least: number }
  | { readonly type: 'agreed'; readonly interval: SessionInterval; readonly isRequired: boolean }

/** Our answer to a request (section 9). `ours` is what we would like, in seconds. */
export function answerInterval(asked: AskedInterval, ours: number): Verdict {
  const { seconds, refresher } = parseExpires(asked.expires)
  if (seconds !== null && seconds < minSeconds && asked.isSupported)
    return { type: 'refused', least: minSeconds }
  const least = Math.max(minSeconds, Number(/^\d{1,9}/.exec(asked.least ?? '')?.[0] ?? 0))
  const agreed = seconds === null ? Math.max(ours, least) : Math.max(Math.min(seconds, ours), least)
  // A caller that knows no timers never refreshes (table 2).
  const isTheirs = asked.isSupported && refresher !== 'uas'
  return {
    type: 'agreed',
    interval: { seconds: agreed, refresher: isTheirs ? 'them' : 'us' },
    isRequired: isTheirs,
  }
}

/** What the answer to our request says (section 7.2); null: the session has no end of its own. */
export function intervalOfAnswer(expires: string | null): SessionInterval | null {
  const { seconds, refresher } = parseExpires(expires)
  if (seconds === null) return null
  return {
    seconds: Math.max(seconds, minSeconds),
    refresher: refresher === 'uas' ? 'them' : 'us',
  }
}

/** `Session-Expires` of a message; we are `uac` when it is in a request of ours. */
export const printInterval = ({ seconds, refresher }: SessionInterval, we: 'uac' | 'uas'): string =>
  `${seconds};refresher=${(refresher === 'us') === (we === 'uac') ? 'uac' : 'uas'}`

/** When to act and what to do, in milliseconds after the last refresh (section 10). */
export function nextAct({ seconds, refresher }: SessionInterval): {
  readonly act: 'refresh' | 'end'
  readonly after: number
} {
  if (refresher === 'us') return { act: 'refresh', after: seconds * 500 }
  return { act: 'end', after: 1000 * Math.round(seconds - Math.min(32, seconds / 3)) }
}

function parseExpires(text: string | null): {
  readonly seconds: number | null
  readonly refresher: 'uac' | 'uas' | null
} {
  const [, digits, rest = ''] = /^\s*(\d{1,9})\s*(;.*)?$/.exec(text ?? '') ?? []
  const refresher = /;\s*refresher\s*=\s*(uac|uas)\s*(;|$)/i.exec(rest)?.[1]?.toLowerCase()
  return {
    seconds: digits === undefined ? null : Number(digits),
    refresher: refresher === 'uac' || refresher === 'uas' ? refresher : null,
  }
}
