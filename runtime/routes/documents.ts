import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { maxDocumentBytes, type StudioDocument } from '#shared/api/documents.ts'
import type { Clock } from '../calls/clock.ts'
import { readDocument } from '../knowledge/readDocument.ts'
import type { DocumentInfo, DocumentStore, DocumentUser } from '../storage/documentStore.ts'
import { audit } from './audit.ts'
import { HttpProblem, notFound } from './problem.ts'

export interface DocumentDeps {
  readonly store: DocumentStore
  readonly clock: Clock
}

/** Documents that agents answer from: list, take, read, delete. */
export function createDocumentRoutes({ store, clock }: DocumentDeps): Hono {
  const app = new Hono()
  app.get('/', async (c) => {
    const [documents, users] = await Promise.all([store.listDocuments(), store.documentUsers()])
    return c.json(documents.map((document) => toAnswer(document, users)))
  })

  app.post('/', async (c) => {
    const name = (c.req.query('name') ?? '').trim().slice(0, 200)
    const length = Number(c.req.header('content-length') ?? 0)
    if (length > maxDocumentBytes) throw tooLarge(name)
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    if (bytes.byteLength > maxDocumentBytes) throw tooLarge(name)
    const read = await readDocument(name, bytes)
    if (!read.ok) throw new HttpProblem(415, 'document.unreadable', read.error)
    const { kind, text } = read.value
    const hash = createHash('sha256').update(text).digest('hex')
    const document = {
      hash,
      name,
      kind,
      bytes: bytes.byteLength,
      createdAt: clock.now(),
      text,
    }
    await store.saveDocument(document)
    audit(c, { name })
    return c.json(toAnswer(document, await store.documentUsers()), 201)
  })

  app.get('/:hash', async (c) => {
    const document = await store.findDocument(c.req.param('hash'))
    if (!document) throw notFound('document')
    const { hash, name, text } = document
    return c.json({ hash, name, text })
  })

  app.delete('/:hash', async (c) => {
    const hash = c.req.param('hash')
    const [user, ...others] = (await store.documentUsers()).get(hash) ?? []
    if (user) {
      const more = others.length === 0 ? '' : ` and ${others.length} more`
      const detail = `“${user.name}”${more} answers from this document, in a draft or a version: it stays.`
      throw new HttpProblem(409, 'document.used', detail)
    }
    if (!(await store.deleteDocument(hash))) throw notFound('document')
    return c.body(null, 204)
  })
  return app
}

const tooLarge = (name: string): HttpProblem =>
  new HttpProblem(
    413,
    'document.tooLarge',
    `“${name}” is larger than 2 MB: split it, or leave out what callers never ask.`,
  )

const toAnswer = (
  { hash, name, kind, bytes, createdAt }: DocumentInfo,
  users: ReadonlyMap<string, readonly DocumentUser[]>,
): StudioDocument => ({
  hash,
  name,
  kind,
  bytes,
  createdAt,
  usedBy: [...(users.get(hash) ?? [])],
})
