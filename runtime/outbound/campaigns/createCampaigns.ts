import {
  type CampaignMove,
  type CampaignSetup,
  type CampaignState,
  type RowProblem,
  usualRules,
} from '#shared/api/campaigns.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Clock } from '../../calls/clock.ts'
import type { Programs } from '../../calls/programs.ts'
import type { Log } from '../../log.ts'
import type { CampaignRecord, NewCallee } from '../../storage/campaignTypes.ts'
import type { Store } from '../../storage/store.ts'
import type { Outbound } from '../outboundTypes.ts'
import { type Resolved, resolveProgram } from '../resolveProgram.ts'
import type { Campaigns, Refusal } from './campaignsTypes.ts'
import { createCampaignLoop } from './createCampaignLoop.ts'
import { decodeFile } from './decodeFile.ts'
import { previewFile } from './previewFile.ts'
import { readCallees } from './readCallees.ts'
import { TableRefused } from './readTable.ts'
import { toCampaign } from './toCampaign.ts'

export interface CampaignDeps {
  readonly store: Store
  readonly programs: Programs
  readonly outbound: Outbound
  readonly clock: Clock
  readonly log: Log
  readonly newId: () => string
}

/** Problems that a screen shows; the file of problems has all of them. */
const shownProblems = 100
/** Callees that are written at once. */
const chunk = 2_000

const gone: Refusal = {
  ...{ status: 404, code: 'notFound', why: 'There is no campaign here (any more).' },
}
const refuse = (code: string, why: string): Result<never, Refusal> =>
  err({ status: 422, code, why })

interface Ready {
  readonly record: CampaignRecord
  readonly text: string
  readonly resolved: Resolved
}

const emptySetup: CampaignSetup = {
  ...{ flow: null, from: '', country: '', numberColumn: '', zoneColumn: '' },
  ...{ variables: {}, rules: usualRules },
}

const moves: Readonly<
  Record<
    Exclude<CampaignMove, 'start'>,
    { readonly from: readonly CampaignState[]; readonly to: CampaignState }
  >
> = {
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  stop: { from: ['running', 'paused'], to: 'stopped' },
}

