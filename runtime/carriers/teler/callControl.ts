import type { Log } from '../../log.ts'
import type { CallState, Leg } from './replies.ts'
import type { TelerClient, TransferOptions, TransferTarget } from './telerClient.ts'
import { TelerError } from './telerError.ts'
import { parseWebhook, type TelerEvent } from './webhook.ts'

/** Steers one call by REST, whichever of its names Teler wants to hear. */
export class CallControl {
  #client: TelerClient
  #log: Log
  /** The name that REST gave first; others are tried when it is not known. */
  #ids: string[] = []

  constructor(client: TelerClient, log: Log) {
    this.#client = client
    this.#log = log
  }

  get ids(): readonly string[] {
    return this.#ids
  }

  /** Another name of the same call: each of Teler's channels has its own. */
  learn(id: string | null): void {
    if (id !== null && id !== '' && !this.#ids.includes(id)) this.#ids.push(id)
  }

  /** Ends the call. Resolves when Teler took it, or the call was over; logs what else went wrong. */
  async hangup(): Promise<void> {
    try {
      await this.#byAnyName((id) => this.#client.hangup(id))
    } catch (error) {
      const isGone = error instanceof TelerError && (error.status === 404 || error.status === 409)
      if (!isGone) this.#log.warn({ err: error }, 'A call at Teler could not be ended.')
    }
  }

  hangupLeg(legId: string): Promise<void> {
    return this.#byAnyName((id) => this.#client.hangup(id, legId))
  }

  pressKeys(digits: string): Promise<void> {
    return this.#byAnyName((id) => this.#client.sendDigits(id, digits))
  }

  transfer(target: TransferTarget, options: TransferOptions): Promise<string | null> {
    return this.#byAnyName((id) => this.#client.transfer(id, target, options))
  }

  legs(): Promise<readonly Leg[]> {
    return this.#byAnyName((id) => this.#client.legs(id))
  }

  /** What ended the call, as far as Teler knows; null while it goes on. Asks for missed webhooks to be sent again. */
  async findEnd(): Promise<Pick<TelerEvent, 'type' | 'reason'> | null> {
    const state = await this.#byAnyName((id) => this.#client.call(id)).catch((error: unknown) => {
      if (error instanceof TelerError && error.status === 404) return null
      throw error
    })
    return (state && endIn(state)) ?? (await this.#endInLog())
  }

  async #endInLog(): Promise<TelerEvent | null> {
    const events = await this.#byAnyName((id) => this.#client.events(id))
    const last = events.find(({ type }) => type === 'call.completed' || type === 'call.failed')
    if (!last) return null
    if (last.delivery_status !== 'delivered') {
      // What is too old to be sent again is known by now anyway.
      await this.#client.redeliver(last.id).catch((error: unknown) => {
        this.#log.debug({ err: error }, 'Teler does not send an event again.')
      })
    }
    const { id, type } = last
    return parseWebhook(last.payload) ?? { id, type, callId: null, legId: null, reason: null }
  }

  async #byAnyName<Value>(ask: (id: string) => Promise<Value>): Promise<Value> {
    let refusal: unknown = new TelerError('the call has no name yet.', { status: 404 })
    for (const id of this.#ids) {
      try {
        return await ask(id)
      } catch (error) {
        refusal = error
        if (!(error instanceof TelerError && error.status === 404)) throw error
      }
    }
    throw refusal
  }
}

function endIn({ state, reason }: CallState): Pick<TelerEvent, 'type' | 'reason'> | null {
  if (state !== 'completed' && state !== 'failed') return null
  return { type: `call.${state}`, reason }
}
