import {
  type ClientInvite,
  type ClientInviteInput,
  type ClientInviteOutput,
  openClientInvite,
  stepClientInvite,
} from './clientInvite.ts'
import {
  type ClientInput,
  type ClientOutput,
  type ClientTransaction,
  openClientTransaction,
  stepClient,
} from './clientTransaction.ts'
import type { SipClock } from './clock.ts'
import type { SipResponse } from './message.ts'
import {
  openServerTransaction,
  type ServerInput,
  type ServerTransaction,
  stepServer,
} from './serverTransaction.ts'

/** The way of one transaction's messages. */
export interface Channel {
  readonly isReliable: boolean
  /** `onFail` is told when the message cannot have arrived. */
  send(text: string, onFail?: () => void): void
}

interface Entry<Machine> {
  machine: Machine
  readonly channel: Channel
  cancels: (() => void)[]
}

interface InviteEntry extends Entry<ClientInvite> {
  readonly ackOf: (response: SipResponse) => string
  readonly done: (response: SipResponse | null) => void
}

/** More at once on one connection are noise. */
const maxOnConnection = 256

/** What a request of ours ended with: 408 and no response when none came. */
export type Finished = (status: number, response: SipResponse | null) => void

/** Runs transaction machines: their timers and their sending. */
export class Transactions {
  #servers = new Map<string, Entry<ServerTransaction>>()
  #clients = new Map<string, Entry<ClientTransaction> & { done: Finished }>()
  #invites = new Map<string, InviteEntry>()
  #clock: SipClock
  #channel: Channel
  #most: number

  /** `send` and `isReliable` are the way of all transactions that have none of their own. */
  constructor(deps: Channel & { clock: SipClock; most?: number }) {
    this.#clock = deps.clock
    this.#channel = deps
    this.#most = deps.most ?? maxOnConnection
  }

  get isFull(): boolean {
    return this.#servers.size >= this.#most
  }

  /** Of all kinds, those included that only wait for repetitions. */
  get size(): number {
    return this.#servers.size + this.#clients.size + this.#invites.size
  }

  has(key: string): boolean {
    return this.#servers.has(key)
  }

  /** Opens a server transaction. */
  open(key: string, kind: 'invite' | 'other', channel = this.#channel): void {
    const machine = openServerTransaction(kind, channel.isReliable)
    this.#servers.set(key, { machine, channel, cancels: [] })
  }

  /** Feeds a server transaction; unknown keys are ignored. */
  step(key: string, input: ServerInput): void {
    const entry = this.#servers.get(key)
    if (!entry) return
    const [machine, outputs] = stepServer(entry.machine, input)
    entry.machine = machine
    for (const output of outputs) {
      if (output.type === 'send') entry.channel.send(output.text)
      else
        entry.cancels.push(
          this.#clock.after(output.after, () =>
            this.step(key, { type: 'timer', name: output.name }),
          ),
        )
    }
    if (machine.state !== 'terminated') return
    for (const cancel of entry.cancels) cancel()
    this.#servers.delete(key)
  }

  /** Sends our own request; `done` gets how it ended. */
  request(branch: string, text: string, done: Finished, channel = this.#channel): void {
    const [machine, outputs] = openClientTransaction(text, channel.isReliable)
    this.#clients.set(branch, { machine, channel, cancels: [], done })
    this.#perform(branch, outputs, null)
  }

  /** Sends our INVITE; `done` gets its responses, null when none came. */
  invite(
    branch: string,
    text: string,
    user: Pick<InviteEntry, 'ackOf' | 'done'>,
    channel = this.#channel,
  ): void {
    const [machine, outputs] = openClientInvite(text, channel.isReliable)
    this.#invites.set(branch, { machine, channel, cancels: [], ...user })
    this.#performInvite(branch, outputs, null)
  }

  /** A response to our INVITE; false when it belongs to none. */
  respondInvite(branch: string, response: SipResponse): boolean {
    if (!this.#invites.has(branch)) return false
    this.#stepInvite(branch, { type: 'response', status: response.status }, response)
    return true
  }

  /** A response to our request; false when it belongs to none. */
  respond(branch: string, response: SipResponse): boolean {
    if (!this.#clients.has(branch)) return false
    this.#stepClient(branch, { type: 'response', status: response.status }, response)
    return true
  }

  /** Stops every timer. */
  close(): void {
    const all = [...this.#servers.values(), ...this.#clients.values(), ...this.#invites.values()]
    for (const entry of all) for (const cancel of entry.cancels) cancel()
    this.#invites.clear()
    this.#servers.clear()
    this.#clients.clear()
  }

  #stepInvite(branch: string, input: ClientInviteInput, response: SipResponse | null): void {
    const entry = this.#invites.get(branch)
    if (!entry) return
    const [machine, outputs] = stepClientInvite(entry.machine, input)
    entry.machine = machine
    if (machine.state === 'terminated') {
      for (const cancel of entry.cancels) cancel()
      this.#invites.delete(branch)
    }
    this.#performInvite(branch, outputs, response, entry)
  }

  #performInvite(
    branch: string,
    outputs: readonly ClientInviteOutput[],
    response: SipResponse | null,
    entry = this.#invites.get(branch),
  ): void {
    for (const output of outputs) {
      if (output.type === 'send')
        entry?.channel.send(output.text, () => this.#stepInvite(branch, { type: 'failed' }, null))
      else if (output.type === 'ack') response && entry?.channel.send(entry.ackOf(response))
      else if (output.type === 'pass' || output.type === 'timeout') entry?.done(response)
      else
        entry?.cancels.push(
          this.#clock.after(output.after, () =>
            this.#stepInvite(branch, { type: 'timer', name: output.name }, null),
          ),
        )
    }
  }

  #stepClient(branch: string, input: ClientInput, response: SipResponse | null = null): void {
    const entry = this.#clients.get(branch)
    if (!entry) return
    const [machine, outputs] = stepClient(entry.machine, input)
    entry.machine = machine
    if (machine.state === 'terminated') {
      for (const cancel of entry.cancels) cancel()
      this.#clients.delete(branch)
    }
    this.#perform(branch, outputs, response, entry)
  }

  #perform(
    branch: string,
    outputs: readonly ClientOutput[],
    response: SipResponse | null,
    entry = this.#clients.get(branch),
  ): void {
    for (const output of outputs) {
      if (output.type === 'send')
        entry?.channel.send(output.text, () => this.#stepClient(branch, { type: 'failed' }))
      else if (output.type === 'final') entry?.done(output.status, response)
      else
        entry?.cancels.push(
          this.#clock.after(output.after, () =>
            this.#stepClient(branch, { type: 'timer', name: output.name }),
          ),
        )
    }
  }
}
