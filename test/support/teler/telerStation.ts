import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { type Clock, systemClock } from '#runtime/calls/clock.ts'
import type { Carrier, OutboundCall, OutboundEvent } from '#runtime/carriers/carrier.ts'
import { createTelerCarrier } from '#runtime/carriers/teler/createTelerCarrier.ts'
import { createTelerEdge, type TelerEdge } from '#runtime/carriers/teler/telerEdge.ts'
import { HttpProblem, respondProblem } from '#runtime/routes/problem.ts'
import { createTelerRoutes } from '#runtime/routes/teler.ts'
import type { IncomingCall } from '#runtime/voice/line.ts'
import { createFakeTeler, type FakeTeler, type FakeTelerOptions } from './fakeTeler.ts'

export interface TelerStation {
  readonly url: string
  readonly teler: FakeTeler
  readonly edge: TelerEdge
  readonly carrier: Carrier
  /** Calls that the edge gave to the engine. */
  readonly taken: readonly IncomingCall[]
  close(): Promise<void>
}

export interface StationOptions extends FakeTelerOptions {
  /** What the engine does with a call. @defaultValue answers it */
  readonly take?: (call: IncomingCall) => void
  readonly acceptsOlderSignatures?: boolean
  readonly webhookSecret?: string
  /** What waits for something that may never come waits this much shorter than in life. @defaultValue 40 */
  readonly haste?: number
}

const log = { debug() {}, info() {}, warn() {}, error() {} }

/** Our side of Teler on a port, without an engine, and a fake Teler that knows it. */
export async function createTelerStation(options: StationOptions): Promise<TelerStation> {
  const { haste = 40 } = options
  const hastyClock: Clock = {
    now: systemClock.now,
    after: (ms, run) => systemClock.after(ms / haste, run),
  }
  const teler = await createFakeTeler(options)
  let handle: RequestListener = (_, response) => response.writeHead(503).end()
  const server = createServer((request, response) => handle(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  const port = bound !== null && typeof bound === 'object' ? bound.port : 0
  const url = `http://127.0.0.1:${port}`
  const edge = createTelerEdge({
    ...{ log, clock: hastyClock, publicUrl: url, secret: 'a-secret-for-tokens' },
  })
  const app = new Hono().route('/hooks/teler', createTelerRoutes(edge))
  app.onError((error, c) => {
    if (error instanceof HttpProblem) return respondProblem(c, error.problem)
    throw error
  })
  handle = getRequestListener((request) => app.fetch(request))
  server.on('upgrade', (request, socket, head) => edge.handleUpgrade(request, socket, head))
  const carrier = createTelerCarrier({
    ...{ apiKey: teler.apiKey, apiUrl: teler.url, edge, clock: hastyClock },
    acceptsOlderSignatures: options.acceptsOlderSignatures ?? false,
    webhookSecret: options.webhookSecret ?? null,
  })
  const taken: IncomingCall[] = []
  edge.onCall((call) => {
    taken.push(call)
    if (options.take) options.take(call)
    else void call.answer().catch(() => {})
  })
  return {
    ...{ url, teler, edge, carrier, taken },
    close: async () => {
      await teler.close()
      await edge.close()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export const ours = '+12025550100'
export const theirs = '+12025550155'

/** Calls somebody; what was heard, and what ended it. */
export async function callOut(station: TelerStation, more: Partial<OutboundCall> = {}) {
  const heard: OutboundEvent[] = []
  const over = Promise.withResolvers<void>()
  const placed = await station.carrier.placeCall(
    { callId: 'c1', to: theirs, from: ours, ringSeconds: 30, ...more },
    (event) => {
      heard.push(event)
      if (event.type === 'ended') over.resolve()
    },
  )
  const [call] = station.teler.calls.slice(-1)
  if (!call) throw new Error('Teler was not asked to call.')
  return { heard, placed, call, over: over.promise }
}
