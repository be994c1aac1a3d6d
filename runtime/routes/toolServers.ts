import { Hono } from 'hono'
import { type ToolServer, toolServerInputSchema, toolServerName } from '#shared/api/toolServers.ts'
import type { Clock } from '../calls/clock.ts'
import type { ToolServerRecord, ToolServerStore } from '../storage/toolServerStore.ts'
import type { Vault } from '../storage/vault.ts'
import { headersContext, openHeaders, type ToolServers } from '../tools/createToolServers.ts'
import { audit } from './audit.ts'
import { HttpProblem, notFound, readJson } from './problem.ts'

export interface ToolServerDeps {
  readonly store: ToolServerStore
  readonly vault: Vault
  readonly clock: Clock
  readonly toolServers: Pick<ToolServers, 'list' | 'forget'>
}

/** Most servers of an installation. */
const mostServers = 50

/** Servers of tools: list, make, change, ask, forget. What they are sent is sealed and never told. */
export function createToolServerRoutes({ store, vault, clock, toolServers }: ToolServerDeps): Hono {
  const app = new Hono()
  app.get('/', async (c) =>
    c.json((await store.listToolServers()).map((record) => toAnswer(vault, record))),
  )

  app.put('/:name', async (c) => {
    const input = await readJson(c, toolServerInputSchema)
    const name = toolServerName.safeParse(c.req.param('name')).data
    if (name === undefined) {
      const detail = 'A tool server is called by small letters, digits and _, for example crm.'
      throw new HttpProblem(422, 'toolServer.badName', detail)
    }
    const known = await store.findToolServer(name)
    if (!known && (await store.listToolServers()).length >= mostServers) {
      throw new HttpProblem(409, 'toolServer.tooMany', `There are ${mostServers} tool servers.`)
    }
    const before = known ? (openHeaders(vault, known) ?? {}) : {}
    // A new address gets nothing that was meant for the old one.
    const isElsewhere = known !== null && new URL(known.url).origin !== new URL(input.url).origin
    const headers = Object.fromEntries(
      input.headers.flatMap(({ name: header, value }) => {
        const kept = isElsewhere ? undefined : before[header]
        return value === null && kept === undefined ? [] : [[header, value ?? kept ?? '']]
      }),
    )
    const record = {
      name,
      url: input.url,
      sealedHeaders:
        Object.keys(headers).length === 0
          ? ''
          : vault.seal(JSON.stringify(headers), headersContext(name)),
      createdAt: known?.createdAt ?? clock.now(),
    }
    await store.saveToolServer(record)
    toolServers.forget(name)
    audit(c, { name })
    return c.json(toAnswer(vault, record), known ? 200 : 201)
  })

  app.delete('/:name', async (c) => {
    const name = c.req.param('name')
    if (!(await store.deleteToolServer(name))) throw notFound('tool server')
    toolServers.forget(name)
    audit(c, { name })
    return c.body(null, 204)
  })

  app.post('/:name/tools', async (c) => {
    const name = c.req.param('name')
    if (!(await store.findToolServer(name))) throw notFound('tool server')
    const tools = await toolServers.list(name).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : 'It failed.'
      throw new HttpProblem(
        502,
        'toolServer.unreachable',
        `“${name}” did not say what it offers. ${why}`,
      )
    })
    return c.json(tools.map(({ name: tool, description }) => ({ name: tool, description })))
  })
  return app
}

const toAnswer = (vault: Vault, record: ToolServerRecord): ToolServer => ({
  name: record.name,
  url: record.url,
  headers: Object.keys(openHeaders(vault, record) ?? {}),
})
