import { readFile } from 'node:fs/promises'
import { afterEach, expect, it } from 'vitest'
import { systemClock } from '#runtime/calls/clock.ts'
import { createVoiceEngine } from '#runtime/voice/engine/createVoiceEngine.ts'
import { type Line, type LineListener, sampleRateHz } from '#runtime/voice/line.ts'
import { parseFlow } from '#shared/nodes/parseFlow.ts'
import { respondOffline } from '#shared/session/offline.ts'
import { createFakeClock } from '../support/fakeClock.ts'
import {
  createFakeCall,
  createFakeDetector,
  createFakeRecognizer,
  createFakeSynthesizer,
} from '../support/fakeVoice.ts'
import { createHarness, type Harness } from '../support/harness.ts'

let harness: Harness | null = null
afterEach(async () => {
  await harness?.close()
  harness = null
})

/** Runs a published example over the engine; the caller answers each gather with the next key or words. */
async function callExample(slug: string, inputs: readonly string[]) {
  const json: unknown = JSON.parse(
    await readFile(new URL(`../../flows/${slug}.flow.json`, import.meta.url), 'utf8'),
  )
  const flow = parseFlow(json)
  if (!flow.ok) throw new Error(flow.error.map(({ message }) => message).join(' '))
  harness = await createHarness({
    model: async ({ request }) => ({
      type: 'model',
      provider: 'offline responder',
      answer: respondOffline(request),
    }),
  })
  await harness.publish(flow.value)
  const synthesizer = createFakeSynthesizer(createFakeClock())
  const recognizer = createFakeRecognizer(createFakeClock())
  const transcript: string[] = []
  const left = [...inputs]
  const gone = Promise.withResolvers<void>()
  let listener: LineListener | null = null
  const answerGather = () => {
    const input = left.shift()
    if (input === undefined) return listener?.hangup('bye')
    transcript.push(`> ${input}`)
    if (/^[0-9*#]+$/.test(input)) for (const key of input) listener?.digit(key)
    else listener?.text(input)
  }
  const line: Line = {
    codec: 'PCMU',
    sendDigits: async () => true,
    listen: (next) => {
      listener = next
    },
    play: (pcm) => {
      transcript.push(synthesizer.textOf(pcm))
      const playedMs = (pcm.length * 1_000) / sampleRateHz
      return { done: Promise.resolve(playedMs), playedMs, stop: () => {} }
    },
    hangup: () => gone.resolve(),
  }
  const { voiceTurns } = harness.app
  let isStreamed = false
  const engine = createVoiceEngine({
    // The caller waits for the prompt to end, and for the last sentence of one that comes in sentences.
    turns: {
      post: async (path, form) => {
        const answer = await voiceTurns.post(path, form)
        isStreamed = answer.body.includes(' stream=')
        return answer
      },
      lines: async function* (path, from, signal) {
        for await (const line of voiceTurns.lines(path, from, signal)) {
          if (line.includes('"listen"')) setImmediate(answerGather)
          yield line
        }
      },
    },
    report: (callId, report) => {
      harness?.app.report(callId, report)
      const isGather = report.type === 'verb.started' && report.verb === 'gather'
      if (isGather && !isStreamed) setImmediate(answerGather)
    },
    synthesizer,
    recognizer,
    createDetector: createFakeDetector,
    clock: systemClock,
    log: { warn: () => {} },
    fetch: async () => new Response(null, { status: 404 }),
  })
  const call = createFakeCall(() => Promise.resolve(line))
  engine.take(call)
  await gone.promise
  await engine.close()
  const callId = call.answeredWith()?.['X-Call-Id'] ?? ''
  const { call: kept } = await (await harness.request(`/api/calls/${callId}`)).json()
  // The sample service makes up a reference.
  const said = transcript.join('\n').replace(/reference is [^.]+/, 'reference is …')
  return { said, kept }
}

it('runs a published flow from the first word to its outcome', async () => {
  const { said, kept } = await callExample('clinic-front-desk', [
    '1',
    'maria gomez',
    'is there parking',
    'next tuesday',
    'half past nine in the morning',
  ])
  expect(said).toMatchInlineSnapshot(`
    "Thank you for calling Northside Clinic.
    For appointments press 1 or say appointment.
    For test results press 2 or say test results.
    For opening hours press 3 or say opening hours.
    > 1
    Of course, let us find a time for you.
    What is your name?
    > maria gomez
    Thank you.
    And the day of the visit, please?
    > is there parking
    Parking is free behind the building.
    Could you tell me the day of the visit, please?
    > next tuesday
    Thank you.
    And the time of the visit, please?
    > half past nine in the morning
    Thank you.
    I have noted: name, Maria Gomez; day, next tuesday; time, 9:30 AM.
    You are booked for next tuesday at 09:30.
    Your reference is ….
    Goodbye."
  `)
  expect(kept).toMatchObject({ channel: 'voice', status: 'completed', outcome: 'booked' })
})

it('closes the call when the caller hangs up', async () => {
  const { kept } = await callExample('clinic-front-desk', [])
  expect(kept).toMatchObject({ status: 'completed', endedAt: expect.any(Number) })
})
