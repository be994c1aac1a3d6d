import { afterEach, beforeEach } from 'vitest'
import { trunkDefaults } from '#runtime/sip/trunk/trunk.ts'
import { createTrunkEdge, type TrunkEdge } from '#runtime/sip/trunk/trunkEdge.ts'
import { type Line, sampleRateHz } from '#runtime/voice/line.ts'
import { MelodyListener } from '../support/melody.ts'
import { freePort } from '../support/server.ts'
import type { makeCertificate } from '../support/sipPrograms.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} }
export const plenty = { ...trunkDefaults, mostCalls: 500, callsPerSecond: 500 }

interface AnsweredCall {
  readonly line: Line
  readonly ear: MelodyListener
  /** Why the other side ended it. */
  readonly over: Promise<string>
}

/** What a test may use of its edge. */
export interface TrunkSetup {
  readonly edge: TrunkEdge
  /** Where the trunk `sipp` is called. */
  readonly sippPort: number
  /** Calls that came in and were answered. */
  readonly answered: AnsweredCall[]
  readonly nextAnswered: Promise<void>
}

/** How those are refused who call these names. */
const refusals: Readonly<Record<string, readonly [status: number, reason: string]>> = {
  nobody: [404, 'Not Found'],
  away: [480, 'Temporarily Unavailable'],
  busy: [486, 'Busy Here'],
  full: [503, 'Service Unavailable'],
  declining: [603, 'Decline'],
}

/** Opens an edge for each test, with a trunk for sipp and one that must prove who it is; closes it afterwards. */
export function withTrunkEdge(certificate: ReturnType<typeof makeCertificate>): () => TrunkSetup {
  let setup: TrunkSetup | null = null
  beforeEach(async () => {
    setup = null
    setup = await open(certificate)
  })
  afterEach(async () => {
    await setup?.edge.close()
  })
  return () => {
    if (!setup) throw new Error('no edge')
    return setup
  }
}

async function open(certificate: ReturnType<typeof makeCertificate>): Promise<TrunkSetup> {
  const sippPort = await freePort()
  const answered: AnsweredCall[] = []
  const nextAnswered = Promise.withResolvers<void>()
  const edge = await createTrunkEdge({
    ...{ log, host: '127.0.0.1', port: 0, publicAddress: null, mediaPorts: null },
    tls: certificate ? { ...certificate, port: 0, ca: certificate.cert } : null,
    trunks: [
      {
        ...{ ...plenty, id: 'secret', addresses: ['127.0.0.2'] },
        ...{ inbound: { user: 'u', password: 'p' }, inboundAlgorithms: ['MD5'] },
      },
      {
        ...{ ...plenty, id: 'sipp', server: `sip:127.0.0.1:${sippPort}` },
        ...{ addresses: ['127.0.0.1'], credentials: { user: 'u', password: 'p' } },
      },
    ],
  })
  edge.onCall(async (call) => {
    if (call.to === 'ring') return
    const refusal = refusals[call.to]
    if (refusal) return call.reject(...refusal)
    const line = await call.answer()
    const ear = new MelodyListener()
    const over = Promise.withResolvers<string>()
    line.listen({
      audio: (pcm) => ear.hear(pcm, sampleRateHz),
      digit() {},
      text() {},
      hangup: over.resolve,
    })
    answered.push({ line, ear, over: over.promise })
    nextAnswered.resolve()
  })
  return { edge, sippPort, answered, nextAnswered: nextAnswered.promise }
}

/** Why the other side ended a call. */
export const endOf = (line: Line): Promise<string> =>
  new Promise((hangup) => line.listen({ audio() {}, digit() {}, text() {}, hangup }))
