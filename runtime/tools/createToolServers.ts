import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { z } from 'zod'
import type { ServerTools } from '#shared/compile/modelControl.ts'
import { createGuardedHttp } from '../effects/fetchGuarded.ts'
import {
  type OfferedTool,
  type Toolbox,
  type ToolResult,
  toolAnswered,
  toolFailed,
} from '../llm/toolbox.ts'
import type { ToolServerRecord, ToolServerStore } from '../storage/toolServerStore.ts'
import type { Vault } from '../storage/vault.ts'
import { readToolAnswer } from './readToolAnswer.ts'
import { whileAsked } from './whileAsked.ts'

export interface ToolServersDeps {
  readonly store: ToolServerStore
  readonly vault: Vault
  readonly allowPrivate: boolean
}

export interface ToolServers extends Toolbox {
  /** What a server offers, asked now; rejects with a sentence. */
  list(name: string): Promise<readonly ListedTool[]>
  /** A server was changed: what is known of it is forgotten. */
  forget(name: string): void
  close(): Promise<void>
}

export interface ListedTool {
  readonly name: string
  readonly description: string
  readonly schema: Readonly<Record<string, unknown>>
}

/** Milliseconds that a server may take to say what it offers, and that the answer is good for. */
const listPatience = 5_000
const listAge = 60_000
/** Most tools of a server, and letters of one tool's schema. */
const mostTools = 100
const longestSchema = 8_000

interface Connection {
  readonly client: Client
  readonly tools: readonly ListedTool[]
  readonly until: number
}

const headersSchema = z.record(z.string(), z.string())

/** Where the headers of a server are sealed for. */
export const headersContext = (name: string): string => `tool_servers/${name}/headers`

/** The headers of a server; null: they cannot be opened any more. */
export function openHeaders(
  vault: Vault,
  { name, sealedHeaders }: Pick<ToolServerRecord, 'name' | 'sealedHeaders'>,
): Readonly<Record<string, string>> | null {
  if (sealedHeaders === '') return {}
  const opened = vault.open(sealedHeaders, headersContext(name))
  return opened === null ? null : headersSchema.parse(JSON.parse(opened))
}

