import type { Performer } from '#runtime/effects/performEffect.ts'
import { createModelPerformer } from '#runtime/effects/performModel.ts'
import { createFixedProviders } from '#runtime/llm/createFixedProviders.ts'
import { createModel } from '#runtime/llm/createModel.ts'
import { createVoiceEngine } from '#runtime/voice/engine/createVoiceEngine.ts'
import type { TurnClient } from '#runtime/voice/report.ts'
import { type Delay, delayPartNames, delaySchema } from '#shared/api/delays.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { drawFlow } from '#shared/nodes/drawFlow.ts'
import type { ModelEffect } from '#shared/session/effect.ts'
import { respondOffline } from '#shared/session/offline.ts'
import { createFakeCall, createFakeDetector } from '../support/fakeVoice.ts'
import { startScriptedModel } from '../support/scriptedModel.ts'
import { benchNumber, createBenchApp, openBenchStore } from './benchCalls.ts'
import type { Measured, Report } from './gates.ts'
import { createTalkLine, createTalkVoice, talkRecognizer } from './talkLine.ts'

/** Milliseconds until the model's first sentence, and between the pieces after it: the whole takes 900. */
const firstSentence = 300
const pace = 200
/** No two answers are alike: a model that repeats itself is asked again. */
const answerNumber = (index: number) =>
  [`Of course, this is table number ${index}. For`, ' which day', ` of month ${index}`, '?'].map(
    (content) => ({ role: 'assistant', content }),
  )

const turnsEach = 5
const callsAtOnce = 10
const crowd = 20

type Model = Performer<ModelEffect>
interface Way {
  readonly name: string
  readonly early: boolean
  readonly streams: boolean
  /** Whether sentences leave the model one by one. */
  readonly speaksParts: boolean
}
const early: Way = { name: 'begun early', early: true, streams: true, speaksParts: true }
const stream: Way = { name: 'stream', early: false, streams: true, speaksParts: true }
const redirect: Way = { name: 'redirect', early: false, streams: false, speaksParts: true }
const whole: Way = { name: 'wait for all', early: false, streams: false, speaksParts: false }

/** End of speech to first audio of an agent's answer, by the ways it can reach the caller. */
export async function measureConversation(): Promise<Measured> {
  const server = await startScriptedModel((_request, index) => ({
    type: 'stream',
    deltas: answerNumber(index),
    delay: firstSentence,
    pace,
  }))
  try {
    const providers = createFixedProviders({
      apiKey: 'bench',
      baseURL: server.baseURL,
      model: 'scripted',
    })
    const model = createModelPerformer(createModel({ providers, offline: respondOffline }))
    const measure = (way: Way, calls: number) => converse(way, calls, model)
    const found = {
      early: await measure(early, callsAtOnce),
      stream: await measure(stream, callsAtOnce),
      redirect: await measure(redirect, callsAtOnce),
      whole: await measure(whole, callsAtOnce),
      crowd: await measure(early, crowd),
    }
    const p50 = (delays: readonly Delay[]) => percentile(totals(delays), 0.5)
    return {
      gates: [
        {
          name: 'first audio of a streamed answer / of one that is waited for whole',
          ...{ sign: '≤' as const, bound: 0.8, ratio: p50(found.stream) / p50(found.whole) },
        },
        {
          name: 'first audio of an answer begun early / of one begun at the end of speech',
          ...{ sign: '≤' as const, bound: 0.85, ratio: p50(found.early) / p50(found.stream) },
        },
      ],
      reports: [
        report(early.name, found.early),
        report(stream.name, found.stream),
        report(redirect.name, found.redirect),
        report(whole.name, found.whole),
        report(`${early.name}, ${crowd} calls at once`, found.crowd),
      ],
    }
  } finally {
    await server.close()
  }
}

const flowOf = (way: Way): Flow =>
  drawFlow(
    [
      [
        'a',
        'agent',
        {
          greeting: 'What can I do?',
          prompt: 'Book tables.',
          turns: 100,
          early: way.early,
          exits: [{ id: 'x', name: 'booked', description: 'A table is booked.', phrases: [] }],
        },
      ],
    ],
    ['start.next>a', 'a.x>done', 'a.noInput>quiet', 'a.limit>long', 'a.failed>broken'],
  )

async function converse(way: Way, calls: number, model: Model): Promise<readonly Delay[]> {
  const { store, close } = await openBenchStore()
  const wholeModel: Model = {
    ...model,
    perform: (effect, { say: _, ...context }) => model.perform(effect, context),
  }
  const app = await createBenchApp(store, {
    model: way.speaksParts ? model : wholeModel,
    flow: flowOf(way),
  })
  const delays: Delay[] = []
  const { synthesizer, textOf } = createTalkVoice()
  const engine = createVoiceEngine({
    turns: way.streams ? app.voiceTurns : withoutStreams(app.voiceTurns),
    synthesizer,
    recognizer: talkRecognizer,
    createDetector: createFakeDetector,
    log: { warn: () => {} },
    report: (callId, one) => {
      if (one.type === 'delay') delays.push(delaySchema.parse(one))
      app.report(callId, one)
    },
    fetch: async () => new Response(null, { status: 404 }),
  })
  const talk = async (index: number) => {
    // Callers do not all speak in the same moment.
    await new Promise((resolve) => setTimeout(resolve, index * 37))
    const { line, gone } = createTalkLine(turnsEach, textOf)
    const call = createFakeCall(() => Promise.resolve(line))
    engine.take({ ...call, id: `talk-${way.name}-${index}`, to: benchNumber })
    await gone
  }
  await Promise.all(Array.from({ length: calls }, (_, index) => talk(index)))
  await engine.close()
  await app.close()
  await close()
  if (delays.length < calls * turnsEach) {
    throw new Error(`${way.name}: ${delays.length} of ${calls * turnsEach} answers were heard`)
  }
  return delays
}

/** An engine that takes whole documents only. */
const withoutStreams = (client: TurnClient): TurnClient => ({
  ...client,
  post: (path, { Streams: _, ...form }) => client.post(path, form),
})

const totals = (delays: readonly Delay[]) => delays.map(({ total }) => total)

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

function report(name: string, delays: readonly Delay[]): Report {
  const both = (values: readonly number[]) =>
    `${percentile(values, 0.5).toFixed(0)}/${percentile(values, 0.95).toFixed(0)}`
  const parts = delayPartNames
    .map((part) => `${part} ${both(delays.map((delay) => delay[part]))}`)
    .join(', ')
  return {
    name: `end of speech → first audio of an agent (${delays.length} turns, p50/p95): ${name}`,
    target: '600 ms of silence, and the model',
    figure: `${both(totals(delays))} ms: ${parts}`,
  }
}
