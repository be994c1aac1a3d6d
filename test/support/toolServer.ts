import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { z } from 'zod'

export interface ScriptedTools {
  readonly url: string
  /** Headers of every request, in order. */
  readonly requests: readonly IncomingMessage['headers'][]
  /** Calls of tools, in order. */
  readonly calls: readonly { readonly tool: string; readonly args: unknown }[]
  close(): Promise<void>
}

/** A server of tools by the protocol’s own library, over real HTTP: one tool works, the others fail in their own ways. */
export async function startToolServer({ token = '' } = {}): Promise<ScriptedTools> {
  const requests: IncomingMessage['headers'][] = []
  const calls: { tool: string; args: unknown }[] = []
  const makeServer = () => {
    const tools = new McpServer({ name: 'scripted', version: '1.0.0' })
    const register = (
      name: string,
      description: string,
      answer: () => Promise<{ text: string; isError?: boolean }>,
    ) =>
      tools.registerTool(
        name,
        { description, inputSchema: { order: z.string() } },
        async (args) => {
          calls.push({ tool: name, args })
          const { text, isError = false } = await answer()
          return { content: [{ type: 'text' as const, text }], isError }
        },
      )
    register('find_order', 'Finds an order by its number.', async () => ({
      text: '{"status":"on its way","day":"Friday"}',
    }))
    register('slow', 'Never answers.', () => new Promise(() => {}))
    register('huge', 'Answers far too much.', async () => ({ text: 'much '.repeat(200_000) }))
    register('broken', 'Fails.', async () => ({ text: 'The warehouse is closed.', isError: true }))
    return tools
  }
  const server = createServer(async (request, response) => {
    requests.push(request.headers)
    if (token !== '' && request.headers.authorization !== `Bearer ${token}`) {
      return void response.writeHead(401).end()
    }
    // Without sessions every request has a server of its own.
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true })
    await makeServer().connect(transport)
    await transport.handleRequest(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}/mcp`,
    requests,
    calls,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
