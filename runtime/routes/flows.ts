import { Hono } from 'hono'
import {
  createFlowSchema,
  type FlowSummary,
  type StoredFlow,
  saveFlowSchema,
} from '#shared/api/api.ts'
import { beatSchema } from '#shared/api/presence.ts'
import { createFlow } from '#shared/flow/createFlow.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { parseFlow } from '#shared/nodes/parseFlow.ts'
import { allFlows } from '../calls/allFlows.ts'
import type { Clock } from '../calls/clock.ts'
import { exportZip } from '../export/exportZip.ts'
import { authorOf } from '../people/person.ts'
import type { Presence } from '../presence/createPresence.ts'
import type { NumberRecord } from '../storage/numberRecords.ts'
import type { FlowRecord, Store } from '../storage/store.ts'
import { HttpProblem, invalidFlow, notFound, readJson } from './problem.ts'

export interface FlowDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: () => string
  readonly presence: Presence
}

/** Characters of a name that others see. */
const longestName = 60

/** Flows: list, make, read, save, delete. */
export function createFlowRoutes(deps: FlowDeps): Hono {
  const { store, clock } = deps
  const app = new Hono()

  const stored = async (id: string): Promise<StoredFlow> => {
    const [record, numbers] = await Promise.all([store.findFlow(id), store.listNumbers()])
    if (!record) throw await missing(store, id)
    const { flow, revision, updatedAt } = record
    return { flow: toMutable(flow), revision, updatedAt, live: liveOn(numbers, id) }
  }

  app.get('/', async (c) => {
    const [records, numbers] = await Promise.all([store.listFlows(), store.listNumbers()])
    return c.json(records.map((record) => toSummary(record, numbers)))
  })

  app.post('/', async (c) => {
    const body = await readJson(c, createFlowSchema)
    const flow = body.flow === undefined ? emptyFlow(deps, body.name) : copyOf(deps, body)
    if (!(await store.insertFlow(flow, clock.now()))) {
      throw new HttpProblem(409, 'flow.exists', 'There is a flow with this id already.')
    }
    return c.json(await stored(flow.id), 201)
  })

  app.get('/:id', async (c) => c.json(await stored(c.req.param('id'))))

  app.get('/:id/export.zip', async (c) => {
    const { flow } = await stored(c.req.param('id'))
    const zip = await exportZip(
      flow,
      { flows: await allFlows(store) },
      async (hash) => (await store.findDocument(hash))?.text ?? null,
    )
    if (!zip.ok) {
      throw invalidFlow(
        zip.error,
        'This flow has problems that must be solved before it is exported.',
      )
    }
    return c.body(new Uint8Array(zip.value), 200, {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${flow.id.replace(/[^\w.-]/g, '_')}.zip"`,
    })
  })

  app.put('/:id', async (c) => {
    const id = c.req.param('id')
    const { flow: document, revision, editor } = await readJson(c, saveFlowSchema)
    const flow = parsed(document)
    if (flow.id !== id) {
      throw new HttpProblem(400, 'flow.wrongId', `This is the flow ${flow.id}, not ${id}.`)
    }
    if (!(await store.saveFlow(flow, revision, clock.now()))) {
      const current = await stored(id)
      throw new HttpProblem(
        409,
        'flow.conflict',
        'Somebody saved this flow meanwhile. Reload it, or save yours as a copy.',
        { current: { revision: current.revision } },
      )
    }
    if (editor !== undefined) deps.presence.saved(id, editor)
    return c.json(await stored(id))
  })

  app.post('/:id/presence', async (c) => {
    const id = c.req.param('id')
    const beat = await readJson(c, beatSchema)
    const found = await store.findRevision(id)
    if (!found) throw await missing(store, id)
    // With accounts, people go by their own names.
    const name = authorOf(c)?.slice(0, longestName) ?? beat.name
    return c.json({ ...deps.presence.beat(id, { ...beat, name }), revision: found.revision })
  })

  app.delete('/:id', async (c) => {
    const { flow, live } = await stored(c.req.param('id'))
    const [number] = live
    if (number) {
      throw new HttpProblem(
        409,
        'flow.live',
        `${number.number} answers with this flow: publish another flow there first.`,
      )
    }
    await store.deleteFlow(flow.id, clock.now())
    return c.body(null, 204)
  })
  return app
}

/** Why a flow is not there: a person may still take it out of the bin. */
async function missing(store: Store, id: string): Promise<HttpProblem> {
  const isBinned = (await store.listBin()).some(({ flow }) => flow.id === id)
  return isBinned
    ? new HttpProblem(404, 'flow.deleted', 'This flow is in the bin: take it out to go on.')
    : notFound('flow')
}

function parsed(document: unknown): Flow {
  const result = parseFlow(document)
  if (result.ok) return result.value
  throw invalidFlow(result.error, result.error[0]?.message ?? 'This is not a flow.')
}

const emptyFlow = (deps: FlowDeps, name = 'New flow'): Flow => createFlow(deps.newId(), name)

function copyOf(
  deps: FlowDeps,
  { flow, name }: { flow?: unknown; name?: string | undefined },
): Flow {
  const original = parsed(flow)
  return { ...original, id: deps.newId(), name: name ?? original.name }
}

const liveOn = (numbers: readonly NumberRecord[], flowId: string): StoredFlow['live'] =>
  numbers.flatMap(({ number, version, flowId: target }) =>
    target === flowId && version !== null ? [{ number, version }] : [],
  )

const toSummary = (
  { flow, revision, updatedAt }: FlowRecord,
  numbers: readonly NumberRecord[],
): FlowSummary => ({
  id: flow.id,
  name: flow.name,
  revision,
  updatedAt,
  live: liveOn(numbers, flow.id),
  nodes: flow.nodes.length,
})

/** The schema's inferred type has no `readonly`. */
const toMutable = (flow: Flow): StoredFlow['flow'] => ({ ...flow })
