import { z } from 'zod'
import {
  binnedFlowSchema,
  callCountsSchema,
  callDetailSchema,
  callPageSchema,
  environmentSchema,
  flowSummarySchema,
  type Problem,
  problemSchema,
  publishedSchema,
  type publishSchema,
  routes,
  softphoneTokenSchema,
  startedCallSchema,
  storedFlowSchema,
  type Target,
  type TextInput,
  templateSchema,
  versionDetailSchema,
  versionSchema,
} from '#shared/api/api.ts'
import { auditPageSchema } from '#shared/api/audit.ts'
import { numberSchema } from '#shared/api/numbers.ts'
import { outboxPageSchema } from '#shared/api/outbox.ts'
import { numberPlanSchema, type publishVersionSchema } from '#shared/api/plans.ts'
import { type Beat, beatAnswerSchema } from '#shared/api/presence.ts'
import {
  listedSubscriptionSchema,
  madeSubscriptionSchema,
  type newSubscriptionSchema,
  type subscriptionChangeSchema,
  subscriptionTrialSchema,
} from '#shared/api/subscriptions.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { askToSignIn } from '../people/session.ts'
import { takeEarlyAnswer } from './earlyAnswer.ts'
import { heldFlowSchema } from './heldFlow.ts'

/** The server's answer was no; `problem` says why, `code` is stable. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly problem: Problem | null
  constructor(status: number, problem: Problem | null) {
    super(
      translate(problem?.detail || problem?.title || '') ||
        t('The server answered {status}. Try again.', { status: String(status) }),
    )
    this.status = status
    this.code = problem?.code ?? `http.${status}`
    this.problem = problem
  }
}

/** What a person reads when something did not work. */
export const messageOf = (error: unknown): string =>
  error instanceof ApiError
    ? error.message
    : t('The server cannot be reached. Check that it runs, then try again.')

interface Init {
  readonly method?: string
  readonly body?: unknown
  readonly keepalive?: boolean
}

/** Asks the server; refusals are `ApiError`, answers are parsed. A body of bytes is sent as it is. */
export async function request<Value>(
  schema: z.ZodType<Value>,
  path: string,
  init: Init = {},
): Promise<Value> {
  const early = init.method === undefined ? takeEarlyAnswer(path) : null
  const response = await (early ?? fetch(path, fetchInit(init)))
  const text = await response.text()
  if (!response.ok) throw refusalOf(response, text)
  return schema.parse(parseJson(text))
}

const fetchInit = (init: Init): RequestInit => ({
  method: init.method ?? 'GET',
  headers: init.body === undefined ? {} : { 'content-type': typeOf(init.body) },
  ...(init.body === undefined
    ? {}
    : { body: init.body instanceof Blob ? init.body : JSON.stringify(init.body) }),
  ...(init.keepalive ? { keepalive: true } : {}),
})

/** What the server says against it; who has to sign in is asked to. */
export function refusalOf({ status }: Response, text: string): ApiError {
  const problem = problemSchema.safeParse(parseJson(text))
  const error = new ApiError(status, problem.success ? problem.data : null)
  if (error.code === 'auth.required') askToSignIn()
  return error
}

const typeOf = (body: unknown): string =>
  body instanceof Blob ? 'application/octet-stream' : 'application/json'

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const anything = z.unknown()

