import type { Log } from '../../log.ts'
import { normalAddress } from '../../normalAddress.ts'
import type { OutgoingCall } from '../../voice/dialer.ts'
import type { SipClock } from '../clock.ts'
import type { Header, SipResponse } from '../message.ts'
import type { Incoming, Reply } from '../sipCall.ts'
import { type Hop, printHost } from '../transport/hop.ts'
import type { Asker, ProofMemory, WayBack } from './asker.ts'
import type { Gate } from './gate.ts'
import { newToken } from './identifiers.ts'
import type { IncomingCallDeps } from './incomingCall.ts'
import { type Legs, legKey } from './legs.ts'
import { type OutgoingCallStart, TrunkOutgoingCall } from './outgoingCall.ts'
import type { OwnAddress } from './ownAddress.ts'
import type { ReferTask } from './referrals.ts'
import { type Dns, parseSipAddress, resolveHops } from './resolve.ts'
import type { Session } from './session.ts'
import type { Trunk } from './trunk.ts'
import type { OpenTrunkLine, TrunkLine } from './trunkLine.ts'
import { Admission, type Place, type TrunkPlaces } from './trunkPlaces.ts'
import { type TrunkState, TrunkUpkeep } from './upkeep.ts'

export interface CallMakerDeps {
  readonly clock: SipClock
  readonly log: Log
  readonly asker: Asker
  readonly legs: Legs
  readonly gate: Gate
  readonly own: OwnAddress
  readonly dns: Dns
  readonly openLine: OpenTrunkLine
  /** Null: this process alone has the trunks. */
  readonly places?: TrunkPlaces | null
  reply(incoming: Incoming, reply: Reply): void
}

export interface DialOptions {
  /** Number that is shown to whoever is called; empty: withheld. */
  readonly callerId: string
  /** More headers of the INVITE. */
  readonly headers?: readonly Header[]
  /** A device of a trunk without a server of its own: `sip:host[:port]`. */
  readonly server?: string
  /** Taken before; the call leaves it. @defaultValue taken before the call is sent */
  readonly place?: Place
}

interface Known {
  readonly trunk: Trunk
  readonly memory: ProofMemory
  readonly upkeep: TrunkUpkeep
}

/** The trunks themselves, and the calls that we make by them. */
export class CallMaker {
  #deps: CallMakerDeps
  #known = new Map<string, Known>()
  /** Calls of ours by Call-ID. */
  #calls = new Map<string, TrunkOutgoingCall>()
  #sessions = new Set<Session>()
  /** Who speaks for a line: another session, after a transfer. */
  #owners = new WeakMap<TrunkLine, Session>()

  constructor(deps: CallMakerDeps) {
    this.#deps = deps
  }

