import type { Log } from '../../log.ts'
import type { IncomingCall, LineListener } from '../../voice/line.ts'
import { FakeTimers } from '../../voice/media/fakeMedia.ts'
import { OfferError } from '../../voice/media/offer.ts'
import { headerOf, type SipMessage } from '../message.ts'
import { parseMessage } from '../parseMessage.ts'
import type { Hop } from '../transport/hop.ts'
import { TrunkAgent } from './agent.ts'
import type { Dns } from './resolve.ts'
import { type Trunk, trunkDefaults } from './trunk.ts'
import { silentLine, type TrunkLine } from './trunkLine.ts'
import type { TrunkPlaces } from './trunkPlaces.ts'

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }

/** A line without media: what it offers and takes is kept. */
export class FakeTrunkLine implements TrunkLine {
  readonly codec = 'PCMU'
  readonly log: string[] = []
  #listener: LineListener | null = null
  #onEnd: () => void

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd
  }

  readonly play = silentLine.play
  readonly sendDigits = silentLine.sendDigits

  listen(listener: LineListener): void {
    this.#listener = listener
  }

  answer(offer: string): string {
    if (offer.includes('G722')) throw new OfferError('Offer PCMU or PCMA.')
    this.log.push(`answer ${offer}`)
    return `answer to ${offer}`
  }

  offer({ isOnHold = false } = {}): string {
    return isOnHold ? 'hold' : 'offer'
  }

  accept(answer: string, { isEarly = false } = {}): void {
    this.log.push(`accept ${answer}${isEarly ? ' before the answer' : ''}`)
  }

  hangup(): void {
    this.log.push('hung up')
    this.#onEnd()
  }

  end(reason: string): void {
    this.log.push(`end ${reason}`)
    this.#listener?.hangup(reason)
  }

  digit(digit: string): void {
    this.log.push(`digit ${digit}`)
  }

  text(text: string): void {
    this.log.push(`text ${text}`)
  }
}

/** What an agent answers a message that the test sends. */
export type Wire = (message: SipMessage, from: Hop) => void

/** Machines with agents on them, and wires that a test holds in its hand. */
export class FakeNetwork {
  readonly timers = new FakeTimers()
  /** Every message, as `address method-or-status`. */
  readonly log: string[] = []
  /** Messages to lose: those whose line in the log holds this text; once each. */
  readonly lose: string[] = []
  readonly names = new Map<string, string>()
  #machines = new Map<string, (bytes: Buffer, from: Hop) => void>()
  #underWay = 0

  readonly dns: { -readonly [Key in keyof Dns]: Dns[Key] } = {
    naptr: async () => [],
    srv: async () => [],
    addresses: async (name) => {
      const address = this.names.get(name)
      return address === undefined ? [] : [address]
    },
  }

  /** An agent at an address, with its calls and lines. */
  agent(
    address: string,
    trunks: readonly (Partial<Trunk> & { id: string })[],
    places: TrunkPlaces | null = null,
  ): FakeMachine {
    const machine = new FakeMachine(address, this, places)
    machine.agent.setTrunks(trunks.map((trunk) => ({ ...trunkDefaults, ...trunk })))
    this.#machines.set(address, (bytes, from) => {
      if (machine.agent.accepts(from.address))
        machine.agent.receive({ bytes, from, connection: null })
    })
    return machine
  }

  /** A wire that the test answers by hand. */
  wire(address: string, heard: Wire): void {
    this.#machines.set(address, (bytes, from) => {
      const parsed = parseMessage(bytes)
      if (parsed.ok) heard(parsed.message, from)
    })
  }

  send(from: string, to: Hop, text: string): void {
    const parsed = parseMessage(Buffer.from(text))
    const name = parsed.ok ? nameOf(parsed.message) : 'noise'
    const line = `${from.split('.').at(-1)}>${to.address.split('.').at(-1)} ${name}`
    const lost = this.lose.findIndex((each) => line.includes(each))
    this.log.push(lost >= 0 ? `${line} (lost)` : line)
    if (lost >= 0) {
      this.lose.splice(lost, 1)
      return
    }
    this.#underWay++
    queueMicrotask(() => {
      this.#underWay--
      const hop: Hop = { ...to, address: from, port: 5060, name: null }
      this.#machines.get(to.address)?.(Buffer.from(text), hop)
    })
  }

  /** Lets everything arrive that is under way. */
  async settle(): Promise<void> {
    for (let i = 0; i < 5 || this.#underWay > 0; i++)
      await new Promise((resolve) => setImmediate(resolve))
  }

  /** Moves time, in steps, so that what happens has consequences. */
  async pass(ms: number, step = 250): Promise<void> {
    for (let left = ms; left > 0; left -= step) {
      this.timers.advance(Math.min(step, left))
      await this.settle()
    }
  }

  /** The log since it was read last, joined. */
  read(): string {
    return this.log.splice(0).join(', ')
  }
}

const nameOf = (message: SipMessage): string =>
  message.type === 'request'
    ? message.method
    : `${message.status} ${headerOf(message, 'cseq')?.split(' ')[1] ?? ''}`

/** One machine of the network. */
export class FakeMachine {
  readonly calls: IncomingCall[] = []
  readonly lines: FakeTrunkLine[] = []
  readonly agent: TrunkAgent
  readonly address: string

  constructor(address: string, network: FakeNetwork, places: TrunkPlaces | null = null) {
    this.address = address
    this.agent = new TrunkAgent({
      ...{ clock: network.timers, log: silentLog, dns: network.dns, places },
      transports: { send: (hop, text) => network.send(address, hop, text) },
      own: {
        sentBy: () => `${address}:5060`,
        contact: (_, user = 'fml') => `<sip:${user}@${address}:5060>`,
        mediaHost: () => address,
        hasSpokenTo: () => false,
      },
      openLine: async ({ onEnd }) => {
        const line = new FakeTrunkLine(onEnd)
        this.lines.push(line)
        return line
      },
    })
    this.agent.onCall((call) => this.calls.push(call))
  }
}
