import { Hono } from 'hono'
import type { z } from 'zod'
import { type publishedSchema, publishSchema } from '#shared/api/api.ts'
import { publishVersionSchema } from '#shared/api/plans.ts'
import { checkCredentials } from '#shared/compile/checkCredentials.ts'
import { check, type SpeechEnvironment } from '#shared/compile/checkEnvironment.ts'
import { compile } from '#shared/compile/compile.ts'
import { type Diagnostic, isError } from '#shared/diagnostic.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { allFlows } from '../calls/allFlows.ts'
import type { Clock } from '../calls/clock.ts'
import { labelsOf } from '../calls/labelsOf.ts'
import type { Carriers } from '../carriers/createCarriers.ts'
import { authorOf } from '../people/person.ts'
import { NoSplit, NumberChanged, type PublishMode } from '../storage/planTypes.ts'
import type { NewPublication, Store, VersionRecord } from '../storage/store.ts'
import { audit } from './audit.ts'
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
    await checkHere(store, flow, speech())
    const at = clock.now()
    const { note, expects } = body
    const publication = { number, note, at, mode: modeOf(body, at), expects, author: authorOf(c) }
    await assignNumber(carriers, number)
    const version = await refusing(store, number, () => publishFlow(store, flow, publication))
    audit(c, { flow: flow.name, number, version: version.version, ...whenOf(body) })
    return c.json(await toPublished(store, version, number))
  })

  app.post('/:id/versions/:version/publish', async (c) => {
    const body = await readJson(c, publishVersionSchema)
    const [id, version] = [c.req.param('id'), Number(c.req.param('version'))]
    const found = Number.isSafeInteger(version) ? await store.findVersion(id, version) : null
    if (!found) throw notFound('version')
    const number = await freeNumber(store, body.number, found.flow, body.replace)
    // What it needed when it was made may be gone since.
    await checkHere(store, found.flow, speech())
    const at = clock.now()
    const pointing = { number, flowId: id, version, at, mode: modeOf(body, at) }
    await assignNumber(carriers, number)
    const pointed = await refusing(store, number, () =>
      store.pointNumber({ ...pointing, expects: body.expects }),
    )
    if (!pointed) throw notFound('version')
    audit(c, { flow: found.flow.name, number, version, ...whenOf(body) })
    return c.json(await toPublished(store, pointed, number))
  })
  return app
}

/** Refuses what calls would need and this installation does not have. */
async function checkHere(store: Store, flow: Flow, speech: SpeechEnvironment): Promise<void> {
  const missing = [
    ...check(flow, speech),
    ...checkCredentials(flow, await store.listCredentials()),
  ].filter(isError)
  if (missing.length > 0) throw cannotPublish(missing)
}

type When = Pick<z.output<typeof publishSchema>, 'at' | 'share'>

const whenOf = ({ at, share }: When) => ({
  ...(at === undefined ? {} : { at }),
  ...(share === undefined ? {} : { share }),
})

/** Milliseconds in a year: what is planned later is a slip of the year. */
const farthest = 366 * 24 * 3_600_000

function modeOf({ at, share }: When, now: number): PublishMode {
  if (at !== undefined && share !== undefined) {
    throw new HttpProblem(
      400,
      'publish.mode',
      'Choose a time or a share of callers, not both: share it when the time has come.',
    )
  }
  if (share !== undefined) return { type: 'share', share }
  if (at === undefined) return { type: 'now' }
  if (at <= now || at > now + farthest) {
    throw new HttpProblem(
      400,
      'publish.time',
      'The time to publish must be in the future, within a year.',
    )
  }
  return { type: 'later', at }
}

/** What the store refuses, as sentences. */
async function refusing<Value>(
  store: Store,
  number: string,
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof NoSplit) {
      throw new HttpProblem(
        409,
        'split.impossible',
        `Callers of ${number} cannot be shared: publish another version of this flow to it first.`,
      )
    }
    if (!(error instanceof NumberChanged)) throw error
    const { flowId, version } = error.now
    const [newest] = flowId === null ? [] : await store.listVersions(flowId)
    const by = newest?.version === version && newest.author !== null ? ` by ${newest.author}` : ''
    throw new HttpProblem(
      409,
      'number.changed',
      version === null
        ? `${number} is free now. Look at it, then publish again.`
        : `Somebody published to ${number} meanwhile: version ${version}${by} answers now. Look at it, then publish again.`,
      { current: { flowId, version } },
    )
  }
}

async function toPublished(
  store: Store,
  version: VersionRecord,
  number: string,
): Promise<z.input<typeof publishedSchema>> {
  const [[published], callsInProgress, plan] = await Promise.all([
    withUse(store, [version]),
    store.countCallsInProgress(version.flowId, version.hash),
    store.findPlan(number),
  ])
  if (!published) throw notFound('version')
  return { version: published, number, callsInProgress, plan }
}

/** Compiles a flow and lets a number answer with it. Throws 422 with diagnostics. */
export async function publishFlow(
  store: Store,
  flow: Flow,
  publication: Pick<NewPublication, 'number' | 'note' | 'at' | 'mode' | 'expects'> &
    Partial<Pick<NewPublication, 'author'>>,
): Promise<VersionRecord> {
  const flows = await allFlows(store)
  const compiled = compile(flow, { flows })
  if (!compiled.ok) {
    throw cannotPublish(compiled.error)
  }
  const { program } = compiled.value
  const labels = labelsOf(flow, flows)
  return store.publish({ author: null, ...publication, flow, program, labels })
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