  setTrunks(trunks: readonly Trunk[]): void {
    for (const [id, { trunk, upkeep }] of this.#known) {
      // A trunk that stays as it was keeps its registration.
      if (trunks.some((each) => JSON.stringify(each) === JSON.stringify(trunk))) continue
      upkeep.stop()
      this.#known.delete(id)
    }
    for (const trunk of trunks) if (!this.#known.has(trunk.id)) this.#add(trunk)
  }

  stateOf(trunkId: string): TrunkState | null {
    return this.#known.get(trunkId)?.upkeep.state ?? null
  }

  close(): void {
    for (const { upkeep } of this.#known.values()) upkeep.stop()
    for (const call of [...this.#calls.values()]) call.shutDown()
  }

  dial(trunkId: string, number: string, options: DialOptions): OutgoingCall | null {
    const trunk = this.#known.get(trunkId)?.trunk
    return trunk ? this.dialBy(trunk, number, options) : null
  }

  /** The same by a trunk that need not be known: to try one. */
  dialBy(
    trunk: Trunk,
    number: string,
    { callerId, headers = [], server: device, place }: DialOptions,
  ): OutgoingCall | null {
    const server = trunk.server ?? device ?? ''
    const host = parseSipAddress(server)?.host
    if (host === undefined || !/^[+\w.*#-]{1,64}$/.test(number)) return null
    const uri = `sip:${encodeURIComponent(number).replace('%2B', '+')}@${withPort(server)}`
    const from = fromHeader(callerId, trunk.domain ?? host)
    const start = { uri, to: `<${uri}>`, server, headers, line: null, from }
    return this.#start(trunk, start, { place })
  }

  /** Another phone has answered a call of ours as well. */
  forked(callId: string, response: SipResponse): void {
    this.#calls.get(callId)?.answeredAgain(response)
  }

  /** This session speaks for its line from now on. */
  own(session: Session): void {
    this.#owners.set(session.line, session)
    this.#sessions.add(session)
    session.onOver(() => this.#sessions.delete(session))
  }

  /** Answered calls. */
  sessions(): readonly Session[] {
    return [...this.#sessions]
  }

  /** What calls of a trunk need, but their end. */
  sessionDeps(
    trunk: Trunk,
    wayBack: WayBack | null,
    hop: Pick<Hop, 'address' | 'transport'> = wayBack?.from ?? hopOf(trunk.server ?? ''),
  ): Omit<IncomingCallDeps, 'reply' | 'onOver' | 'onAnswered'> {
    const { clock, log, asker, own } = this.#deps
    return {
      ...{ clock, log, asker, wayBack, sessionExpires: trunk.sessionExpires },
      memory: this.#known.get(trunk.id)?.memory ?? {
        credentials: trunk.credentials,
        proofs: new Map(),
      },
      contact: own.contact(hop),
      refer: (target, session) => this.#refer(trunk, target, session, wayBack),
      openLine: async (options) => {
        let line: TrunkLine | null = null
        const onEnd = () => {
          const owner = line && this.#owners.get(line)
          if (owner) owner.hangUp()
          else options.onEnd()
        }
        line = await this.#deps.openLine({ ...options, onEnd })
        return line
      },
    }
  }

  #add(trunk: Trunk): void {
    const { clock, asker, own, dns, gate } = this.#deps
    const memory: ProofMemory = { credentials: trunk.credentials, proofs: new Map() }
    const resolve = async (): Promise<void> => {
      if (trunk.server === null) return
      const hops = await resolveHops(trunk.server, dns)
      gate.resolved(
        trunk.id,
        hops.map(({ address }) => address),
      )
    }
    const contactOf = (user: string, hop: Hop) => own.contact(hop, user)
    const upkeep = new TrunkUpkeep(trunk, { clock, asker, memory, contactOf, resolve })
    this.#known.set(trunk.id, { trunk, memory, upkeep })
  }

  #start(
    trunk: Trunk,
    start: Omit<OutgoingCallStart, 'callId' | 'localTag' | 'encrypts' | 'peer'>,
    {
      wayBack = null,
      place,
    }: { readonly wayBack?: WayBack | null; readonly place?: Place | undefined },
  ): TrunkOutgoingCall | null {
    const { legs, clock } = this.#deps
    const countOff = legs.open(trunk, clock.now())
    if (!countOff) return null
    const [callId, localTag] = [newToken(), newToken()]
    const admission = new Admission(
      trunk,
      place ? { take: async () => place } : (this.#deps.places ?? null),
    )
    const call = new TrunkOutgoingCall(
      {
        ...{ ...start, callId, localTag, encrypts: trunk.encrypts },
        peer: normalAddress(hopOf(start.server).address) ?? '',
      },
      {
        ...this.sessionDeps(trunk, wayBack),
        reply: (incoming, reply) => this.#deps.reply(incoming, reply),
        contactAt: (hop) => this.#deps.own.contact(hop),
        admit: () => admission.admit(),
        onAnswered: (session, isFirst) => {
          const key = legKey(callId, localTag, session.dialog.remoteTag)
          legs.set(key, session)
          if (isFirst) this.own(session)
          return () => legs.delete(key)
        },
        onOver: () => {
          countOff()
          admission.leave()
          this.#calls.delete(callId)
        },
      },
    )
    this.#calls.set(callId, call)
    return call
  }

  /** The other side transfers us: we call the target by the same trunk, on the same line (RFC 5589 section 6). */
  #refer(
    trunk: Trunk,
    target: string,
    session: Session,
    wayBack: WayBack | null,
  ): ReferTask | null {
    const server = trunk.server ?? (wayBack ? uriOf(wayBack.from) : null)
    if (server === null || !trunk.takesTransfers) return null
    const [uri = '', embedded = ''] = target.split('?')
    const call = this.#start(
      trunk,
      {
        ...{ uri, to: `<${uri}>`, server, line: session.line },
        from: session.dialog.local.replace(/;tag=[^;]*$/, ''),
        headers: headersIn(embedded),
      },
      { wayBack },
    )
    if (!call) return null
    session.onOver(() => call.cancel())
    let isDone = false
    const done = call.ringing.then((ringing) => {
      if (ringing.type !== 'answered') return ringing.why.replace(/^(?!\d{3} )/, '503 ')
      isDone = true
      session.letGoOfLine()
      return '200 OK'
    })
    return { done, finish: () => isDone && session.hangUp() }
  }
}

/** `Replaces` of an attended transfer (RFC 3891); nothing else that somebody embeds is ours to send. */
function headersIn(embedded: string): Header[] {
  const [, value] = /(?:^|&)replaces=([^&]{1,500})/i.exec(embedded) ?? []
  if (value === undefined) return []
  try {
    const replaces = decodeURIComponent(value)
    return /[\r\n]/.test(replaces) ? [] : [{ name: 'replaces', value: replaces }]
  } catch {
    return []
  }
}

const uriOf = ({ transport, address, port }: Hop): string =>
  `sip:${printHost(address)}:${port};transport=${transport.toLowerCase()}`

/** Host, and port if it was given, as they stand in the server's URI. */
function withPort(server: string): string {
  const { host = '', port = null } = parseSipAddress(server) ?? {}
  return port === null ? host : `${host}:${port}`
}

/** For our `Contact`, before the name of a server was resolved. */
function hopOf(server: string): Pick<Hop, 'address' | 'transport'> {
  const { transport = null, host = '' } = parseSipAddress(server) ?? {}
  return { transport: transport ?? 'UDP', address: host.replace(/^\[|\]$/g, '') }
}

function fromHeader(callerId: string, host: string): string {
  return /^[+\w.-]{1,64}$/.test(callerId)
    ? `<sip:${callerId}@${host}>`
    : '"Anonymous" <sip:anonymous@anonymous.invalid>'
}
