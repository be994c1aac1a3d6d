import { expect } from 'vitest'
import { createVoiceEngine } from '#runtime/voice/engine/createVoiceEngine.ts'
import type { EngineOptions } from '#runtime/voice/engine/engineOptions.ts'
import { createFakeClock } from './fakeClock.ts'
import {
  createFakeCall,
  createFakeDetector,
  createFakeLine,
  createFakeRecognizer,
  createFakeSynthesizer,
  createFakeTurns,
  printReport,
} from './fakeVoice.ts'

/** Where the verb of `makeCall` posts to. */
export const action = '/hooks/voice/C1/2'

/** A call that runs one document, on a clock held by the test. */
export function makeCall(document: string, options: Partial<EngineOptions> = {}) {
  const clock = createFakeClock()
  const synthesizer = createFakeSynthesizer(clock)
  const line = createFakeLine(clock, synthesizer.textOf)
  const callee = createFakeLine(clock, synthesizer.textOf)
  const turns = createFakeTurns({ '/hooks/voice': document, [action]: '<Hangup/>' })
  const reports: string[] = []
  const engine = createVoiceEngine({
    turns,
    synthesizer,
    recognizer: createFakeRecognizer(clock),
    clock,
    report: (_, report) => reports.push(printReport(report)),
    createDetector: createFakeDetector,
    log: { warn: () => {} },
    fetch: async () => new Response(null, { status: 404 }),
    ...options,
  })
  engine.take(createFakeCall(() => Promise.resolve(line)))
  return {
    clock,
    line,
    callee,
    turns,
    reports,
    /** What the verb posted; the call is over and left nothing behind. */
    async posted() {
      await clock.advance(30_000)
      expect(engine.liveCalls()).toBe(0)
      expect(clock.pending()).toBe(0)
      expect(line.isUp()).toBe(false)
      expect(turns.posts.at(-1)?.path).toBe('/hooks/status')
      return turns.posts.find((post) => post.path === action)?.form
    },
  }
}
