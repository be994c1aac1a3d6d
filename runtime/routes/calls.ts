import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import type { CallRow } from '#shared/api/api.ts'
import { localTimeOf } from '#shared/text/localTime.ts'
import type { Clock } from '../calls/clock.ts'
import type { LiveCalls } from '../calls/liveCalls.ts'
import type { CallStore } from '../storage/store.ts'
import { HttpProblem, notFound } from './problem.ts'

export interface CallDeps {
  readonly store: CallStore
  readonly live: LiveCalls
  readonly clock: Clock
}

const querySchema = z.object({
  flow: z.string().max(200).optional(),
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
/** Most rows one answer holds; the events have the rest. */
const maxRows = 10_000
/** Milliseconds between comments that keep a quiet stream open. */
const heartbeat = 15_000
/** Milliseconds between looks whether whoever watches still may. */
const recheck = 5_000
/** Milliseconds after the end in which the goodbye is still reported. */
const afterglow = 5_000

/** Calls that were and are: list, detail, events. */
export function createCallRoutes({ store, live, clock }: CallDeps): Hono {
  const app = new Hono()

  app.get('/', async (c) => {
    const query = querySchema.safeParse(c.req.query())
    if (!query.success) throw new HttpProblem(400, 'query.invalid', 'limit takes 1 to 200.')
    const { flow, before, limit } = query.data
    return c.json(await store.listCalls({ flow: flow ?? null, before: before ?? null, limit }))
  })

  app.get('/counts', async (c) => {
    const now = clock.now()
    const { minute } = localTimeOf(now, c.req.query('timezone') ?? 'UTC')
    const midnight = now - (now % 60_000) - minute * 60_000
    return c.json(await store.countCalls(midnight))
  })

  app.get('/:id', async (c) => {
    const id = c.req.param('id')
    const [call, rows] = await Promise.all([store.findSummary(id), store.readRows(id, 0, maxRows)])
    if (!call) throw notFound('call')
    return c.json({ call, rows })
  })

  app.get('/:id/events', async (c) => {
    const id = c.req.param('id')
    const call = await store.findSummary(id)
    if (!call) throw notFound('call')
    const after = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? 0) || 0
    const isOver = () => call.endedAt !== null && clock.now() - call.endedAt > afterglow
    // 204 tells an EventSource to stop asking.
    if (isOver() && (await store.readRows(id, after, 1)).length === 0) return c.body(null, 204)
    c.header('cache-control', 'no-store')
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, async (stream) => {
      const gone = Promise.withResolvers<void>()
      stream.onAbort(gone.resolve)
      let sent: Promise<unknown> = Promise.resolve()
      const send = (row: CallRow) => {
        sent = sent.then(() => stream.writeSSE({ id: String(row.seq), data: JSON.stringify(row) }))
        sent.catch(gone.resolve)
      }
      const unsubscribe = live.subscribe(id, after, (rows) => {
        rows.forEach(send)
        if (rows.some(isLast)) clock.after(afterglow, gone.resolve)
      })
      let stopBeat = () => {}
      const beat = () => {
        stopBeat = clock.after(heartbeat, () => {
          stream.write(': still here\n\n').catch(gone.resolve)
          beat()
        })
      }
      beat()
      const stopWatch = watch(c.get('mayStill'), clock, gone.resolve)
      if (isOver()) clock.after(afterglow, gone.resolve)
      await gone.promise
      stopBeat()
      stopWatch()
      unsubscribe()
      await sent.catch(() => {})
    })
  })
  return app
}

/** Calls back once somebody may not watch any more: signed out, removed, or of a lesser role. What it returns ends it. */
function watch(
  mayStill: (() => Promise<boolean>) | undefined,
  clock: Clock,
  onEnd: () => void,
): () => void {
  if (!mayStill) return () => {}
  let stop = () => {}
  let isStopped = false
  const look = () => {
    stop = clock.after(recheck, () => {
      // A store that is away says nothing about the person.
      const asked = mayStill().catch(() => true)
      void asked.then((may) => {
        if (!may) onEnd()
        else if (!isStopped) look()
      })
    })
  }
  look()
  return () => {
    isStopped = true
    stop()
  }
}

/** After these only the goodbye's reports come. */
const isLast = (row: CallRow): boolean => row.type === 'line.ended'
