import { expect, it } from 'vitest'
import { createVoiceEngine } from '#runtime/voice/engine/createVoiceEngine.ts'
import type { Report, TurnClient } from '#runtime/voice/report.ts'
import { type DelayPart, delayPartNames } from '#shared/api/delays.ts'
import { createFakeClock } from '../support/fakeClock.ts'
import {
  createFakeCall,
  createFakeDetector,
  createFakeLine,
  createFakeRecognizer,
  createFakeSynthesizer,
} from '../support/fakeVoice.ts'

interface Answer {
  /** Milliseconds until the document is there, and how much of them the runtime says were its own. */
  readonly after: number
  readonly took?: number
  readonly body: string
}
interface Way {
  readonly gather: string
  /** What the caller does. */
  readonly input: { readonly says: string } | { readonly presses: string }
  readonly answers: Readonly<Record<number, Answer>>
  /** Lines of the stream of turn 2, each so long after the one before. */
  readonly lines?: readonly { readonly after: number; readonly line: object }[]
  /** The first words that count. */
  readonly hears: string
  readonly parts: Partial<Record<DelayPart, number>>
}

const speech = 'input="dtmf speech" timeout="9" language="en-US"'
const spoken = { endpointing: 600, recognition: 40 }
const listening = (prompt: string) =>
  `<Gather ${speech} action="/hooks/voice/C1/9">${prompt}</Gather>`

const ways: Readonly<Record<string, Way>> = {
  'a stream of sentences': {
    gather: speech,
    input: { says: 'an appointment' },
    answers: { 2: { after: 30, took: 20, body: listening('<Say stream="/hooks/say/C1/2"/>') } },
    lines: [
      {
        after: 400,
        line: { say: 'It left.', timing: { token: 300, sentence: 380, saved: 0 } },
      },
      { after: 200, line: { say: 'Yesterday.' } },
      { after: 0, line: { end: 'listen' } },
    ],
    hears: 'It left.',
    parts: { ...spoken, turn: 20, network: 30, model: 300, sentence: 80, synthesis: 70 },
  },
  'a first sentence and Redirect': {
    gather: speech,
    input: { says: 'an appointment' },
    answers: {
      2: {
        after: 430,
        took: 400,
        body: '<Say>It left.</Say><Redirect>/hooks/voice/C1/3</Redirect>',
      },
      3: { after: 10, body: listening('<Say>Yesterday.</Say>') },
    },
    hears: 'It left.',
    parts: { ...spoken, turn: 400, network: 30, synthesis: 70 },
  },
  'a whole answer': {
    gather: speech,
    input: { says: 'an appointment' },
    answers: { 2: { after: 930, took: 900, body: listening('<Say>It left.</Say>') } },
    hears: 'It left.',
    parts: { ...spoken, turn: 900, network: 30, synthesis: 70 },
  },
  'a silent document that holds the line, and then the answer': {
    gather: speech,
    input: { says: 'an appointment' },
    answers: {
      2: {
        ...{ after: 500, took: 490 },
        body: '<Pause length="1"/><Redirect>/hooks/voice/C1/3</Redirect>',
      },
      3: { after: 20, took: 15, body: listening('<Say>It left.</Say>') },
    },
    hears: 'It left.',
    // The pause counts as the way there: nothing of it was work.
    parts: { ...spoken, turn: 505, network: 1_015, synthesis: 70 },
  },
  'words of a grammar, which end sooner': {
    gather: `${speech} grammar="builtin:yesno"`,
    input: { says: 'yes please' },
    answers: { 2: { after: 30, took: 20, body: listening('<Say>It left.</Say>') } },
    hears: 'It left.',
    parts: { endpointing: 360, recognition: 40, turn: 20, network: 10, synthesis: 70 },
  },
  'a key that needs no other': {
    gather: `${speech} numDigits="1"`,
    input: { presses: '1' },
    answers: { 2: { after: 30, took: 20, body: listening('<Say>It left.</Say>') } },
    hears: 'It left.',
    parts: { endpointing: 0, recognition: 0, turn: 20, network: 10, synthesis: 70 },
  },
  'keys after which more might come': {
    gather: `${speech} interDigitTimeout="2"`,
    input: { presses: '12' },
    answers: { 2: { after: 30, took: 20, body: listening('<Say>It left.</Say>') } },
    hears: 'It left.',
    parts: { endpointing: 2_000, recognition: 0, turn: 20, network: 10, synthesis: 70 },
  },
}

/** A call that is answered so; when the caller was done, when the answer was heard, and what was reported. */
async function take({ gather, input, answers, lines = [], hears }: Way) {
  const clock = createFakeClock()
  const later = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve))
  const first = `<Gather ${gather} action="/hooks/voice/C1/2"><Say>Hi.</Say></Gather>`
  const turns: TurnClient = {
    post: async (path) => {
      const turn = Number(/\/(\d+)$/.exec(path)?.[1] ?? 1)
      const answer = turn === 1 ? { after: 5, body: first } : answers[turn]
      if (!answer) return { status: 204, body: '', callId: 'C1' }
      await later(answer.after)
      const { took } = answer
      const body = `<Response>${answer.body}</Response>`
      return { status: 200, body, callId: 'C1', ...(took === undefined ? {} : { took }) }
    },
    lines: async function* () {
      for (const { after, line } of lines) {
        if (after > 0) await later(after)
        yield JSON.stringify(line)
      }
    },
  }
  const synthesizer = createFakeSynthesizer(clock, { ms: 70 })
  const line = createFakeLine(clock, synthesizer.textOf)
  const reports: Report[] = []
  const engine = createVoiceEngine({
    turns,
    synthesizer,
    recognizer: createFakeRecognizer(clock, { ms: 40 }),
    clock,
    report: (_, report) => reports.push(report),
    createDetector: createFakeDetector,
    log: { warn: () => {} },
    fetch: async () => new Response(null, { status: 404 }),
  })
  const began = clock.now()
  engine.take(createFakeCall(() => Promise.resolve(line)))
  await clock.advance(1_000)
  let doneAt = clock.now() - began
  if ('says' in input) {
    line.speak(input.says, 600)
    // The last frame with words comes 580 ms after the first.
    doneAt += 580
  } else line.press(input.presses)
  await clock.advance(8_000)
  const heard = line.heard.find((one) => one.endsWith(` ${hears}`)) ?? ''
  const delays = reports.filter((report) => report.type === 'delay')
  return { doneAt, heardAt: Number.parseInt(heard, 10), delays }
}

it.for(Object.entries(ways))(
  'what a caller waits for %s is told in parts that add up to it',
  async ([, way]) => {
    const { doneAt, heardAt, delays } = await take(way)
    const [delay] = delays
    if (!delay) throw new Error('No delay was reported.')
    const parts = Object.fromEntries(delayPartNames.map((name) => [name, delay[name] ?? 0]))
    expect(parts).toMatchObject(way.parts)
    const sum = Object.values(parts).reduce((total, part) => total + part, 0)
    expect(sum).toBe(delay.total)
    // By the ear of whoever waits, to the frame.
    expect(Math.abs(heardAt - doneAt - delay.total)).toBeLessThanOrEqual(20)
    expect(delays).toHaveLength(1)
  },
)
