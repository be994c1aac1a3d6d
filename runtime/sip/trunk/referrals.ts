import { parseNameAddress } from '../headerValue.ts'
import { type Header, headerOf } from '../message.ts'
import type { Incoming, Reply } from '../sipCall.ts'
import type { DialogAsker } from './dialogAsker.ts'

export interface ReferResult {
  readonly isDone: boolean
  readonly why: string
}

/** A transfer that we were asked for. */
export interface ReferTask {
  /** Resolves with how it went, as a status line without the version, e.g. `200 OK`. */
  readonly done: Promise<string>
  /** Called when the other side was told how it went. */
  finish(): void
}

export interface ReferralDeps {
  readonly contact: string
  reply(incoming: Incoming, reply: Reply): void
  /** Somebody asks us to call another party on this line; null: refused. */
  refer(target: string): ReferTask | null
  isOver(): boolean
}

/** Transfers by REFER, asked for by either side (RFC 3515). */
export class Referrals {
  #asker: DialogAsker
  #deps: ReferralDeps
  #asked: ((result: ReferResult) => void) | null = null

  constructor(asker: DialogAsker, deps: ReferralDeps) {
    this.#asker = asker
    this.#deps = deps
  }

  /** Resolves when the other side has called the target in our place, or would not. */
  ask(target: string, onStatus: (status: number) => void): Promise<ReferResult> {
    if (this.#asked || this.#deps.isOver() || /[\s<>]/.test(target))
      return Promise.resolve({ isDone: false, why: 'The call cannot be transferred now.' })
    const { promise, resolve } = Promise.withResolvers<ReferResult>()
    this.#asked = (result) => {
      this.#asked = null
      resolve(result)
    }
    const headers: Header[] = [
      { name: 'refer-to', value: `<${target}>` },
      { name: 'referred-by', value: this.#asker.dialog.local.replace(/;tag=[^;]*$/, '') },
      this.#contact,
    ]
    this.#asker.ask('REFER', { headers }, (status, response) => {
      if (status >= 300) this.end(`${status} ${response?.reason ?? ''}`.trim())
      onStatus(status)
    })
    return promise
  }

  /** Nothing more will be told. */
  end(why: string): void {
    this.#asked?.({ isDone: false, why })
  }

  takeRefer(incoming: Incoming): void {
    const target = parseNameAddress(headerOf(incoming.request, 'refer-to') ?? '')?.uri
    if (!target || !/^sips?:/i.test(target)) {
      this.#deps.reply(incoming, { status: 400, reason: 'A REFER needs one Refer-To' })
      return
    }
    const task = this.#deps.refer(target)
    if (!task) {
      this.#deps.reply(incoming, { status: 603, reason: 'Decline' })
      return
    }
    this.#deps.reply(incoming, { status: 202, reason: 'Accepted', headers: [this.#contact] })
    const id = incoming.facts.cseq
    this.#notify(id, '100 Trying', 'active;expires=60')
    void task.done.then((line) =>
      this.#notify(id, line, 'terminated;reason=noresource', () => task.finish()),
    )
  }

  takeNotify(incoming: Incoming): void {
    const { request } = incoming
    if (!this.#asked || !/^\s*refer\b/i.test(headerOf(request, 'event') ?? '')) {
      this.#deps.reply(incoming, { status: 481, reason: 'Subscription Does Not Exist' })
      return
    }
    this.#deps.reply(incoming, { status: 200, reason: 'OK' })
    const [, digits, reason = ''] =
      /^SIP\/2\.0 (\d{3}) ?([^\r\n]*)/i.exec(request.body.toString('utf8')) ?? []
    const isEnded = /^\s*terminated/i.test(headerOf(request, 'subscription-state') ?? '')
    const status = Number(digits ?? 0)
    if (status < 200 && !isEnded) return
    this.#asked({ isDone: status >= 200 && status < 300, why: `${status} ${reason}`.trim() })
  }

  get #contact(): Header {
    return { name: 'contact', value: this.#deps.contact }
  }

  #notify(id: number, status: string, state: string, done = (): void => {}): void {
    if (this.#deps.isOver()) return
    const headers: Header[] = [
      { name: 'event', value: `refer;id=${id}` },
      { name: 'subscription-state', value: state },
      this.#contact,
      { name: 'content-type', value: 'message/sipfrag;version=2.0' },
    ]
    this.#asker.ask('NOTIFY', { headers, body: `SIP/2.0 ${status}\r\n` }, done)
  }
}
