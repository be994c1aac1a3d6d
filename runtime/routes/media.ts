import { Hono } from 'hono'
import { type MediaFile, mediaUrl } from '#shared/api/media.ts'
import type { Clock } from '../calls/clock.ts'
import type { Media, UploadedFile } from '../media/createMedia.ts'
import type { Store } from '../storage/store.ts'
import { HttpProblem, notFound } from './problem.ts'
import { serveWav } from './serveWav.ts'

export interface MediaDeps {
  readonly store: Store
  readonly media: Media
  readonly clock: Clock
}

/** Uploaded recordings: list, take, delete. */
export function createMediaRoutes({ store, media, clock }: MediaDeps): Hono {
  const app = new Hono()
  app.get('/', async (c) => {
    const [files, users] = await Promise.all([media.list(), usersOf(store)])
    return c.json(files.map((file) => toFile(file, users)))
  })

  app.post('/', async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    const added = await media.add(c.req.query('name') ?? '', bytes, clock.now()).catch(toProblem)
    if (!added.ok) throw new HttpProblem(415, 'media.unplayable', added.error)
    return c.json(toFile(added.value, await usersOf(store)), 201)
  })

  app.delete('/:id', async (c) => {
    const id = c.req.param('id')
    if (!(await media.read(id))) throw notFound('recording')
    const [user, ...others] = (await usersOf(store)).get(id) ?? []
    if (user) {
      const more = others.length === 0 ? '' : ` and ${others.length} more`
      const detail = `“${user.name}”${more} plays this recording: choose another one there first.`
      throw new HttpProblem(409, 'media.used', detail)
    }
    await media.remove(id)
    return c.body(null, 204)
  })
  return app
}

/** GET /media/:id: for listening on the screen, and for engines elsewhere. A name stands for its content. */
export function createMediaFiles(media: Pick<Media, 'read'>): Hono {
  const app = new Hono()
  app.get('/:id', async (c) => {
    const file = await media.read(c.req.param('id'))
    if (!file) throw notFound('recording')
    return serveWav(c, file, 'public, max-age=86400')
  })
  return app
}

type Users = ReadonlyMap<string, MediaFile['usedBy']>

/** Which flows name which recordings: drafts, and what numbers answer with. */
async function usersOf(store: Store): Promise<Users> {
  const users = new Map<string, MediaFile['usedBy']>()
  const note = (text: string, id: string, name: string) => {
    for (const [, media = ''] of text.matchAll(/\/media\/([A-Za-z0-9_-]{24})(?![\w-])/g)) {
      const known = users.get(media) ?? []
      if (known.every((user) => user.id !== id)) users.set(media, [...known, { id, name }])
    }
  }
  for (const { flow } of await store.listFlows())
    note(JSON.stringify(flow.nodes), flow.id, flow.name)
  for (const { number, flowId, flowName } of await store.listNumbers()) {
    const published = flowId === null ? null : await store.findPublished(number)
    const program = published && (await store.loadProgram(published.hash))
    if (program && flowId !== null) {
      note(JSON.stringify(program.ops), flowId, `${flowName ?? flowId} (${number})`)
    }
  }
  return users
}

const toFile = (file: UploadedFile, users: Users): MediaFile => ({
  ...file,
  url: mediaUrl(file.id),
  usedBy: users.get(file.id) ?? [],
})

function toProblem(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error
  throw new HttpProblem(503, 'disk.full', 'The disk is full: free some space and upload it again.')
}
