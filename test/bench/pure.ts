import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { analyse } from '#editor/analysis/analyse.ts'
import { hearNews, newsOf } from '#editor/analysis/flowNews.ts'
import { compile } from '#shared/compile/compile.ts'
import { reportOn } from '#shared/compile/reportOn.ts'
import { applyEdit } from '#shared/flow/edit.ts'
import type { Flow } from '#shared/flow/flow.ts'
import type { Document } from '#shared/fml/fml.ts'
import { printFml } from '#shared/fml/printFml.ts'
import { parseFlow } from '#shared/nodes/parseFlow.ts'
import { type Measured, median, ms, ratioOf, time } from './gates.ts'
import { largeFlow } from './largeFlow.ts'
import { peer } from './peers.ts'

/** Gates of the pure core: compile, print, round trips. */
export async function measurePure(): Promise<Measured> {
  return {
    gates: [...(await compileGate()), ...(await printGate()), roundTripGate()],
    reports: [...(await compileReports())],
  }
}

/** A fresh copy, so that nothing remembered from the last run helps. */
const fresh = (flow: Flow): Flow => structuredClone(flow)

function mustCompile(flow: Flow | undefined): void {
  if (!flow || !compile(flow).ok) throw new Error('The bench flow does not compile')
}

async function compileGate() {
  const pairs = 7
  // Copied beforehand: only compiling is measured. One pair more warms up.
  const copies = (count: number) => {
    const flow = largeFlow(count)
    return Array.from({ length: pairs + 1 }, () => fresh(flow))
  }
  const [small, large] = [copies(1_000), copies(10_000)]
  const { ratio } = await ratioOf(
    () => mustCompile(large.pop()),
    () => mustCompile(small.pop()),
    pairs,
  )
  return [{ name: 'compile 10,000 nodes, of compile 1,000', sign: '≤' as const, bound: 12, ratio }]
}

async function compileReports() {
  const flow = largeFlow(1_000)
  const cold: number[] = []
  const edits: number[] = []
  const around = { flows: new Map(), environment: null }
  let current = flow
  // What the editor and its worker do: the copy is what crosses from one to the other, and back.
  let there = hearNews(null, structuredClone(newsOf(null, flow)))
  analyse(there, around)
  for (let run = 0; run < 9; run++) {
    const copy = fresh(flow)
    cold.push(await time(() => compile(copy)))
    const before = current
    edits.push(
      await time(() => {
        const data = { text: `Welcome for the time ${run}.` }
        current = applyEdit(before, { type: 'node.data', id: 'n0', data })
        there = hearNews(there, structuredClone(newsOf(before, current)))
        return structuredClone(analyse(there, around))
      }),
    )
  }
  return [
    { name: 'compile 1,000 nodes', target: '10 ms', figure: ms(median(cold)) },
    {
      name: 'edit → checked, recompiled, FML fresh at 1,000 nodes',
      target: '50 ms',
      figure: ms(median(edits)),
    },
  ]
}

async function printGate() {
  const twilio = await peer('twilio')
  const Response = twilio.twiml.VoiceResponse
  const texts = ['Thank you for calling.', 'For appointments press 1 & wait.', 'Goodbye <now>.']
  const document: Document = {
    verbs: [
      { type: 'say', text: texts[0] ?? '' },
      {
        type: 'gather',
        input: ['dtmf', 'speech'],
        numDigits: 1,
        timeout: 6,
        action: '/hooks/voice/C7/3',
        prompt: [{ type: 'say', text: texts[1] ?? '' }],
      },
      { type: 'pause', length: 2 },
      { type: 'say', text: texts[2] ?? '' },
      { type: 'redirect', url: '/hooks/voice/C7/4' },
      { type: 'hangup' },
    ],
  }
  const theirs = () => {
    const response = new Response()
    response.say(texts[0])
    response
      .gather({ input: ['dtmf', 'speech'], numDigits: 1, timeout: 6, action: '/hooks/voice/C7/3' })
      .say(texts[1])
    response.pause({ length: 2 })
    response.say(texts[2])
    response.redirect('/hooks/voice/C7/4')
    response.hangup()
    return response.toString()
  }
  const many = (run: () => string) => () => {
    for (let index = 0; index < 2_000; index++) run()
  }
  const { ratio } = await ratioOf(
    many(theirs),
    many(() => printFml(document)),
  )
  return [
    {
      name: 'printing a document, of the twilio package’s VoiceResponse',
      sign: '≥' as const,
      bound: 10,
      ratio,
    },
  ]
}

/** Turns of the longest way through each example flow, of an engine that asks once per node; the worst of them. */
function roundTripGate() {
  const root = join(import.meta.dirname, '../..')
  const ratios = globSync('flows/*.flow.json', { cwd: root }).map((file) => {
    const flow = parseFlow(JSON.parse(readFileSync(join(root, file), 'utf8')))
    if (!flow.ok) throw new Error(`${file} does not parse`)
    const { turns, onePerNode } = reportOn(flow.value).roundTrips
    return turns / onePerNode
  })
  return {
    name: 'longest round-trip count of each example flow, of one per node',
    sign: '≤' as const,
    bound: 0.5,
    ratio: Math.max(...ratios),
  }
}
