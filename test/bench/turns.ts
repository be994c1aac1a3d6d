import { Hono } from 'hono'
import type { App } from '#runtime/app.ts'
import { callIdHeader } from '#runtime/calls/createTurnClient.ts'
import { createId } from '#runtime/createId.ts'
import type { Store, TurnCommit } from '#runtime/storage/store.ts'
import { createBenchApp, openBenchStore, startPost, toRequest, turnPost } from './benchCalls.ts'
import { type Gate, type Measured, median, ms, type Report, ratioOf } from './gates.ts'

/** Calls at once, as in the budgets. */
const callsAtOnce = 64
/** Turns of one call in one run. */
const turnsEach = 40

type Fetch = (request: Request) => Response | Promise<Response>

/** Durable turns: their rate beside a bare commit, what sharing a commit gives, and how long one takes. */
export async function measureTurns(): Promise<Measured> {
  const { store, close } = await openBenchStore()
  const commits: TurnCommit[] = []
  const app = await createBenchApp(recording(store, commits))
  await runCalls(app.fetch, await startCalls(app.fetch, 1))
  const bare = createBareApp(store, [...commits])
  const turn = await turnGate(app, bare)
  const paced = [...(await pacedReports(app, 1_000)), ...(await pacedReports(app, 2_000))]
  await app.close()
  await close()
  return {
    gates: [turn.gate, await groupGate(commits.slice(0, turnsEach))],
    reports: [turn.report, ...paced],
  }
}

/** Keeps the first commits, to write the same rows again. */
function recording(store: Store, commits: TurnCommit[]): Store {
  return {
    ...store,
    commitTurn: (commit) => {
      if (commits.length <= turnsEach) commits.push(commit)
      return store.commitTurn(commit)
    },
  }
}

/** Hono, and the commits that the menu made, under another call's id; no signature, no flow, no form. */
function createBareApp(store: Store, commits: readonly TurnCommit[]): { readonly fetch: Fetch } {
  const app = new Hono()
  const document = commits[1]?.answer?.document ?? ''
  app.post('/hooks/voice', async (c) => {
    await c.req.text()
    const callId = createId()
    await store.commitTurn(renamed(commits, 1, callId))
    return c.body(document, 200, { 'content-type': 'application/xml', [callIdHeader]: callId })
  })
  app.post('/hooks/voice/:callId/:turn', async (c) => {
    await c.req.text()
    const { callId, turn } = c.req.param()
    await store.commitTurn(renamed(commits, Number(turn), callId))
    return c.body(document, 200, { 'content-type': 'application/xml; charset=utf-8' })
  })
  return app
}

function renamed(commits: readonly TurnCommit[], turn: number, callId: string): TurnCommit {
  const commit = commits[turn - 1]
  if (!commit) throw new Error(`No turn ${turn} was recorded`)
  return { ...commit, callId, start: commit.start && { ...commit.start, sid: callId } }
}

async function turnGate(
  app: App,
  bare: { readonly fetch: Fetch },
): Promise<{ gate: Gate; report: Report }> {
  const run = (fetch: Fetch) => async () => runCalls(fetch, await startCalls(fetch, callsAtOnce))
  // Starts are a small part of both sides.
  const { ratio, b } = await ratioOf(run(bare.fetch), run(app.fetch), 9)
  return {
    gate: {
      name: 'a whole durable turn, of Hono with the same commit and no flow',
      sign: '≥',
      bound: 0.6,
      ratio,
    },
    report: {
      name: `durable turns/s at ${callsAtOnce} calls`,
      target: '8,000',
      figure: Math.round((1_000 * callsAtOnce * (turnsEach + 1)) / b).toLocaleString('en'),
    },
  }
}

async function startCalls(fetch: Fetch, count: number): Promise<readonly string[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const response = await fetch(toRequest(startPost()))
      const callId = response.headers.get(callIdHeader)
      if (response.status !== 200 || !callId)
        throw new Error(`A call was not answered: ${response.status}`)
      return callId
    }),
  )
}

/** Every call presses keys, one turn after another. */
async function runCalls(fetch: Fetch, callIds: readonly string[]): Promise<void> {
  await Promise.all(
    callIds.map(async (callId) => {
      for (let turn = 2; turn <= turnsEach + 1; turn++) await postTurn(fetch, callId, turn)
    }),
  )
}

async function postTurn(fetch: Fetch, callId: string, turn: number): Promise<void> {
  const response = await fetch(toRequest(turnPost(callId, turn)))
  if (response.status !== 200) throw new Error(`Turn ${turn} got ${response.status}`)
  await response.text()
}

/** Sixteen calls that commit at the same time, and the same with a commit for each. */
async function groupGate(commits: readonly TurnCommit[]): Promise<Gate> {
  const grouped = await openBenchStore()
  const single = await openBenchStore({ maxBatch: 1 })
  const run = (store: Store) => () =>
    Promise.all(
      Array.from({ length: 16 }, async () => {
        const callId = createId()
        for (let turn = 1; turn <= commits.length; turn++) {
          await store.commitTurn(renamed(commits, turn, callId))
        }
      }),
    )
  const { ratio } = await ratioOf(run(single.store), run(grouped.store), 9)
  await grouped.close()
  await single.close()
  return { name: 'group commit at 16 calls, of one commit per turn', sign: '≥', bound: 2.5, ratio }
}

/** Seconds of a paced run. */
const pacedSeconds = 4

/** Turns posted by the clock, whether or not earlier ones were answered. */
async function pacedReports(app: App, pace: number): Promise<readonly Report[]> {
  const calls = Math.ceil((pace * pacedSeconds) / turnsEach)
  const ids = await startCalls(app.fetch, calls)
  const delays: number[] = []
  const startedAt = performance.now()
  const work: Promise<void>[] = []
  for (let index = 0; index < calls * turnsEach; index++) {
    const due = startedAt + (index * 1_000) / pace
    if (performance.now() < due) await at(due)
    const callId = ids[index % calls] ?? ''
    const turn = 2 + Math.floor(index / calls)
    work.push(
      postTurn(app.fetch, callId, turn).then(() => {
        delays.push(performance.now() - due)
      }),
    )
  }
  await Promise.all(work)
  const sorted = delays.sort((a, b) => a - b)
  return [
    { name: `p50 at ${pace} turns/s`, target: '1.5 ms', figure: ms(median(sorted)) },
    {
      name: `p99 at ${pace} turns/s`,
      target: '10 ms',
      figure: ms(sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN),
    },
  ]
}

/** Resolves at a time of `performance`, exactly: timers are too coarse for two thousand a second. */
async function at(due: number): Promise<void> {
  while (performance.now() < due) await new Promise((resolve) => setImmediate(resolve))
}
