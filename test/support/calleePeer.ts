import { createSipClock } from '#runtime/sip/clock.ts'
import { headerOf } from '#runtime/sip/message.ts'
import { parseMessage } from '#runtime/sip/parseMessage.ts'
import { createTransports, type Transports } from '#runtime/sip/transport/createTransports.ts'
import { TrunkAgent } from '#runtime/sip/trunk/agent.ts'
import { numberOf } from '#runtime/sip/trunk/incoming.ts'
import { createOwnAddress } from '#runtime/sip/trunk/ownAddress.ts'
import { trunkDefaults } from '#runtime/sip/trunk/trunk.ts'
import type { Line } from '#runtime/voice/line.ts'
import { createRtpLine } from '#runtime/voice/media/plain/rtpLine.ts'
import { createOpenSockets } from '#runtime/voice/media/plain/rtpSockets.ts'

/** One call that came over the wire: INVITEs with one Call-ID are one, however often they were repeated. */
export interface PeerCall {
  readonly to: string
  readonly callId: string
  /** Unix ms of its first INVITE. */
  readonly at: number
  isAnswered: boolean
}

export interface CalleePeer {
  readonly port: number
  /** In the order in which they came. */
  readonly calls: readonly PeerCall[]
  close(): Promise<void>
}

/** What a telephone does with a call. */
export type Callee = (
  to: string,
  call: {
    /** Resolves with the line; null: the caller had given up. */
    readonly answer: () => Promise<Line | null>
    readonly refuse: (status: number, reason: string) => void
  },
) => void

const log = { debug() {}, info() {}, warn() {}, error() {} }

/** A telephone network on a UDP port of this machine, with real SIP and sound, that counts what it is asked on the wire. */
export async function startCalleePeer(callee: Callee): Promise<CalleePeer> {
  const host = '127.0.0.1'
  const calls = new Map<string, PeerCall>()
  let transports: Transports | null = null
  const own = createOwnAddress({
    ...{ host, publicAddress: null, localOf: (name) => transports?.localOf(name) ?? null },
  })
  const openSockets = createOpenSockets({ host, range: null })
  const agent = new TrunkAgent({
    ...{ log, own, clock: createSipClock(Date.now) },
    dns: { naptr: async () => [], srv: async () => [], addresses: async () => [] },
    transports: { send: (...message) => transports?.send(...message) },
    openLine: ({ peer, onEnd, encrypts }) =>
      createRtpLine({ log, openSockets, peer, onEnd, encrypts, address: own.mediaHost(peer) }),
  })
  transports = await createTransports({
    ...{ log, host, port: 0, tls: null, accepts: () => true },
    onMessage: (arrival) => {
      arrived = noteInvite(arrival.bytes)
      agent.receive(arrival)
    },
  })
  /** What the message that the agent reads just now belongs to: it gives calls out at once. */
  let arrived: PeerCall | undefined
  const noteInvite = (bytes: Uint8Array): PeerCall | undefined => {
    const parsed = parseMessage(bytes)
    if (!parsed.ok || parsed.message.type !== 'request') return
    const { method, uri } = parsed.message
    const callId = headerOf(parsed.message, 'call-id') ?? ''
    if (method !== 'INVITE') return
    const call = calls.get(callId) ?? {
      to: numberOf(uri),
      callId,
      at: Date.now(),
      isAnswered: false,
    }
    calls.set(callId, call)
    return call
  }
  agent.setTrunks([
    { ...trunkDefaults, id: 'ours', addresses: [host], mostCalls: 2_000, callsPerSecond: 2_000 },
  ])
  agent.onCall((call) => {
    const seen = arrived
    callee(call.to, {
      answer: () => {
        if (seen) seen.isAnswered = true
        return call.answer().catch(() => null)
      },
      refuse: (status, reason) => call.reject(status, reason),
    })
  })
  return {
    port: transports.localOf('UDP')?.port ?? 0,
    get calls() {
      return [...calls.values()]
    },
    close: async () => {
      await agent.close()
      await transports?.close()
    },
  }
}
