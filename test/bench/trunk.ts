import { fork } from 'node:child_process'
import { z } from 'zod'
import { trunkDefaults } from '#runtime/sip/trunk/trunk.ts'
import { createTrunkEdge, type TrunkEdge } from '#runtime/sip/trunk/trunkEdge.ts'
import { createTone } from '#runtime/voice/engine/tone.ts'
import { type Measured, median, ms, type Report } from './gates.ts'
import type { Load } from './trunkLoad.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} }
const times = z.array(z.number())
const loadSchema = z.object({ answered: z.number(), setups: times, gaps: times })

/** Calls by SIP over UDP with plain RTP, all on this machine; the load is another process. */
export async function measureTrunk(): Promise<Measured> {
  const edge = await createTrunkEdge({
    ...{ log, host: '127.0.0.1', port: 0, tls: null, publicAddress: null, mediaPorts: null },
    trunks: [
      {
        ...{ ...trunkDefaults, id: 'load', addresses: ['127.0.0.1'] },
        ...{ mostCalls: 1_000, callsPerSecond: 1_000 },
      },
    ],
  })
  edge.onCall(async (call) => {
    const line = await call.answer()
    line.listen({ audio() {}, digit() {}, text() {}, hangup() {} })
    line.play(createTone({ lengthMs: talkSeconds * 1_000 + 4_000 }))
  })
  try {
    return { gates: [], reports: [...(await signalling(edge)), ...(await talking(edge))] }
  } finally {
    await edge.close()
  }
}

const manyCalls = 200
const perSecond = 50
const talkingCalls = 30
const talkSeconds = 8

async function signalling(edge: TrunkEdge): Promise<readonly Report[]> {
  const { load } = await run(edge, [manyCalls, perSecond, 0.1])
  return [
    {
      name: `${manyCalls} calls by SIP at ${perSecond} a second: answered`,
      target: String(manyCalls),
      figure: String(load.answered),
    },
    {
      name: 'INVITE → answer with media, median and longest',
      target: '20 ms, 100 ms',
      figure: `${ms(median(load.setups))}, ${ms(Math.max(...load.setups))}`,
    },
  ]
}

async function talking(edge: TrunkEdge): Promise<readonly Report[]> {
  const { load, cpu, elapsed } = await run(edge, [talkingCalls, perSecond, talkSeconds])
  const perCall = cpu / elapsed / talkingCalls
  return [
    {
      name: `CPU of one of ${talkingCalls} talking calls, PCMU over plain RTP, of a core`,
      target: '0.7 %',
      figure: `${(100 * perCall).toFixed(2)} %`,
    },
    {
      name: `longest gap heard in ${talkingCalls} talking calls`,
      target: '60 ms',
      figure: ms(Math.max(...load.gaps)),
    },
  ]
}

/** Runs the load, and measures what this process spent on it. */
async function run(
  edge: TrunkEdge,
  load: readonly [calls: number, perSecond: number, seconds: number],
): Promise<{ readonly load: Load; readonly cpu: number; readonly elapsed: number }> {
  const script = new URL('./trunkLoad.ts', import.meta.url)
  const child = fork(script, [String(edge.portOf('UDP')), ...load.map(String)])
  const [before, startedAt] = [process.cpuUsage(), performance.now()]
  const answer = await new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', (code) => reject(new Error(`The load ended with ${code}.`)))
  })
  const { user, system } = process.cpuUsage(before)
  child.removeAllListeners('exit')
  return {
    load: loadSchema.parse(answer),
    cpu: (user + system) / 1_000_000,
    elapsed: (performance.now() - startedAt) / 1_000,
  }
}
