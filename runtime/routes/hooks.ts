import { parse } from 'node:querystring'
import { type Context, Hono } from 'hono'
import { PatternRouter } from 'hono/router/pattern-router'
import { z } from 'zod'
import { answerers } from '#shared/session/session.ts'
import { toInput, turnForm } from '#shared/session/turnForm.ts'
import type { CallRunner, TurnAnswer } from '../calls/callRunnerTypes.ts'
import type { Clock } from '../calls/clock.ts'
import { callIdHeader, channelHeader } from '../calls/createTurnClient.ts'
import {
  apologyDocument,
  busyDocument,
  defaultApology,
  rejectDocument,
} from '../calls/documents.ts'
import { createLineLimits, type LineLimits } from '../calls/lineLimits.ts'
import type { Programs } from '../calls/programs.ts'
import type { Sayings, SayLine } from '../calls/sayings.ts'
import { checkSignature, signatureHeader, timestampHeader } from '../calls/signTurn.ts'
import type { Log } from '../log.ts'
import type { Outbound } from '../outbound/outboundTypes.ts'
import { type Channel, type Store, StoreUnavailable } from '../storage/store.ts'
import { createErrorHandler, handleErrors } from './handleErrors.ts'
import { HttpProblem } from './problem.ts'

export interface HookDeps {
  readonly store: Store
  readonly programs: Programs
  readonly runner: CallRunner
  readonly clock: Clock
  readonly newId: () => string
  readonly webhookSecret: string
  readonly log: Log
  readonly sayings: Pick<Sayings, 'read'>
  readonly outbound: Pick<Outbound, 'begin' | 'over'>
}

const name = z.string().min(1).max(200)
const voiceForm = z.object({
  CallSid: name,
  AccountSid: name.default('local'),
  From: z.string().max(200).default(''),
  To: name,
  Direction: z.string().max(40).default('inbound'),
  /** Sent by an engine that speaks sentences as they arrive. */
  Streams: z.literal('1').optional(),
  Revision: z.coerce.number().int().positive().optional(),
  /** Who took a call of ours. */
  AnsweredBy: z.enum(answerers).optional(),
})
const statusForm = z.object({
  CallSid: name,
  AccountSid: name.default('local'),
  CallStatus: z.enum([
    'initiated',
    'ringing',
    'answered',
    'in-progress',
    'completed',
    'failed',
    'busy',
    'no-answer',
    'canceled',
  ]),
  Reason: z.string().max(500).optional(),
  AnsweredBy: z.enum(answerers).optional(),
})

/** Where engines post. */
const hooksPath = '/hooks'

/**
 * The turn protocol: signed forms in, FML out. It answers by itself, for turns take no other way than this. No two of
 * them have the same path: a router that looks paths up in a table would enter each.
 */
