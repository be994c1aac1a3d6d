/** The load of `trunk.ts`, in a process of its own: calls a port of this machine as a trunk does. */

import { setTimeout as wait } from 'node:timers/promises'
import { trunkDefaults } from '#runtime/sip/trunk/trunk.ts'
import { createTrunkEdge } from '#runtime/sip/trunk/trunkEdge.ts'
import { createTone } from '#runtime/voice/engine/tone.ts'
import { frameMs, type Line } from '#runtime/voice/line.ts'

/** What the load saw of one run. */
export interface Load {
  readonly answered: number
  /** Milliseconds from the INVITE to the answer, of each call. */
  readonly setups: readonly number[]
  /** Milliseconds without sound while some should be heard, the longest of each call. */
  readonly gaps: readonly number[]
}

const log = { debug() {}, info() {}, warn() {}, error() {} }
const quiet = { digit() {}, text() {}, hangup() {} }
const [port = '', calls = '1', perSecond = '50', seconds = '1'] = process.argv.slice(2)
const talkMs = 1_000 * Number(seconds)

const edge = await createTrunkEdge({
  ...{ log, host: '127.0.0.1', port: 0, tls: null, publicAddress: null, mediaPorts: null },
  trunks: [
    {
      ...{ ...trunkDefaults, id: 'us', server: `sip:127.0.0.1:${port}` },
      ...{ mostCalls: 1_000, callsPerSecond: 1_000 },
    },
  ],
})
const setups: number[] = []
const gaps: number[] = []

/** Listens while it talks; resolves with the longest hole after the first sound. */
async function talk(line: Line): Promise<number> {
  let longest = 0
  let hole: number | null = null
  line.listen({
    ...quiet,
    audio: (pcm) => {
      const isLoud = pcm.some((sample) => Math.abs(sample) > 500)
      if (hole === null && !isLoud) return
      hole = isLoud ? 0 : (hole ?? 0) + frameMs
      longest = Math.max(longest, hole)
    },
  })
  line.play(createTone({ lengthMs: talkMs + 2_000 }))
  await wait(talkMs)
  return hole === null ? talkMs : longest
}

async function call(index: number): Promise<void> {
  await wait((1_000 * index) / Number(perSecond))
  const startedAt = performance.now()
  const ringing = await edge.dial('us', '+12025550100', { callerId: '100' })?.ringing
  if (ringing?.type !== 'answered') return
  setups.push(performance.now() - startedAt)
  gaps.push(await talk(ringing.line))
  ringing.line.hangup()
}

await Promise.all(Array.from({ length: Number(calls) }, (_, index) => call(index)))
const load: Load = { answered: setups.length, setups, gaps }
process.send?.(load)
await edge.close()
process.disconnect?.()