/** Makes the campaigns of this installation; nothing is called before `wake`. */
export function createCampaigns(deps: CampaignDeps): Campaigns {
  const { store, clock } = deps
  const loop = createCampaignLoop(deps)
  /** Starting reads a whole file: one start of a campaign at once. */
  const starting = new Set<string>()

  const show = async (record: CampaignRecord) => {
    const [counts, nextAt] = await Promise.all([
      store.countCallees(record.id),
      store.nextCallee(record.id),
    ])
    return toCampaign(record, counts, nextAt, clock.now())
  }
  const find = async (id: string) => {
    const record = await store.findCampaign(id)
    return record ? show(record) : null
  }
  const shown = async (id: string) => {
    const campaign = await find(id)
    return campaign ? ok(campaign) : err(gone)
  }

  /** What a campaign would run, when all is chosen. */
  const ready = async (id: string): Promise<Result<Ready, Refusal>> => {
    const [record, text] = await Promise.all([store.findCampaign(id), store.loadCampaignFile(id)])
    if (!record || text === null) return err(gone)
    const { setup } = record
    if (setup.numberColumn === '') {
      return refuse('campaign.numberColumn', 'Choose the column that holds the telephone numbers.')
    }
    if (setup.from === '') return refuse('campaign.from', 'Choose the number that calls.')
    if (!(await store.listNumbers()).some(({ number }) => number === setup.from)) {
      return refuse(
        'campaign.from',
        `${setup.from} is none of your numbers (any more): choose another.`,
      )
    }
    if (!setup.flow) return refuse('campaign.flow', 'Choose the flow that speaks with them.')
    const resolved = await resolveProgram(deps, setup.flow, setup.from)
    if (!resolved.ok) return refuse('campaign.flow', resolved.error)
    return ok({ record, text, resolved: resolved.value })
  }

  const check: Campaigns['check'] = async (id, all) => {
    const found = await ready(id)
    if (!found.ok) return found
    const { record, text, resolved } = found.value
    const problems: RowProblem[] = []
    let callees = 0
    let first: string | null = null
    let problemCount = 0
    for await (const row of readCallees(text, record.setup, resolved.variables)) {
      if (row.type === 'callee') {
        callees++
        first ??= row.callee.number
      } else {
        problemCount++
        all?.(row.problem)
        if (problems.length < shownProblems) problems.push(row.problem)
      }
    }
    const reached = await reach(first, record.setup.from)
    return reached.ok ? ok({ callees, problems, problemCount }) : reached
  }

  /** Whether anybody brings calls to where these people are: all of them would fail. */
  const reach = async (to: string | null, from: string): Promise<Result<null, Refusal>> => {
    if (to === null) return ok(null)
    const choice = await deps.outbound.choose({ to, from })
    return choice.type === 'carrier' ? ok(null) : refuse('campaign.noCarrier', choice.why)
  }

  /** Writes down whom a draft will call; the first of them says whether anybody brings the calls. */
  const fill = async (
    id: string,
    { record, text, resolved }: Ready,
  ): Promise<Result<null, Refusal>> => {
    await store.clearCallees(id)
    let callees: NewCallee[] = []
    let isFirst = true
    for await (const row of readCallees(text, record.setup, resolved.variables)) {
      if (row.type === 'problem') continue
      const reached = isFirst ? await reach(row.callee.number, record.setup.from) : ok(null)
      if (!reached.ok) return reached
      isFirst = false
      callees.push(row.callee)
      if (callees.length < chunk) continue
      await store.addCallees(id, callees)
      callees = []
    }
    await store.addCallees(id, callees)
    return isFirst
      ? refuse('campaign.nobody', 'No row of the file can be called: look at its problems.')
      : ok(null)
  }

  const start = async (id: string): Promise<Result<null, Refusal>> => {
    const found = await ready(id)
    if (!found.ok) return found
    const { record, resolved } = found.value
    if (record.state !== 'draft') return err(late(record.state))
    const filled = await fill(id, found.value)
    if (!filled.ok) return filled
    // The setup that was read is the one that runs: a change meanwhile is refused by the state alone.
    if (!(await store.startCampaign(id, resolved.program, clock.now()))) return err(late('running'))
    return ok(null)
  }

  const move = async (id: string, wanted: CampaignMove): Promise<Result<null, Refusal>> => {
    const record = await store.findCampaign(id)
    if (!record) return err(gone)
    if (wanted !== 'start') {
      const { from, to } = moves[wanted]
      const change = { at: clock.now(), note: null }
      return (await store.moveCampaign(id, from, to, change)) ? ok(null) : err(late(record.state))
    }
    if (starting.has(id)) return err(late('running'))
    starting.add(id)
    try {
      return await start(id)
    } finally {
      starting.delete(id)
    }
  }

  return {
    find,
    check,
    list: async () => Promise.all((await store.listCampaigns()).map(show)),
    create: (bytes, fileName) =>
      orRefused(async () => {
        const decoded = decodeFile(bytes)
        if (!decoded.ok) return refuse('file.refused', decoded.error)
        const { text, encoding } = decoded.value
        const preview = await previewFile(text, encoding)
        const id = deps.newId()
        const name = fileName.replace(/\.\w{1,5}$/, '').slice(0, 200) || 'Campaign'
        const setup = { ...emptySetup, ...preview.guess }
        await store.insertCampaign({ id, name, fileName, setup, createdAt: clock.now() }, text)
        const campaign = await shown(id)
        return campaign.ok ? ok({ campaign: campaign.value, preview }) : campaign
      }),
    preview: (id) =>
      orRefused(async () => {
        const text = await store.loadCampaignFile(id)
        return text === null ? err(gone) : ok(await previewFile(text, 'utf-8'))
      }),
    save: async (id, change) => {
      const record = await store.findCampaign(id)
      if (!record) return err(gone)
      if (starting.has(id) || !(await store.saveCampaign(id, change)))
        return err(late(record.state))
      return shown(id)
    },
    move: (id, wanted) =>
      orRefused(async () => {
        const moved = await move(id, wanted)
        if (!moved.ok) return moved
        loop.wake()
        return shown(id)
      }),
    remove: async (id) => {
      const record = await store.findCampaign(id)
      if (!record) return err(gone)
      return (await store.deleteCampaign(id)) ? ok(null) : err(late(record.state))
    },
    wake: loop.wake,
    close: loop.close,
  }
}

const inState: Readonly<Record<CampaignState, string>> = {
  draft: 'This campaign has not started yet.',
  running: 'This campaign is running: stop it first.',
  paused: 'This campaign is paused: resume or stop it first.',
  stopped: 'This campaign was stopped: make a new one.',
  done: 'This campaign is done: make a new one.',
}
const late = (state: CampaignState): Refusal => ({
  ...{ status: 409, code: `campaign.${state}`, why: inState[state] },
})

/** A file that is no table is a refusal, not a failure. */
async function orRefused<Value>(
  work: () => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof TableRefused)) throw error
    return refuse('file.refused', error.message)
  }
}