export function createHooks(deps: HookDeps): Hono {
  const app = new Hono({ router: new PatternRouter() }).basePath(hooksPath)
  const { log } = deps
  handleErrors(app, log)
  const answerError = createErrorHandler(log)
  app.onError((error, c) => {
    const isRefused = error instanceof StoreUnavailable && c.req.path.includes('/voice')
    if (!isRefused) return answerError(error, c)
    // Found out before there was a call to step.
    log.error({ err: error }, `A turn was refused. ${error.message}`)
    return respond({ status: 503, document: apologyDocument(defaultApology) })
  })
  const { runner, store, clock } = deps
  const starting = new Map<string, Promise<Started>>()
  const limits = createLineLimits(store, clock)

  app.post('/voice', async (c) => {
    const form = await readForm(deps, c, voiceForm)
    // The same first request at the same time attaches to the first.
    const key = `${form.AccountSid}\n${form.CallSid}`
    const started = starting.get(key) ?? startCall({ ...deps, limits }, form, channelOf(c))
    starting.set(key, started)
    try {
      const { callId, answer } = await started
      return respond(answer, callId ? { [callIdHeader]: callId } : {})
    } finally {
      starting.delete(key)
    }
  })

  app.post('/voice/:callId/:turn', async (c) => {
    const form = await readForm(deps, c, turnForm)
    const { callId, turn } = c.req.param()
    if (String(form.Turn) !== turn) {
      throw new HttpProblem(400, 'turn.mismatch', `Turn ${form.Turn} was posted to turn ${turn}.`)
    }
    const began = clock.now()
    const answer = await runner.turn(callId, form.Turn, toInput(form))
    return respond(answer, { 'server-timing': `turn;dur=${clock.now() - began}` })
  })

  app.post('/prepare/:callId/:turn', async (c) => {
    const form = await readForm(deps, c, turnForm)
    const { callId, turn } = c.req.param()
    if (String(form.Turn) !== turn) {
      throw new HttpProblem(400, 'turn.mismatch', `Turn ${form.Turn} was posted to turn ${turn}.`)
    }
    await runner.prepare(callId, form.Turn, toInput(form))
    return c.body(null, 204)
  })

  app.get('/say/:callId/:turn', (c) => {
    const { pathname, search } = new URL(c.req.url)
    checkSigned(deps, c, `${pathname}${search}`)
    const { callId, turn } = c.req.param()
    const query = sayQuery.safeParse({ turn, from: c.req.query('from') })
    if (!query.success) throw new HttpProblem(400, 'say.invalid', 'from counts sentences from 0.')
    const lines = deps.sayings.read(callId, query.data.turn, query.data.from)
    if (!lines) throw new HttpProblem(404, 'say.unknown', 'Nothing is being said on this turn.')
    return c.body(toNdjson(lines), 200, {
      'content-type': 'application/x-ndjson',
      'cache-control': 'no-store',
    })
  })

  app.post('/status', async (c) => {
    const form = await readForm(deps, c, statusForm)
    const known = await store.findCall(form.AccountSid, form.CallSid)
    const callId = known ?? ((await store.loadTurn(form.CallSid, 0)) ? form.CallSid : null)
    const closing = closings[form.CallStatus]
    if (!closing) {
      if (callId) return c.body(null, 204)
      throw new HttpProblem(404, 'call.unknown', 'There is no such call.')
    }
    const reason = form.Reason ?? closing.reason
    if (callId) await runner.end(callId, reason, closing.status)
    const isOurs = await deps.outbound.over(callId ?? form.CallSid, {
      ...{ status: closing.status, reason, answeredBy: form.AnsweredBy ?? null },
    })
    if (!callId && !isOurs) throw new HttpProblem(404, 'call.unknown', 'There is no such call.')
    return c.body(null, 204)
  })
  return app
}

interface Started {
  readonly callId: string | null
  readonly answer: TurnAnswer
}

async function startCall(
  deps: HookDeps & { readonly limits: LineLimits },
  form: z.output<typeof voiceForm>,
  channel: Channel,
): Promise<Started> {
  if (form.Direction === 'outbound-api') return startOwnCall(deps, form, channel)
  const { runner, store, programs } = deps
  const repeat = async (): Promise<Started | null> => {
    const known = await store.findCall(form.AccountSid, form.CallSid)
    return known ? { callId: known, answer: await runner.repeat(known, 1) } : null
  }
  const repeated = await repeat()
  if (repeated) return repeated
  const to = userOf(form.To)
  const target = await programs.resolve(to, form.Revision ?? null, {
    from: userOf(form.From),
    sid: form.CallSid,
  })
  if (target.type === 'nobody') return spoken(rejectDocument)
  if (target.type === 'problem') return spoken(apologyDocument(target.text))
  const callId = deps.newId()
  const direction = form.Direction.startsWith('outbound') ? 'outbound' : 'inbound'
  const begin = () =>
    runner.start({
      info: {
        id: callId,
        from: userOf(form.From),
        to,
        direction,
        ...(form.Streams ? { streams: true } : {}),
      },
      program: target.program,
      call: { ...target.call, carrier: form.AccountSid, sid: form.CallSid, channel },
    })
  // Typed calls hold no line.
  const most = channel === 'text' ? null : target.mostCalls
  const answer = await deps.limits.within({ number: to, most, callId }, begin)
  if (!answer) return spoken(busyDocument)
  // Another process was asked for the same call at the same time, and was first.
  if (answer.status === 409) return (await repeat()) ?? { callId: null, answer }
  // A refused call was not kept: there is nothing to follow.
  return { callId: answer.status === 503 ? null : callId, answer }
}