/** Servers of tools over Streamable HTTP: guarded like webhooks, their lists kept for a minute. */
export function createToolServers({ store, vault, allowPrivate }: ToolServersDeps): ToolServers {
  const http = createGuardedHttp(allowPrivate)
  const connections = new Map<string, Promise<Connection>>()

  const connect = async (name: string): Promise<Connection> => {
    const record = await store.findToolServer(name)
    if (!record) throw new Error(`There is no tool server “${name}” here.`)
    const headers = openHeaders(vault, record)
    if (!headers) throw new Error(`The headers of “${name}” cannot be opened: enter them again.`)
    const { Client, StreamableHTTPClientTransport } = await loadProtocol()
    const client = new Client({ name: 'fml-studio', version: '1.0.0' })
    const transport = new StreamableHTTPClientTransport(new URL(record.url), {
      fetch: http.fetch,
      requestInit: { headers },
      reconnectionOptions: {
        maxRetries: 0,
        initialReconnectionDelay: 1_000,
        maxReconnectionDelay: 1_000,
        reconnectionDelayGrowFactor: 1,
      },
    })
    try {
      const { tools } = await whileAsked(AbortSignal.timeout(listPatience), async (signal) => {
        const options = { timeout: listPatience, signal }
        await client.connect(transport, options)
        return client.listTools(undefined, options)
      })
      const listed = tools.slice(0, mostTools).map((tool) => ({
        name: tool.name,
        description: tool.description ?? tool.title ?? tool.name,
        schema: tool.inputSchema,
      }))
      return { client, tools: listed, until: performance.now() + listAge }
    } catch (error) {
      void client.close().catch(() => {})
      throw error
    }
  }
  const forget = (name: string) => {
    const known = connections.get(name)
    connections.delete(name)
    known?.then(({ client }) => client.close()).catch(() => {})
  }
  const of = async (name: string): Promise<Connection> => {
    const known = connections.get(name)
    if (known) {
      const connection = await known.catch(() => null)
      if (connection && connection.until > performance.now()) return connection
      forget(name)
    }
    const fresh = connect(name)
    connections.set(name, fresh)
    fresh.catch(() => connections.delete(name))
    return fresh
  }

  const call = async (
    { server, tool, timeout }: Offer,
    name: string,
    args: unknown,
    signal: AbortSignal,
  ): Promise<ToolResult> => {
    try {
      const { client } = await of(server)
      const given = z.record(z.string(), z.unknown()).safeParse(args).data ?? {}
      const limits = { timeout, maxTotalTimeout: timeout }
      const answer = await whileAsked(signal, (signal) =>
        client.callTool({ name: tool, arguments: given }, undefined, { ...limits, signal }),
      )
      const { text, isError } = readToolAnswer(answer)
      return isError ? toolFailed(name, text || 'It failed.') : toolAnswered(name, text)
    } catch (error) {
      // A session that is gone, or a server that was restarted: the next call begins anew.
      forget(server)
      return toolFailed(name, sentenceOf(error, timeout))
    }
  }

  return {
    open: async ({ tools = [] }) => {
      const asked = tools.filter((one) => one.type === 'server')
      const offers = new Map<string, Offer>()
      const offered: OfferedTool[] = []
      const notes: string[] = []
      const lists = await Promise.allSettled(asked.map(({ server }) => of(server)))
      for (const [index, list] of lists.entries()) {
        const wanted = asked[index]
        if (!wanted) continue
        if (list.status === 'rejected') {
          notes.push(`The tools of ${wanted.server} are not there: ${sentenceOf(list.reason)}`)
          continue
        }
        for (const one of chosen(wanted, list.value.tools, notes)) {
          offers.set(one.offered.name, one.offer)
          offered.push(one.offered)
        }
      }
      return {
        tools: offered,
        notes,
        call: async (name, args, { signal }) => {
          const offer = offers.get(name)
          return offer
            ? call(offer, name, args, signal)
            : toolFailed(name, 'There is no such tool.')
        },
      }
    },
    list: async (name) => {
      forget(name)
      try {
        return (await of(name)).tools
      } catch (error) {
        throw new Error(sentenceOf(error))
      }
    },
    forget,
    close: async () => {
      for (const name of [...connections.keys()]) forget(name)
      await http.close()
    },
  }
}

/** Most installations never call such a server: a start does not wait for the protocol. */
async function loadProtocol() {
  const [{ Client }, { StreamableHTTPClientTransport }] = await Promise.all([
    import('@modelcontextprotocol/sdk/client/index.js'),
    import('@modelcontextprotocol/sdk/client/streamableHttp.js'),
  ])
  return { Client, StreamableHTTPClientTransport }
}

interface Offer {
  readonly server: string
  readonly tool: string
  readonly timeout: number
}

/** The tools of a server that a step allows, as the model sees them. */
function chosen(
  { server, tools, timeout }: ServerTools,
  listed: readonly ListedTool[],
  notes: string[],
): readonly { readonly offered: OfferedTool; readonly offer: Offer }[] {
  return tools.flatMap((name) => {
    const tool = listed.find((one) => one.name === name)
    if (!tool) {
      notes.push(`${server} has no tool “${name}” (any more).`)
      return []
    }
    if (JSON.stringify(tool.schema).length > longestSchema) {
      notes.push(`The tool “${name}” of ${server} is described at too great length.`)
      return []
    }
    const offered = {
      name: `${server}_${name}`.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 64),
      description: tool.description,
      parameters: tool.schema,
      isStrict: false,
    }
    return [{ offered, offer: { server, tool: name, timeout } }]
  })
}

function sentenceOf(error: unknown, timeout = listPatience): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return 'It failed.'
  if (/timed? ?out|abort/i.test(`${cause.name} ${cause.message}`)) {
    return `It did not answer within ${timeout / 1_000} s.`
  }
  const code = 'code' in cause ? String(cause.code) : ''
  if (code === 'ECONNREFUSED') return 'The server refused the connection.'
  if (code === 'ENOTFOUND') return 'No such server: check the address.'
  if (code === '401' || code === '403') return 'The server refused the headers: check the token.'
  return cause.message.replace(/\s+/g, ' ').slice(0, 300)
}