/** The HTTP API as functions; every answer is parsed by its schema. */
export const client = {
  environment: () => request(environmentSchema, routes.environment),
  flows: () => request(z.array(flowSummarySchema), routes.flows),
  createFlow: (body: { readonly name?: string; readonly flow?: unknown }) =>
    request(storedFlowSchema, routes.flows, { method: 'POST', body }),
  flow: (id: string) => request(heldFlowSchema, routes.flow(id)),
  saveFlow: (flow: Flow, revision: number, keepalive: boolean, editor: string) =>
    request(storedFlowSchema, routes.flow(flow.id), {
      method: 'PUT',
      body: { flow, revision, editor },
      keepalive,
    }),
  beat: (id: string, body: Beat, keepalive = false) =>
    request(beatAnswerSchema, routes.presence(id), { method: 'POST', body, keepalive }),
  bin: () => request(z.array(binnedFlowSchema), routes.bin),
  restoreFlow: (id: string) =>
    request(anything, `${routes.binned(id)}/restore`, { method: 'POST' }),
  forgetFlow: (id: string) => request(anything, routes.binned(id), { method: 'DELETE' }),
  templates: () => request(z.array(templateSchema), routes.templates),
  callCounts: () => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    return request(
      callCountsSchema,
      `${routes.callCounts}?timezone=${encodeURIComponent(timeZone)}`,
    )
  },
  deleteFlow: (id: string) => request(anything, routes.flow(id), { method: 'DELETE' }),
  publish: (id: string, body: z.input<typeof publishSchema>) =>
    request(publishedSchema, routes.publish(id), { method: 'POST', body }),
  publishVersion: (id: string, version: number, body: z.input<typeof publishVersionSchema>) =>
    request(publishedSchema, routes.publishVersion(id, version), { method: 'POST', body }),
  plans: () => request(z.array(numberPlanSchema), routes.plans),
  saveTesters: (number: string, testers: readonly string[]) =>
    request(anything, routes.testers(number), { method: 'PUT', body: { testers } }),
  dropSplit: (number: string) => request(anything, routes.split(number), { method: 'DELETE' }),
  dropNext: (number: string) => request(anything, routes.next(number), { method: 'DELETE' }),
  subscriptions: () => request(z.array(listedSubscriptionSchema), routes.subscriptions),
  addSubscription: (body: z.input<typeof newSubscriptionSchema>) =>
    request(madeSubscriptionSchema, routes.subscriptions, { method: 'POST', body }),
  saveSubscription: (id: string, body: z.input<typeof subscriptionChangeSchema>) =>
    request(listedSubscriptionSchema, routes.subscription(id), { method: 'PATCH', body }),
  removeSubscription: (id: string) =>
    request(anything, routes.subscription(id), { method: 'DELETE' }),
  trySubscription: (id: string) =>
    request(subscriptionTrialSchema, `${routes.subscription(id)}/test`, { method: 'POST' }),
  outbox: (before: string | null) =>
    request(
      outboxPageSchema,
      before === null ? routes.outbox : `${routes.outbox}?before=${encodeURIComponent(before)}`,
    ),
  replayWebhook: (id: string) => request(anything, routes.replay(id), { method: 'POST' }),
  audit: (before: string | null) =>
    request(
      auditPageSchema,
      before === null ? routes.audit : `${routes.audit}?before=${encodeURIComponent(before)}`,
    ),
  versions: (id: string) => request(z.array(versionSchema), routes.versions(id)),
  version: (id: string, version: number) =>
    request(versionDetailSchema, routes.version(id, version)),
  saveNote: (id: string, version: number, note: string) =>
    request(versionSchema, routes.version(id, version), { method: 'PATCH', body: { note } }),
  exportZip: async (id: string): Promise<Blob> => {
    const response = await fetch(routes.exportZip(id))
    if (!response.ok) throw refusalOf(response, await response.text())
    return response.blob()
  },
  numbers: () => request(z.array(numberSchema), routes.numbers),
  calls: (query: { readonly flow: string | null; readonly before: string | null }) => {
    const search = new URLSearchParams()
    if (query.flow !== null) search.set('flow', query.flow)
    if (query.before !== null) search.set('before', query.before)
    return request(callPageSchema, `${routes.calls}?${search.toString()}`)
  },
  call: (id: string) => request(callDetailSchema, routes.call(id)),
  startTextCall: (target: Target) =>
    request(startedCallSchema, routes.textCalls, { method: 'POST', body: { target } }),
  sendText: (id: string, input: TextInput) =>
    request(anything, routes.textCallInput(id), { method: 'POST', body: input }),
  softphoneToken: (target: Target) =>
    request(softphoneTokenSchema, routes.softphoneToken, { method: 'POST', body: { target } }),
  receivingToken: (receiveAs: string) =>
    request(softphoneTokenSchema, routes.softphoneToken, { method: 'POST', body: { receiveAs } }),
  speech: async (text: string, voice: string, language: string): Promise<Blob> => {
    const response = await fetch(routes.speech, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text, voice, language }),
    })
    if (!response.ok) throw refusalOf(response, await response.text())
    return response.blob()
  },
}
