import { Hono } from 'hono'
import { type Version, versionNoteSchema } from '#shared/api/api.ts'
import type { Store, VersionRecord } from '../storage/store.ts'
import { notFound, readJson } from './problem.ts'

/** The versions a flow has had: what is in them, what they answer, and their notes. */
export function createVersionRoutes(store: Store): Hono {
  const app = new Hono()

  app.get('/:id/versions', async (c) => {
    const id = c.req.param('id')
    const [record, versions] = await Promise.all([store.findFlow(id), store.listVersions(id)])
    if (!record) throw notFound('flow')
    return c.json(await withUse(store, versions))
  })

  app.get('/:id/versions/:version', async (c) => {
    const found = await store.findVersion(c.req.param('id'), numberOf(c.req.param('version')))
    if (!found) throw notFound('version')
    const { flow, ...record } = found
    const [[version], program] = await Promise.all([
      withUse(store, [record]),
      store.loadProgram(record.hash),
    ])
    if (!program) throw new Error(`The program ${record.hash} of ${flow.id} is gone.`)
    return c.json({ version, flow, program })
  })

  app.patch('/:id/versions/:version', async (c) => {
    const { note } = await readJson(c, versionNoteSchema)
    const [id, number] = [c.req.param('id'), numberOf(c.req.param('version'))]
    if (!(await store.saveNote(id, number, note))) throw notFound('version')
    const found = await store.findVersion(id, number)
    if (!found) throw notFound('version')
    const { flow: _, ...record } = found
    const [version] = await withUse(store, [record])
    return c.json(version)
  })
  return app
}

/** Versions of one flow with the numbers that answer with them and the calls they have had. */
export async function withUse(
  store: Store,
  versions: readonly VersionRecord[],
): Promise<readonly Version[]> {
  const [first] = versions
  if (!first) return []
  const [numbers, counts] = await Promise.all([
    store.listNumbers(),
    store.countCallsByVersion(first.flowId),
  ])
  const used = new Map(counts.map((count) => [count.version, count]))
  return versions.map((version) => ({
    ...version,
    numbers: numbers.flatMap((one) =>
      one.flowId === version.flowId && one.version === version.version ? [one.number] : [],
    ),
    calls: used.get(version.version)?.calls ?? 0,
    callsInProgress: used.get(version.version)?.inProgress ?? 0,
  }))
}

/** 0, which no version has, for anything but a number. */
const numberOf = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : 0)