/** The first turn of a call that we made: it runs what was pinned then, whatever the number answers with. */
async function startOwnCall(
  { runner, store, programs, outbound }: HookDeps,
  form: z.output<typeof voiceForm>,
  channel: Channel,
): Promise<Started> {
  const callId = form.CallSid
  const repeat = async () => ({ callId, answer: await runner.repeat(callId, 1) })
  if (await store.loadTurn(callId, 1)) return repeat()
  const record = await outbound.begin(callId, form.AnsweredBy ?? null)
  if (!record) return spoken(rejectDocument)
  const { flowId, flowName, version, labels, hash: programHash } = record.program
  const answer = await runner.start({
    info: {
      ...{ id: callId, from: record.from, to: record.to, direction: 'outbound' },
      ...(form.Streams ? { streams: true } : {}),
      ...(form.AnsweredBy ? { answeredBy: form.AnsweredBy } : {}),
    },
    program: await programs.load(programHash),
    call: { flowId, flowName, version, labels, carrier: 'local', sid: callId, channel },
    vars: record.vars,
  })
  if (answer.status === 409) return repeat()
  return { callId: answer.status === 503 ? null : callId, answer }
}

const spoken = (document: string): Started => ({ callId: null, answer: { status: 200, document } })

/** `sip:+12025550100@example.org` is `+12025550100`. */
const userOf = (address: string): string => /^sips?:([^@;]+)/i.exec(address)?.[1] ?? address

const closings: Readonly<
  Partial<
    Record<
      z.output<typeof statusForm>['CallStatus'],
      { status: 'completed' | 'failed'; reason: string }
    >
  >
> = {
  completed: { status: 'completed', reason: 'The caller hung up.' },
  failed: { status: 'failed', reason: 'The line failed.' },
  busy: { status: 'failed', reason: 'The line was busy.' },
  'no-answer': { status: 'failed', reason: 'Nobody answered.' },
  canceled: { status: 'failed', reason: 'The call was given up before it was answered.' },
}

const channels: readonly Channel[] = ['voice', 'text', 'http']
const channelOf = (c: Context): Channel =>
  channels.find((channel) => channel === c.req.header(channelHeader)) ?? 'http'

const sayQuery = z.object({
  turn: z.coerce.number().int().positive(),
  from: z.coerce.number().int().min(0).max(1_000).default(0),
})

function toNdjson(lines: AsyncIterable<SayLine>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const reader = lines[Symbol.asyncIterator]()
  return new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await reader.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`))
    },
    cancel: async () => {
      await reader.return?.()
    },
  })
}

/** Throws 401 unless what was signed is what came: a body, or the path of a request without one. */
function checkSigned(deps: HookDeps, c: Context, signed: string): void {
  const refusal = checkSignature(
    deps.webhookSecret,
    deps.clock.now(),
    c.req.header(timestampHeader),
    c.req.header(signatureHeader),
    signed,
  )
  if (refusal) throw new HttpProblem(401, 'signature.refused', refusal)
}

/** The signed form of a request; nothing is looked at before its signature. */
async function readForm<Schema extends z.ZodType>(
  deps: HookDeps,
  c: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  const body = await c.req.text()
  checkSigned(deps, c, body)
  // Half the time of URLSearchParams, which every turn would pay.
  const parsed = schema.safeParse(parse(body))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new HttpProblem(
      400,
      'form.invalid',
      `${issue?.path.join('.') ?? 'form'}: ${issue?.message ?? 'cannot be read'}.`,
    )
  }
  return parsed.data
}

function respond(
  { status, document }: TurnAnswer,
  headers?: Readonly<Record<string, string>>,
): Response {
  if (status === 404) throw new HttpProblem(404, 'call.unknown', 'There is no such call.')
  if (status === 409) {
    throw new HttpProblem(
      409,
      'turn.future',
      'This turn is not due yet: wait for the answer before it.',
    )
  }
  // Not by the context, which makes `Headers` of these: a plain object goes to the socket as it is.
  return new Response(document, {
    status,
    headers: { 'content-type': 'application/xml; charset=utf-8', ...headers },
  })
}
