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

interface Entry<Machine> {
  machine: Machine
  cancels: (() => void)[]
}

interface InviteEntry extends Entry<ClientInvite> {
  readonly ackOf: (response: SipResponse) => string
  readonly done: (response: SipResponse | null) => void
}

/** More at once on one connection are noise. */
const maxTransactions = 256

/** Runs the transaction machines of one connection: their timers and their sending. */
export class Transactions {
  #servers = new Map<string, Entry<ServerTransaction>>()
  #clients = new Map<string, Entry<ClientTransaction> & { done: (status: number) => void }>()
  #invites = new Map<string, InviteEntry>()
  #clock: SipClock
  #send: (text: string) => void
  #isReliable: boolean

  constructor(deps: { clock: SipClock; send: (text: string) => void; isReliable: boolean }) {
    this.#clock = deps.clock
    this.#send = deps.send
    this.#isReliable = deps.isReliable
  }

  get isFull(): boolean {
    return this.#servers.size >= maxTransactions
  }

  has(key: string): boolean {
    return this.#servers.has(key)
  }

  /** Opens a server transaction. */
  open(key: string, kind: 'invite' | 'other'): void {
    const machine = openServerTransaction(kind, this.#isReliable)
    this.#servers.set(key, { machine, cancels: [] })
  }

  /** Feeds a server transaction; unknown keys are ignored. */
  step(key: string, input: ServerInput): void {
    const entry = this.#servers.get(key)
    if (!entry) return
    const [machine, outputs] = stepServer(entry.machine, input)
    entry.machine = machine
    for (const output of outputs) {
      if (output.type === 'send') this.#send(output.text)
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

  /** Sends our own request; `done` gets its final status, 408 when none came. */
  request(branch: string, text: string, done: (status: number) => void): void {
    const [machine, outputs] = openClientTransaction(text, this.#isReliable)
    this.#clients.set(branch, { machine, cancels: [], done })
    this.#perform(branch, outputs)
  }

  /** Sends our INVITE; `done` gets its responses, null when none came. */
  invite(branch: string, text: string, user: Pick<InviteEntry, 'ackOf' | 'done'>): void {
    const [machine, outputs] = openClientInvite(text, this.#isReliable)
    this.#invites.set(branch, { machine, cancels: [], ...user })
    this.#performInvite(branch, outputs, null)
  }

  /** A response to our INVITE; false when it belongs to none. */
  respondInvite(branch: string, response: SipResponse): boolean {
    if (!this.#invites.has(branch)) return false
    this.#stepInvite(branch, { type: 'response', status: response.status }, response)
    return true
  }

  /** A response to our request; false when it belongs to none. */
  respond(branch: string, status: number): boolean {
    if (!this.#clients.has(branch)) return false
    this.#stepClient(branch, { type: 'response', status })
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
      if (output.type === 'send') this.#send(output.text)
      else if (output.type === 'ack') response && entry && this.#send(entry.ackOf(response))
      else if (output.type === 'pass' || output.type === 'timeout') entry?.done(response)
      else
        entry?.cancels.push(
          this.#clock.after(output.after, () =>
            this.#stepInvite(branch, { type: 'timer', name: output.name }, null),
          ),
        )
    }
  }

  #stepClient(branch: string, input: ClientInput): void {
    const entry = this.#clients.get(branch)
    if (!entry) return
    const [machine, outputs] = stepClient(entry.machine, input)
    entry.machine = machine
    this.#perform(branch, outputs)
    if (machine.state !== 'terminated') return
    for (const cancel of entry.cancels) cancel()
    this.#clients.delete(branch)
  }

  #perform(branch: string, outputs: readonly ClientOutput[]): void {
    const entry = this.#clients.get(branch)
    for (const output of outputs) {
      if (output.type === 'send') this.#send(output.text)
      else if (output.type === 'final') entry?.done(output.status)
      else
        entry?.cancels.push(
          this.#clock.after(output.after, () =>
            this.#stepClient(branch, { type: 'timer', name: output.name }),
          ),
        )
    }
  }
}
