import { Hono } from 'hono'
import { startCallSchema } from '#shared/api/outbound.ts'
import type { Programs } from '../calls/programs.ts'
import type { Outbound } from '../outbound/outboundTypes.ts'
import { readCallee } from '../outbound/readNumber.ts'
import { readVariables } from '../outbound/readVariables.ts'
import { resolveProgram } from '../outbound/resolveProgram.ts'
import type { Store } from '../storage/store.ts'
import { audit } from './audit.ts'
import { inProgress } from './idempotency.ts'
import { HttpProblem, notFound, readJson } from './problem.ts'

export interface OutboundRouteDeps {
  readonly store: Store
  readonly programs: Programs
  readonly outbound: Outbound
  readonly newId: () => string
}

/** Calling somebody, and giving up while it rings. */
export function createOutboundCallRoutes(deps: OutboundRouteDeps): Hono {
  const { store, outbound } = deps
  const app = new Hono()

  app.post('/', async (c) => {
    const body = await readJson(c, startCallSchema)
    const to = orRefuse('to.invalid', readCallee(body.to, body.country ?? ''))
    const from = await ownNumber(store, body.from, body.country ?? '')
    const wanted = body.flow ? { id: body.flow.id, version: body.flow.version ?? null } : null
    const resolved = orRefuse('flow.invalid', await resolveProgram(deps, wanted, from))
    const { program, variables } = resolved
    const vars = orRefuse('variables.invalid', readVariables(variables, body.variables))
    const choice = await outbound.choose({ to, from })
    if (choice.type === 'nobody') throw new HttpProblem(422, 'call.noCarrier', choice.why)
    const callId = deps.newId()
    const call = {
      ...{ callId, program, vars, from, to },
      ...{ ringSeconds: body.ringFor, onVoicemail: body.onVoicemail },
    }
    const placed = await outbound.place(call, c.get('claim') ?? null)
    if (placed === 'optedOut') throw optedOut(to)
    if (placed === 'claimLost') throw inProgress()
    audit(c, { call: callId, from })
    const made = await store.findSummary(callId)
    if (!made) throw notFound('call')
    c.header('location', `/api/calls/${encodeURIComponent(made.id)}`)
    return c.json(made, 202)
  })

  app.delete('/:id', async (c) => {
    const id = c.req.param('id')
    const canceled = await outbound.cancel(id)
    if (canceled === 'unknown') throw notFound('call of ours')
    if (canceled === 'answered') {
      throw new HttpProblem(409, 'call.answered', 'Somebody has answered: the flow ends this call.')
    }
    if (canceled === 'ended') throw new HttpProblem(409, 'call.ended', 'This call is over already.')
    return c.body(null, 204)
  })
  return app
}

/** What was answered, or was to be answered, when a call was made: how it stands now. */
export const recallCall =
  (store: Pick<Store, 'findSummary'>) =>
  async (callId: string): Promise<Response | null> => {
    const made = await store.findSummary(callId)
    const location = `/api/calls/${encodeURIComponent(callId)}`
    return made ? Response.json(made, { status: 202, headers: { location } }) : null
  }

const optedOut = (to: string): HttpProblem =>
  new HttpProblem(
    409,
    'call.optedOut',
    `${to} is on the list of numbers that are not called. Take it off that list first, if this person agrees.`,
  )

function orRefuse<Value>(
  code: string,
  result:
    | { readonly ok: true; readonly value: Value }
    | { readonly ok: false; readonly error: string },
): Value {
  if (result.ok) return result.value
  throw new HttpProblem(422, code, result.error)
}

/** One of the numbers of this installation, however it is written. */
async function ownNumber(store: Store, written: string, country: string): Promise<string> {
  const read = readCallee(written, country)
  const number = read.ok ? read.value : written
  const numbers = await store.listNumbers()
  if (numbers.some((one) => one.number === number)) return number
  const some = numbers.slice(0, 5).map((one) => one.number)
  const has = some.length === 0 ? 'There are no numbers yet' : `There are ${some.join(', ')}`
  throw new HttpProblem(
    422,
    'from.unknown',
    `from: ${written} is none of your numbers. ${has}: look at the Numbers page.`,
  )
}
