import { systemClock } from '../../calls/clock.ts'
import type { IncomingCall } from '../line.ts'
import { createCallRun } from './callRun.ts'
import { type EngineOptions, engineTexts } from './engineOptions.ts'

export interface VoiceEngine {
  /** Answers a ringing call and runs its documents; resolves when it is over and its end is told. Never rejects. */
  take(call: IncomingCall): Promise<void>
  liveCalls(): number
  /** Takes no new calls; those that go on are not touched. */
  refuseCalls(): void
  /** Ends every call, refuses new ones, and resolves when all is freed and reported. */
  close(): Promise<void>
}

const mostCalls = 200

/** Makes an FML browser over lines. */
export function createVoiceEngine(options: EngineOptions): VoiceEngine {
  const runs = new Map<{ readonly end: (reason: string) => void }, Promise<void>>()
  let isRefusing = false
  const settings = {
    ...options,
    clock: options.clock ?? systemClock,
    texts: options.texts ?? engineTexts,
    language: options.language ?? 'en-US',
    longestCall: options.longestCall ?? 4 * 3_600_000,
  }
  return {
    liveCalls: () => runs.size,
    take: async (call) => {
      if (isRefusing) return call.reject(503, 'Service Unavailable')
      if (runs.size >= (options.mostCalls ?? mostCalls)) return call.reject(486, 'Busy Here')
      const run = createCallRun(call, settings)
      const done = run.start().finally(() => runs.delete(run))
      runs.set(run, done)
      await done
    },
    refuseCalls: () => {
      isRefusing = true
    },
    close: async () => {
      isRefusing = true
      const ending = [...runs.values()]
      for (const run of runs.keys()) run.end('shutdown')
      await Promise.all(ending)
    },
  }
}
