import type { Server } from 'node:http'
import type { App } from '../app.ts'
import { systemClock } from '../calls/clock.ts'
import type { Store } from '../storage/store.ts'
import type { Engines, VoiceSide } from '../wire.ts'
import { finishCalls } from './finishCalls.ts'

export interface Running {
  readonly server: Server
  readonly voice: VoiceSide
  readonly app: App
  readonly engines: Engines
  readonly store: Store
}

/** Milliseconds after which closing does not wait any longer. */
const patience = 8_000

/**
 * SIGTERM and SIGINT: no new calls, those whose line is here are finished for up to `drainMs`, then all is closed.
 * Calls over HTTP and typed ones go on in another process of the same store, or when this one is back. A second signal
 * stops at once.
 */
export function stopOnSignal(running: Running, drainMs: number, say: (line: string) => void): void {
  let signals = 0
  const stop = async () => {
    signals += 1
    if (signals > 2) process.exit(0)
    if (signals === 2) return close(running)
    await drain(running, drainMs, say)
    if (signals === 1) await close(running)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

async function drain({ app, voice }: Running, drainMs: number, say: (line: string) => void) {
  app.health.beginStop()
  voice.refuseCalls()
  // What rings is given up, while there is an engine that can say so; those who talk talk on.
  await app.campaigns.close()
  await app.outbound.close()
  const calls = voice.liveCalls()
  if (calls === 0 || drainMs === 0) return
  const sentence = calls === 1 ? 'One call goes on.' : `${calls} calls go on.`
  say(`${sentence} Waiting up to ${drainMs / 1_000} s for the end; a second signal stops now.`)
  const left = await finishCalls(voice.liveCalls, drainMs, systemClock)
  if (left > 0) say(`${left} of them did not end in time and are hung up.`)
}

async function close({ server, voice, app, engines, store }: Running): Promise<void> {
  setTimeout(() => process.exit(0), patience).unref()
  server.close()
  await voice.close()
  await app.close()
  server.closeAllConnections()
  await engines.close()
  await store.close()
  process.exit(0)
}
