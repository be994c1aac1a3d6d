import { Hono } from 'hono'
import type { Program } from '#shared/compile/program.ts'
import type { Effect } from '#shared/session/effect.ts'
import type { EffectResult } from '#shared/session/event.ts'
import { respondOffline } from '#shared/session/offline.ts'
import { createLibrary } from '../../knowledge/createLibrary.ts'
import { createFixedProviders } from '../../llm/createFixedProviders.ts'
import { createModel } from '../../llm/createModel.ts'
import { createWebhookTools } from '../../llm/webhookTools.ts'
import { type Answer, createTurns } from './createTurns.ts'
import { readInput } from './readInput.ts'
import { sendRequest } from './sendRequest.ts'
import { createMemoryStore, type SessionStore } from './sessionStore.ts'
import { readSettings, type Settings } from './settings.ts'
import { refusalOf } from './signatures.ts'

export interface ServerOptions {
  readonly program: Program
  /** Texts that agents answer from, by their hashes. @defaultValue none */
  readonly documents?: Readonly<Record<string, string>>
  /** Environment variables; see README.md. */
  readonly variables: Readonly<Record<string, unknown>>
  /** @defaultValue calls are kept in this process */
  readonly store?: SessionStore
  /** @defaultValue the clock of the machine */
  readonly now?: () => number
}

export interface Server {
  readonly fetch: (request: Request) => Response | Promise<Response>
}

/** Most characters of a posted form. */
const maxBody = 256 * 1024

/** Answers the turn protocol of one program; a sentence when the variables do not do. */
export function createServer(options: ServerOptions): Server | string {
  const settings = readSettings(options.variables)
  if (typeof settings === 'string') return settings
  const { program } = options
  const now = options.now ?? Date.now
  const store = options.store ?? createMemoryStore()
  const turns = createTurns({
    program,
    store,
    now,
    perform: createPerform(settings, now, options.documents ?? {}),
  })
  const starting = new Map<string, Promise<Started>>()

  const start = async (form: URLSearchParams, key: string): Promise<Started> => {
    const known = await store.find(key)
    if (known) return { callId: known, answer: await turns.repeat(known, 1) }
    const callId = crypto.randomUUID()
    await store.remember(key, callId)
    const direction = form.get('Direction')?.startsWith('outbound') ? 'outbound' : 'inbound'
    const [from, to] = [userOf(form.get('From') ?? ''), userOf(form.get('To') ?? '')]
    return { callId, answer: await turns.start({ id: callId, from, to, direction }) }
  }

  const app = new Hono()
  app.get('/health', (c) => c.json({ program: program.hash }))

  app.post('/hooks/voice', async (c) => {
    const form = await readForm(c.req.raw, settings, now())
    if (form instanceof Response) return form
    const sid = form.get('CallSid')
    if (!sid) return problem(400, 'form.invalid', 'CallSid is missing.')
    const key = `${form.get('AccountSid') ?? ''}\n${sid}`.slice(0, 500)
    const begun = starting.get(key) ?? start(form, key).finally(() => starting.delete(key))
    starting.set(key, begun)
    const { callId, answer } = await begun
    return respond(answer, callId)
  })

  app.post('/hooks/voice/:callId/:turn', async (c) => {
    const form = await readForm(c.req.raw, settings, now())
    if (form instanceof Response) return form
    const { callId, turn } = c.req.param()
    const input = readInput(form)
    if (typeof input === 'string') return problem(400, 'form.invalid', input)
    if (form.get('Turn') !== turn || !/^[1-9]\d{0,5}$/.test(turn)) {
      return problem(400, 'turn.mismatch', `Turn ${form.get('Turn')} was posted to turn ${turn}.`)
    }
    return respond(await turns.turn(callId, Number(turn), input), callId)
  })

  app.post('/hooks/status', async (c) => {
    const form = await readForm(c.req.raw, settings, now())
    if (form instanceof Response) return form
    const key = `${form.get('AccountSid') ?? ''}\n${form.get('CallSid')}`.slice(0, 500)
    const callId = (await store.find(key)) ?? form.get('CallSid') ?? ''
    const isOver = /^(completed|failed|busy|no-answer|canceled)$/.test(form.get('CallStatus') ?? '')
    const isKnown = isOver
      ? await turns.end(callId, form.get('Reason') ?? 'The caller hung up.')
      : (await store.load(callId)) !== null
    return isKnown ? c.body(null, 204) : problem(404, 'call.unknown', 'There is no such call.')
  })
  app.notFound(() =>
    problem(404, 'notFound', 'There is no such address: calls come to /hooks/voice.'),
  )
  return { fetch: (request) => app.fetch(request) }
}

interface Started {
  readonly callId: string
  readonly answer: Answer
}

function createPerform(
  settings: Settings,
  now: () => number,
  documents: Readonly<Record<string, string>>,
): (effect: Effect, callId: string) => Promise<EffectResult> {
  const model = createModel({
    providers: createFixedProviders(settings.openai),
    offline: respondOffline,
  })
  const library = createLibrary({
    store: {
      findDocument: async (hash) => {
        const text = documents[hash]
        return text === undefined ? null : { text }
      },
      findVectors: async () => null,
      saveVectors: async () => {},
    },
    embeddings: async () => null,
    log: { warn: () => {} },
  })
  const toolbox = createWebhookTools((effect, { callId }) =>
    sendRequest(effect, callId, settings, now()),
  )
  return (effect, callId) => {
    switch (effect.type) {
      case 'request':
        return sendRequest(effect, callId, settings, now())
      case 'model':
        return model.perform(effect, {
          callId,
          toolbox,
          library,
          signal: AbortSignal.timeout(effect.request.timeout + 1_000),
        })
    }
  }
}

/** The signed form of a request; nothing is looked at before its signature. */
async function readForm(
  request: Request,
  { secret }: Settings,
  now: number,
): Promise<URLSearchParams | Response> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBody) {
    return problem(413, 'body.tooLarge', 'The body is larger than 256 kB.')
  }
  const body = await request.text()
  if (body.length > maxBody) return problem(413, 'body.tooLarge', 'The body is larger than 256 kB.')
  const refusal = await refusalOf(secret, now, request.headers, body)
  return refusal ? problem(401, 'signature.refused', refusal) : new URLSearchParams(body)
}

/** `sip:+12025550100@example.org` is `+12025550100`. */
const userOf = (address: string): string =>
  (/^sips?:([^@;]+)/i.exec(address)?.[1] ?? address).slice(0, 200)

function respond({ status, document }: Answer, callId: string): Response {
  if (status === 404) return problem(404, 'call.unknown', 'There is no such call.')
  if (status === 409) {
    return problem(409, 'turn.future', 'This turn is not due yet: wait for the answer before it.')
  }
  const headers = { 'content-type': 'application/xml; charset=utf-8', 'x-call-id': callId }
  return new Response(document, { headers })
}

/** RFC 9457. */
const problem = (status: number, code: string, detail: string): Response =>
  Response.json(
    { type: 'about:blank', title: detail, status, code, detail },
    { status, headers: { 'content-type': 'application/problem+json' } },
  )
