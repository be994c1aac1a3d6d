import { createHmac } from 'node:crypto'

export type WebhookVersion = '2025-08-01' | '2026-06-01'

/** What goes wrong on the way of webhooks. */
export interface DeliveryFaults {
  /** Everything comes twice. */
  doubled: boolean
  /** What happened while the call went on comes after its end. */
  late: boolean
  /** Events of these types never arrive by themselves. */
  lost: readonly string[]
  /** How they are signed. */
  signs: 'current' | 'older' | 'no'
}

export interface FakeEvent {
  readonly id: string
  readonly type: string
  readonly callId: string
  readonly payload: object
  readonly url: string
  readonly secret: string | null
  status: 'pending' | 'delivered' | 'failed_permanent'
  /** Statuses of the answers. */
  readonly answers: number[]
}

const mostAttempts = 8
const lateMs = 250

/** Posts events as Teler does: best effort, signed, up to eight times. */
export class Delivery {
  readonly events: FakeEvent[] = []
  readonly faults: DeliveryFaults = { doubled: false, late: false, lost: [], signs: 'current' }
  #running = new Set<Promise<void>>()
  #isClosed = false

  send(event: FakeEvent): void {
    this.events.push(event)
    if (this.faults.lost.includes(event.type)) {
      event.status = 'failed_permanent'
      return
    }
    const isFinal = event.type === 'call.completed' || event.type === 'call.failed'
    const wait = this.faults.late && !isFinal ? lateMs : 0
    this.#track(this.#deliver(event, wait))
    if (this.faults.doubled) this.#track(this.#deliver(event, wait + 20))
  }

  redeliver(id: string): boolean {
    const event = this.events.find((each) => each.id === id)
    if (event) this.#track(this.#deliver(event, 0))
    return event !== undefined
  }

  /** Resolves when nothing is on its way. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  close(): void {
    this.#isClosed = true
  }

  #track(work: Promise<void>): void {
    this.#running.add(work)
    void work.finally(() => this.#running.delete(work))
  }

  async #deliver(event: FakeEvent, wait: number): Promise<void> {
    await pause(wait)
    for (let attempt = 0; attempt < mostAttempts && !this.#isClosed; attempt++) {
      if (attempt > 0) await pause(2 * 2 ** attempt)
      const status = await this.#post(event)
      event.answers.push(status)
      if (status >= 200 && status < 300) {
        event.status = 'delivered'
        return
      }
    }
    if (event.status !== 'delivered') event.status = 'failed_permanent'
  }

  async #post({ url, payload, secret, id }: FakeEvent): Promise<number> {
    const body = JSON.stringify(payload)
    const timestamp = String(Math.floor(Date.now() / 1_000))
    const text =
      this.faults.signs === 'older' ? `${timestamp}|POST|${url}|${body}` : `${timestamp}.${body}`
    const isSigned = secret !== null && this.faults.signs !== 'no'
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'x-teler-event-id': id,
          ...(isSigned
            ? {
                'x-teler-timestamp': timestamp,
                'x-teler-signature': createHmac('sha256', secret).update(text).digest('hex'),
              }
            : {}),
        },
      })
      await answer.text()
      return answer.status
    } catch {
      return 0
    }
  }
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms))
