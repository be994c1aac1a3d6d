import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { campaignMoves, saveCampaignSchema } from '#shared/api/campaigns.ts'
import type { Result } from '#shared/result.ts'
import type { Campaigns, Refusal } from '../outbound/campaigns/campaignsTypes.ts'
import { byteOrderMark, printCsvLine } from '../outbound/campaigns/printCsv.ts'
import type { StoredCallee } from '../storage/campaignTypes.ts'
import type { Store } from '../storage/store.ts'
import { audit } from './audit.ts'
import { HttpProblem, notFound, readJson } from './problem.ts'

export interface CampaignRouteDeps {
  readonly store: Store
  readonly campaigns: Campaigns
}

const querySchema = z.object({
  outcome: z.string().max(40).optional(),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
const moveSchema = z.enum(campaignMoves)
/** Callees that are read at once for a file. */
const chunk = 1_000

/** Campaigns: files of numbers that are called by the rules, and what became of it. */
export function createCampaignRoutes({ store, campaigns }: CampaignRouteDeps): Hono {
  const app = new Hono()

  app.get('/', async (c) => c.json(await campaigns.list()))

  app.post('/', async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    const name = (c.req.query('name') ?? '').slice(0, 200) || 'file.csv'
    audit(c, { file: name })
    return c.json(orRefuse(await campaigns.create(bytes, name)), 201)
  })

  app.get('/:id', async (c) => {
    const campaign = await campaigns.find(c.req.param('id'))
    if (!campaign) throw notFound('campaign')
    return c.json(campaign)
  })

  app.put('/:id', async (c) => {
    const change = await readJson(c, saveCampaignSchema)
    return c.json(orRefuse(await campaigns.save(c.req.param('id'), change)))
  })

  app.delete('/:id', async (c) => {
    orRefuse(await campaigns.remove(c.req.param('id')))
    return c.body(null, 204)
  })

  app.get('/:id/preview', async (c) => c.json(orRefuse(await campaigns.preview(c.req.param('id')))))

  app.post('/:id/check', async (c) => c.json(orRefuse(await campaigns.check(c.req.param('id')))))

  app.get('/:id/problems.csv', async (c) => {
    const lines = [printCsvLine(['Line', 'Column', 'Value', 'Problem'])]
    orRefuse(
      await campaigns.check(c.req.param('id'), ({ line, column, value, message }) =>
        lines.push(printCsvLine([line, column, value, message])),
      ),
    )
    return sendCsv(c, 'problems.csv', lines.join(''))
  })

  app.get('/:id/callees', async (c) => {
    const id = c.req.param('id')
    const query = querySchema.safeParse(c.req.query())
    if (!query.success) throw new HttpProblem(400, 'query.invalid', 'limit takes 1 to 200.')
    const { outcome = null, after, limit } = query.data
    const found = await store.listCallees(id, { outcome, after, limit: limit + 1 })
    const callees = found.slice(0, limit).map(({ vars: _, ...callee }) => callee)
    const next = found.length > limit ? (callees.at(-1)?.line ?? null) : null
    return c.json({ callees, next })
  })

  app.get('/:id/results.csv', async (c) => {
    const id = c.req.param('id')
    const campaign = await store.findCampaign(id)
    if (!campaign) throw notFound('campaign')
    const variables = Object.entries(campaign.setup.variables)
      .filter(([, column]) => column !== '')
      .map(([name]) => name)
    const lines = [printCsvLine([...headings, ...variables])]
    for (let after = 0; ; ) {
      const callees = await store.listCallees(id, { outcome: null, after, limit: chunk })
      lines.push(...callees.map((callee) => printCsvLine(cellsOf(callee, variables))))
      const last = callees.at(-1)
      if (callees.length < chunk || !last) break
      after = last.line
    }
    return sendCsv(c, 'results.csv', lines.join(''))
  })

  app.post('/:id/:move', async (c) => {
    const move = moveSchema.safeParse(c.req.param('move'))
    if (!move.success) throw notFound('such address')
    audit(c, { move: move.data })
    return c.json(orRefuse(await campaigns.move(c.req.param('id'), move.data)))
  })
  return app
}

const headings = [
  ...['Line', 'Number', 'State', 'Outcome', 'Result', 'Answered by', 'Attempts'],
  ...['Last call', 'Call', 'Reason'],
]

const cellsOf = (callee: StoredCallee, variables: readonly string[]) => [
  ...[callee.line, callee.number, callee.state, callee.outcome, callee.result],
  ...[callee.answeredBy, callee.attempts],
  callee.calledAt === null ? '' : new Date(callee.calledAt).toISOString(),
  ...[callee.callId, callee.reason],
  ...variables.map((name) => textOf(callee.vars[name])),
]

const textOf = (value: StoredCallee['vars'][string] | undefined): string =>
  Array.isArray(value) ? value.join(', ') : String(value ?? '')

function orRefuse<Value>(result: Result<Value, Refusal>): Value {
  if (result.ok) return result.value
  const { status, code, why } = result.error
  throw new HttpProblem(status, code, why)
}

const sendCsv = (c: Context, name: string, text: string): Response =>
  c.body(`${byteOrderMark}${text}`, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  })
