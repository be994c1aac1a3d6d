import { Hono } from 'hono'
import { type TestAnswer, type TestRequest, testRequestSchema } from '#shared/api/testRequest.ts'
import type { RequestOp } from '#shared/compile/program.ts'
import type { FlowSettings } from '#shared/flow/flow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { type ComposedRequest, composeRequest } from '#shared/session/composeRequest.ts'
import { renderTemplate } from '#shared/text/liquid.ts'
import type { Clock } from '../calls/clock.ts'
import type { RequestPerformer, RequestTrial } from '../effects/performRequest.ts'
import type { FlowStore } from '../storage/store.ts'
import { HttpProblem, notFound, readJson } from './problem.ts'

export interface TestRequestDeps {
  readonly store: FlowStore
  readonly clock: Clock
  readonly newId: () => string
  readonly request: Pick<RequestPerformer, 'tryOut'>
}

/** Most requests that are tried out at a time: a person looks at one. */
const mostAtOnce = 4
/** Characters of an answer that the screen gets. */
const mostShown = 200_000

/** POST /:id/test-request: one step's request, through the same guard, limits and templates as in a call. */
export function createTestRequestRoutes(deps: TestRequestDeps): Hono {
  const app = new Hono()
  let running = 0
  app.post('/:id/test-request', async (c) => {
    const body = await readJson(c, testRequestSchema)
    const record = await deps.store.findFlow(c.req.param('id'))
    if (!record) throw notFound('flow')
    const request = composeRequest(
      requestOf(body.node, record.flow.settings),
      scopeOf(body.values, deps.clock.now()),
      renderOrRefuse(body.values, deps.clock.now()),
    )
    if (running >= mostAtOnce) {
      throw new HttpProblem(429, 'request.busy', 'Other test requests still run: wait a moment.')
    }
    running += 1
    try {
      return c.json(await send(deps, request, c.req.raw.signal))
    } finally {
      running -= 1
    }
  })
  return app
}

async function send(
  deps: TestRequestDeps,
  request: ComposedRequest,
  signal: AbortSignal,
): Promise<TestAnswer> {
  const started = deps.clock.now()
  const effect = { type: 'request' as const, id: 'e1', node: 'test', ...request }
  const trial = await deps.request.tryOut(effect, { callId: `test_${deps.newId()}`, signal })
  const { method, url, headers, body } = request
  return {
    sent: { method, url, headers: { ...headers }, body },
    took: deps.clock.now() - started,
    result: toResult(trial),
  }
}

const toResult = (trial: RequestTrial): TestAnswer['result'] =>
  trial.type === 'failed'
    ? trial
    : {
        type: 'response',
        status: trial.status,
        headers: trial.headers.map(([name, value]) => ({ name, value })),
        body: trial.text.slice(0, mostShown),
        isCut: trial.text.length > mostShown,
      }

/** The request that a step compiles to. */
function requestOf(node: TestRequest['node'], settings: FlowSettings): RequestOp {
  const definition = definitionOf(node.type)
  const data = definition?.data.safeParse(node.data)
  if (!definition || !data?.success) {
    const path = data?.error?.issues[0]?.path.join('.') ?? ''
    const what = path === '' ? 'This step' : `${path} of this step`
    throw new HttpProblem(400, 'request.badStep', `${what} cannot be read: mend it in its form.`)
  }
  const [problem] = definition.check(data.data).filter((one) => one.severity === 'error')
  if (problem) {
    const hint = problem.hint ? ` ${problem.hint}` : ''
    throw new HttpProblem(422, 'request.badStep', `${problem.message}${hint}`)
  }
  const ops = definition.compile(
    { id: 'test', type: node.type, name: node.name, data: data.data, position: { x: 0, y: 0 } },
    { target: (port) => port, settings, subflow: null },
  )
  const op = Object.values(ops).find((one) => one.op === 'request')
  if (!op) throw new HttpProblem(400, 'request.none', 'This step sends no request.')
  return op
}

/** A call's scope from dotted names; a name below another one's text has no place and is left out. */
function scopeOf(values: TestRequest['values'], now: number): object {
  const scope: Record<string, unknown> = { now: new Date(now).toISOString() }
  for (const { name, value } of values) {
    const parts = name.split('.')
    const last = parts.pop()
    let place: Record<string, unknown> | null = scope
    for (const part of parts) place = place && objectIn(place, part)
    if (place && last !== undefined && isPlain(last)) place[last] = value
  }
  return scope
}

function objectIn(place: Record<string, unknown>, key: string): Record<string, unknown> | null {
  if (!isPlain(key)) return null
  if (!Object.hasOwn(place, key)) place[key] = {}
  const inner = place[key]
  return isRecord(inner) ? inner : null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isPlain = (key: string): boolean =>
  key !== '' && !/^(__proto__|constructor|prototype)$/.test(key)

/** In a call a template that fails prints nothing; a person who tries it out should hear of it. */
function renderOrRefuse(values: TestRequest['values'], now: number): (template: string) => string {
  const scope = scopeOf(values, now)
  return (template) => {
    const rendered = renderTemplate(template, scope)
    if (rendered.ok) return rendered.value
    throw new HttpProblem(
      422,
      'request.template',
      `“${template.slice(0, 80)}” cannot be filled in: ${rendered.error}.`,
    )
  }
}
