import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** One answer of the scripted server. */
export type ScriptedAnswer =
  /** Pieces as the real service streams them, then `[DONE]`. */
  | {
      readonly type: 'stream'
      readonly deltas: readonly object[]
      /** @defaultValue stop */
      readonly finish?: string | null
      /** Milliseconds before the first piece, and between pieces. */
      readonly delay?: number
      readonly pace?: number
      readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number }
    }
  /** The connection breaks after these pieces. */
  | { readonly type: 'broken'; readonly deltas: readonly object[] }
  | {
      readonly type: 'status'
      readonly status: number
      readonly body?: object
      readonly headers?: Readonly<Record<string, string>>
    }
  /** Bytes that are no answer. */
  | { readonly type: 'raw'; readonly body: string; readonly contentType?: string }
  /** Headers, and then nothing. */
  | { readonly type: 'silent' }
  /** The connection is taken, and that is all. */
  | { readonly type: 'deaf' }

/** What to answer to a request: the next of a list, the last one repeating, or by what was asked. */
export type ModelScript =
  | readonly ScriptedAnswer[]
  | ((request: CompletionRequest, index: number) => ScriptedAnswer | undefined)

export interface ScriptedModel {
  readonly baseURL: string
  /** Bodies of the requests, in order. */
  readonly requests: readonly CompletionRequest[]
  close(): Promise<void>
}

export interface CompletionRequest {
  readonly model: string
  readonly stream: boolean
  readonly messages: readonly { readonly role: string; readonly content: string | null }[]
  readonly tools?: readonly {
    readonly function: {
      readonly name: string
      readonly strict: boolean
      readonly parameters: object
    }
  }[]
}

/** A text in pieces of a few characters, as tokens come. */
export const textDeltas = (text: string): object[] =>
  [{ role: 'assistant', content: '' }].concat(
    (text.match(/[\s\S]{1,4}/g) ?? []).map((content) => ({ role: 'assistant', content })),
  )

/** A tool call in pieces: name first, then the arguments bit by bit. */
export function callDeltas(index: number, name: string, args: object | string): object[] {
  const text = typeof args === 'string' ? args : JSON.stringify(args)
  return [
    {
      tool_calls: [
        { index, id: `call_${index}`, type: 'function', function: { name, arguments: '' } },
      ],
    },
    ...(text.match(/[\s\S]{1,5}/g) ?? []).map((piece) => ({
      tool_calls: [{ index, function: { arguments: piece } }],
    })),
  ]
}

/** Speaks the wire format of Chat Completions on loopback, from a script; the last answer repeats. */
export async function startScriptedModel(script: ModelScript): Promise<ScriptedModel> {
  const requests: CompletionRequest[] = []
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    if (request.method === 'GET') return listModels(response)
    const asked: CompletionRequest = JSON.parse(body)
    requests.push(asked)
    const index = requests.length - 1
    const scripted =
      typeof script === 'function'
        ? script(asked, index)
        : script[Math.min(index, script.length - 1)]
    await answer(scripted, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : address
  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    requests,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** GET /models */
function listModels(response: ServerResponse): void {
  const data = ['fake', 'fake-large'].map((id) => ({ id, object: 'model' }))
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ object: 'list', data }))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}

async function answer(
  completion: ScriptedAnswer | undefined,
  response: ServerResponse,
): Promise<void> {
  if (!completion) return void response.writeHead(500).end()
  if (completion.type === 'deaf') return
  if (completion.type === 'status') {
    response.writeHead(completion.status, {
      'content-type': 'application/json',
      ...completion.headers,
    })
    return void response.end(JSON.stringify(completion.body ?? { error: { message: 'no' } }))
  }
  if (completion.type === 'raw') {
    response.writeHead(200, { 'content-type': completion.contentType ?? 'text/event-stream' })
    return void response.end(completion.body)
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.flushHeaders()
  if (completion.type === 'silent') return
  const { delay = 0, pace = 0 } = completion.type === 'stream' ? completion : {}
  if (delay > 0) await wait(delay)
  for (const delta of completion.deltas) {
    response.write(eventOf(delta, null))
    if (pace > 0) await wait(pace)
  }
  if (completion.type === 'broken') {
    // What was written leaves first.
    await wait(20)
    return void response.destroy()
  }
  const finish = completion.finish === undefined ? 'stop' : completion.finish
  if (finish !== null) response.write(eventOf({}, finish))
  // The last chunk with the usage has no choices.
  response.write(
    `data: ${JSON.stringify({ ...chunk, choices: [], usage: completion.usage ?? { total_tokens: 1 } })}\n\n`,
  )
  response.end('data: [DONE]\n\n')
}

const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'fake' }

const eventOf = (delta: object, finish: string | null) =>
  `data: ${JSON.stringify({ ...chunk, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`

/** An answer in words. */
export const says = (text: string): ScriptedAnswer => ({ type: 'stream', deltas: textDeltas(text) })

/** An answer that calls tools, after some words if there are any. */
export const callsTools = (
  calls: readonly (readonly [name: string, args: object | string])[],
  text = '',
): ScriptedAnswer => ({
  type: 'stream',
  deltas: [
    ...textDeltas(text),
    ...calls.flatMap(([name, args], index) => callDeltas(index, name, args)),
  ],
  finish: 'tool_calls',
})
