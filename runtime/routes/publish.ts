import { Hono } from 'hono'
import { publishSchema } from '#shared/api/api.ts'
import { check, type SpeechEnvironment } from '#shared/compile/checkEnvironment.ts'
import { compile } from '#shared/compile/compile.ts'
import { type Diagnostic, isError } from '#shared/diagnostic.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { allFlows } from '../calls/allFlows.ts'
import type { Clock } from '../calls/clock.ts'
import { labelsOf } from '../calls/labelsOf.ts'
import type { Carriers } from '../carriers/createCarriers.ts'
import type { Store, VersionRecord } from '../storage/store.ts'
import { assignNumber } from './numbers.ts'
import { HttpProblem, invalidFlow, notFound, readJson } from './problem.ts'
import { withUse } from './versions.ts'

export interface PublishDeps {
  readonly store: Store
  readonly carriers: Carriers
  readonly clock: Clock
  /** What this installation speaks and hears. */
  readonly speech: () => SpeechEnvironment
}

/** Publishing a flow to a number. */
export function createPublishRoutes({ store, carriers, clock, speech }: PublishDeps): Hono {
  const app = new Hono()

  app.post('/:id/publish', async (c) => {
    const body = await readJson(c, publishSchema)
    const record = await store.findFlow(c.req.param('id'))
    if (!record) throw notFound('flow')
    const { flow, revision } = record
    if (revision !== body.revision) {
      throw new HttpProblem(
        409,
        'flow.conflict',
        'Somebody saved this flow meanwhile. Reload it before publishing.',
        { current: { revision } },
      )
    }
    const number = await freeNumber(store, body.number, flow, body.replace)
    const unspeakable = check(flow, speech()).filter(isError)
    if (unspeakable.length > 0) throw cannotPublish(unspeakable)
    await assignNumber(carriers, number)
    const version = await publishFlow(store, flow, { number, note: body.note, at: clock.now() })
    const [[published], callsInProgress] = await Promise.all([
      withUse(store, [version]),
      store.countCallsInProgress(flow.id, version.hash),
    ])
    return c.json({ version: published, number, callsInProgress })
  })
  return app
}

/** Compiles a flow and lets a number answer with it. Throws 422 with diagnostics. */
export async function publishFlow(
  store: Store,
  flow: Flow,
  publication: { readonly number: string; readonly note: string; readonly at: number },
): Promise<VersionRecord> {
  const compiled = compile(flow, { flows: await allFlows(store) })
  if (!compiled.ok) {
    throw cannotPublish(compiled.error)
  }
  const { program } = compiled.value
  return store.publish({ ...publication, author: null, flow, program, labels: labelsOf(flow) })
}

const cannotPublish = (diagnostics: readonly Diagnostic[]) =>
  invalidFlow(diagnostics, 'This flow has problems that must be solved before publishing.')

async function freeNumber(
  store: Store,
  number: string,
  flow: Flow,
  replace: boolean,
): Promise<string> {
  const record = (await store.listNumbers()).find((candidate) => candidate.number === number)
  if (!record) throw notFound('number')
  if (record.flowId !== null && record.flowId !== flow.id && !replace) {
    throw new HttpProblem(
      409,
      'number.inUse',
      `${number} answers with “${record.flowName ?? record.flowId}”. Replace it, or choose another number.`,
      { current: { flowId: record.flowId, flowName: record.flowName } },
    )
  }
  return number
}
