import type { Log } from '../../log.ts'
import type { OutgoingCall } from '../../voice/dialer.ts'
import type { IncomingCall, Line } from '../../voice/line.ts'
import { createRtpLine } from '../../voice/media/plain/rtpLine.ts'
import { createOpenSockets, type PortRange } from '../../voice/media/plain/rtpSockets.ts'
import { createSipClock } from '../clock.ts'
import {
  createTransports,
  type TlsOptions,
  type Transports,
} from '../transport/createTransports.ts'
import type { TransportName } from '../transport/hop.ts'
import { TrunkAgent } from './agent.ts'
import type { DialOptions } from './callMaker.ts'
import { createOwnAddress } from './ownAddress.ts'
import type { Probed, ProbeMethod } from './probe.ts'
import { createDns, type Dns } from './resolve.ts'
import type { CallControl } from './session.ts'
import type { Trunk } from './trunk.ts'
import type { TrunkPlaces } from './trunkPlaces.ts'
import type { TrunkState } from './upkeep.ts'

export interface TrunkEdgeOptions {
  readonly log: Log
  /** Address of SIP and media: loopback, one address, or all (`0.0.0.0`). */
  readonly host: string
  /** For UDP and TCP. Null: neither. 0: any free one. */
  readonly port: number | null
  readonly tls: TlsOptions | null
  /** Address that the outside knows us by; null: our own. */
  readonly publicAddress: string | null
  /** Null: any free ports. */
  readonly mediaPorts: PortRange | null
  readonly trunks: readonly Trunk[]
  /** @defaultValue the system's resolver */
  readonly dns?: Dns
  /** Counts the calls of trunks that other processes have as well. @defaultValue none have */
  readonly places?: TrunkPlaces | null
}

/** SIP towards trunks and PBXs: UDP, TCP and TLS, with RTP. */
export interface TrunkEdge {
  /** Who takes calls. A later listener replaces the former. */
  onCall(listener: (call: IncomingCall, trunk: Trunk) => void): void
  /** Calls a number by a trunk; null when there is no such trunk or it has too many calls. */
  dial(trunkId: string, number: string, options: DialOptions): OutgoingCall | null
  /** The same by a trunk that need not be known: to try one. */
  dialBy(trunk: Trunk, number: string, options: DialOptions): OutgoingCall | null
  /** Asks the server of a trunk, known or not, whether it is there or knows us. */
  probe(trunk: Trunk, method: ProbeMethod): Promise<Probed>
  /** Replaces the trunks; calls of those that go end by themselves. */
  setTrunks(trunks: readonly Trunk[]): void
  /** Null: no such trunk. */
  stateOf(trunkId: string): TrunkState | null
  /** Null: this transport is off. */
  portOf(transport: TransportName): number | null
  /** Hold and transfer for the call on a line; null when it is over or no call of a trunk. */
  controlOf(line: Line): CallControl | null
  liveCalls(): number
  /** Ends calls and registrations, then closes every socket. */
  close(): Promise<void>
}

/** Opens the ports. Rejects when one cannot be had. */
export async function createTrunkEdge(options: TrunkEdgeOptions): Promise<TrunkEdge> {
  const { log, host, publicAddress } = options
  let transports: Transports | null = null
  const own = createOwnAddress({
    ...{ host, publicAddress, localOf: (name) => transports?.localOf(name) ?? null },
  })
  const openSockets = createOpenSockets({ host, range: options.mediaPorts })
  const agent = new TrunkAgent({
    ...{ log, own, clock: createSipClock(Date.now), dns: options.dns ?? createDns() },
    places: options.places ?? null,
    transports: { send: (...message) => transports?.send(...message) },
    openLine: ({ peer, onEnd, encrypts }) =>
      createRtpLine({ log, openSockets, peer, onEnd, encrypts, address: own.mediaHost(peer) }),
  })
  transports = await createTransports({
    ...{ log, host, port: options.port, tls: options.tls },
    accepts: (address) => agent.accepts(address),
    onMessage: (arrival) => agent.receive(arrival),
  })
  agent.setTrunks(options.trunks)
  return {
    onCall: (listener) => agent.onCall(listener),
    dial: (...call) => agent.dial(...call),
    dialBy: (...call) => agent.dialBy(...call),
    probe: (...question) => agent.probe(...question),
    setTrunks: (trunks) => agent.setTrunks(trunks),
    stateOf: (trunkId) => agent.stateOf(trunkId),
    portOf: (name) => transports?.localOf(name)?.port ?? null,
    controlOf: (line) => agent.controlOf(line),
    liveCalls: () => agent.liveCalls(),
    async close() {
      await agent.close()
      await transports?.close()
    },
  }
}
