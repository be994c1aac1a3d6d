import type { SipClock } from '../clock.ts'
import { type Header, headerOf, type SipMessage } from '../message.ts'
import {
  type AskedInterval,
  intervalOfAnswer,
  minSeconds,
  nextAct,
  printInterval,
  type SessionInterval,
} from './sessionTimer.ts'

export const timerSupported: Header = { name: 'supported', value: 'timer' }

/** What a request says of session timers. */
export const askedInterval = (request: SipMessage): AskedInterval => ({
  expires: headerOf(request, 'session-expires'),
  least: headerOf(request, 'min-se'),
  isSupported: request.headers.some(
    ({ name, value }) => name === 'supported' && /\btimer\b/i.test(value),
  ),
})

/** What an INVITE or UPDATE of ours says of session timers. */
export const askingHeaders = (interval: SessionInterval | null, least = minSeconds): Header[] =>
  interval
    ? [
        { name: 'session-expires', value: printInterval(interval, 'uac') },
        { name: 'min-se', value: String(least) },
      ]
    : []

/** Keeps the time of one session. */
export class SessionWatch {
  #interval: SessionInterval | null
  #clock: SipClock
  #act: (act: 'refresh' | 'end') => void
  #stop = (): void => {}

  constructor(
    interval: SessionInterval | null,
    deps: { readonly clock: SipClock; readonly act: (act: 'refresh' | 'end') => void },
  ) {
    this.#interval = interval
    this.#clock = deps.clock
    this.#act = deps.act
    this.restart()
  }

  /** Our side of the agreement, in a request of ours. */
  get asking(): readonly Header[] {
    return askingHeaders(this.#interval)
  }

  /** Our side of the agreement, in an answer of ours. */
  get answering(): readonly Header[] {
    const interval = this.#interval
    if (!interval) return []
    return [
      { name: 'session-expires', value: printInterval(interval, 'uas') },
      ...(interval.refresher === 'them' ? [{ name: 'require', value: 'timer' }] : []),
    ]
  }

  /** The session was refreshed by them. */
  agree(interval: SessionInterval): void {
    this.#interval = interval
    this.restart()
  }

  /** The session was refreshed by us. */
  refreshed(response: SipMessage): void {
    this.#interval = intervalOfAnswer(headerOf(response, 'session-expires')) ?? this.#interval
    this.restart()
  }

  restart(): void {
    this.#stop()
    if (!this.#interval) return
    const { act, after } = nextAct(this.#interval)
    this.#stop = this.#clock.after(after, () => this.#act(act))
  }

  stop(): void {
    this.#stop()
    this.#interval = null
  }
}
