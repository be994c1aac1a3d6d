import type { SipClock } from '../clock.ts'
import { parseNameAddress } from '../headerValue.ts'
import { type Header, headerOf, headersOf, type SipRequest, type SipResponse } from '../message.ts'
import type { Hop } from '../transport/hop.ts'
import type { Asker, ProofMemory } from './asker.ts'
import { newToken } from './identifiers.ts'
import {
  notRegistered,
  type RegisteringInput,
  type RegisteringOutput,
  stepRegistering,
} from './registration.ts'
import { parseSipAddress } from './resolve.ts'
import type { Trunk } from './trunk.ts'

export interface UpkeepDeps {
  readonly clock: SipClock
  readonly asker: Pick<Asker, 'ask'>
  readonly memory: ProofMemory
  /** `Contact` of ours, with this user, for whoever is at the hop. */
  readonly contactOf: (user: string, hop: Hop) => string
  /** Finds the server's addresses again. */
  readonly resolve: () => Promise<void>
}

/** How a trunk is doing. */
export interface TrunkState {
  readonly registration: 'off' | 'trying' | 'registered' | 'failed'
  /** Whether the last OPTIONS of ours was answered; null: none was sent. */
  readonly isReachable: boolean | null
  /** Milliseconds that its answer took. */
  readonly roundTrip: number | null
  /** Status that it refused the last REGISTER with, 408 for silence; null: none. */
  readonly refusal: number | null
}

const resolveEvery = 300_000

/** What a trunk needs between calls: its addresses, a registration, a sign of life. */
export class TrunkUpkeep {
  #trunk: Trunk
  #deps: UpkeepDeps
  #registering = notRegistered
  #stops = new Map<string, () => void>()
  #callId = newToken()
  #tag = newToken()
  #cseq = 0
  #isReachable: boolean | null = null
  #roundTrip: number | null = null
  #refusal: number | null = null
  #isOver = false

  constructor(trunk: Trunk, deps: UpkeepDeps) {
    this.#trunk = trunk
    this.#deps = deps
    if (trunk.server === null) return
    this.#resolve()
    if (trunk.registers && trunk.credentials) this.#step({ type: 'start' })
    if (trunk.keepAlive > 0) this.#keepAlive()
  }

  get state(): TrunkState {
    return {
      registration: this.#registering.state,
      isReachable: this.#isReachable,
      roundTrip: this.#roundTrip,
      refusal: this.#refusal,
    }
  }

  /** Ends the registration and every timer. */
  stop(): void {
    this.#isOver = true
    this.#step({ type: 'stop' })
    for (const stop of this.#stops.values()) stop()
  }

  #after(name: string, ms: number, wake: () => void): void {
    this.#stops.get(name)?.()
    if (!this.#isOver) this.#stops.set(name, this.#deps.clock.after(ms, wake))
  }

  #resolve(): void {
    void this.#deps.resolve().finally(() => {
      this.#after('resolve', resolveEvery, () => this.#resolve())
    })
  }

  #step(input: RegisteringInput): void {
    const [next, outputs] = stepRegistering(this.#registering, input)
    this.#registering = next
    for (const output of outputs) this.#perform(output)
  }

  #perform(output: RegisteringOutput): void {
    if (output.type === 'register') this.#register(output.seconds)
    else this.#after('register', output.seconds * 1000, () => this.#step({ type: 'wake' }))
  }

  #register(seconds: number): void {
    let contact = ''
    const headersAt = (hop: Hop): readonly Header[] => {
      contact = this.#deps.contactOf(this.#trunk.credentials?.user ?? '', hop)
      return [
        { name: 'contact', value: `${contact};expires=${seconds}` },
        { name: 'expires', value: String(seconds) },
      ]
    }
    this.#ask('REGISTER', headersAt, (status, response) => {
      this.#refusal = status < 300 ? null : status
      if (this.#isOver) return
      const granted = response ? grantedIn(response, contact) : null
      const least = Number(response ? headerOf(response, 'min-expires') : Number.NaN)
      this.#step({
        ...{ type: 'answered', status, granted },
        least: Number.isFinite(least) ? least : null,
      })
    })
  }

  #keepAlive(): void {
    const sentAt = this.#deps.clock.now()
    const headersAt = () => [{ name: 'accept', value: 'application/sdp' }]
    this.#ask('OPTIONS', headersAt, (_, response) => {
      // Any answer is a sign of life.
      this.#isReachable = response !== null
      this.#roundTrip = response ? this.#deps.clock.now() - sentAt : null
      this.#after('options', this.#trunk.keepAlive * 1000, () => this.#keepAlive())
    })
  }

  #ask(
    method: 'REGISTER' | 'OPTIONS',
    headersAt: (hop: Hop) => readonly Header[],
    done: (status: number, response: SipResponse | null) => void,
  ): void {
    const { server, credentials, domain } = this.#trunk
    if (server === null) return
    const host = domain ?? parseSipAddress(server)?.host ?? ''
    const self = `<sip:${encodeURIComponent(credentials?.user ?? 'fml')}@${host}>`
    const build = ({ hop }: { readonly hop: Hop }): SipRequest => ({
      ...{ type: 'request', method, uri: `sip:${host}`, body: Buffer.alloc(0) },
      headers: [
        { name: 'max-forwards', value: '70' },
        { name: 'from', value: `${self};tag=${this.#tag}` },
        { name: 'to', value: method === 'REGISTER' ? self : `<sip:${host}>` },
        { name: 'call-id', value: this.#callId },
        { name: 'cseq', value: `${++this.#cseq} ${method}` },
        ...headersAt(hop),
      ],
    })
    this.#deps.asker.ask({ build, nextHop: server, memory: this.#deps.memory }, done)
  }
}

/** Seconds granted to our contact (section 10.2.4). */
function grantedIn(response: SipResponse, contact: string): number | null {
  const ours = parseNameAddress(contact)?.uri
  const own = headersOf(response, 'contact')
    .map(parseNameAddress)
    .find((each) => each?.uri === ours)
  const seconds = own?.params.get('expires') ?? headerOf(response, 'expires') ?? ''
  return /^\d{1,9}$/.test(seconds) ? Number(seconds) : null
}
