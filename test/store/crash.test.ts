import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { publishFlow } from '#runtime/routes/publish.ts'
import { openStore } from '#runtime/storage/openStore.ts'
import type { Store } from '#runtime/storage/store.ts'
import { testNumbers } from '../support/harness.ts'
import { postgresMissing, startPostgres, type TestPostgres } from '../support/postgres.ts'
import {
  bundleCrashServer,
  numbersFlow,
  startCallers,
  startCollector,
  startServers,
} from './crashLoad.ts'

/** Kills for each store and number of processes; more of them by `CRASH_KILLS=100`. */
const kills = Number(process.env['CRASH_KILLS'] || 3)
const callers = 4
const longest = 60_000 + kills * 15_000

interface Outcome {
  readonly acknowledged: number
  readonly lostTurns: readonly string[]
  readonly differing: readonly string[]
  readonly lostWebhooks: readonly string[]
  readonly underTwoIds: readonly string[]
  readonly idsOfTwo: readonly string[]
}

/** Kills servers at random while callers talk, and looks at what is there afterwards. */
async function crash(processes: number, databaseUrl: string): Promise<Outcome> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fml-crash-'))
  const { store } = await openStore({ databaseUrl: databaseUrl || null, dataDir })
  const collector = await startCollector()
  const flow = numbersFlow(collector.url)
  await store.seedNumbers(testNumbers)
  await store.insertFlow(flow, 1)
  await publishFlow(store, flow, { number: testNumbers[0], note: '', at: 1 })
  const servers = await startServers(script, processes, dataDir, databaseUrl)
  const load = startCallers(servers, callers)
  try {
    for (let kill = 0; kill < kills; kill++) {
      await load.progress(Math.ceil(Math.random() * 20))
      await servers.kill(Math.floor(Math.random() * processes))
    }
    await load.progress(10)
    await load.stop()
    const again = await Promise.all(
      load.acknowledged.map(({ callId, turn }) => load.press(callId, turn, '999')),
    )
    await untilEmpty(store)
    const wanted = load.acknowledged.map(
      ({ callId, body }) => `${callId} n${/You pressed (\d+)/.exec(body)?.[1]}`,
    )
    return {
      acknowledged: load.acknowledged.length,
      lostTurns: load.acknowledged
        .filter(({ body }, index) => again[index]?.body !== body)
        .map(({ callId, turn }) => `${callId} ${turn}`),
      differing: load.differing,
      lostWebhooks: wanted.filter((key) => !collector.ids.has(key)),
      underTwoIds: severalIn(collector.ids),
      idsOfTwo: severalIn(collector.keys),
    }
  } finally {
    servers.close()
    collector.close()
    await store.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const severalIn = (map: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] =>
  [...map].filter(([, set]) => set.size > 1).map(([key]) => key)

/** What failed is asked for again; what a server held when it was killed comes free when its lease ends. */
async function untilEmpty(store: Store): Promise<void> {
  const newest = { status: null, before: null, limit: 200 }
  for (;;) {
    const { webhooks } = await store.listWebhooks(newest)
    if (webhooks.length === 0) return
    const failed = webhooks.filter(({ error }) => error !== '')
    for (const { id } of failed) await store.replayWebhook(id, Date.now())
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

const nothingLost = {
  ...{ lostTurns: [], differing: [], lostWebhooks: [], underTwoIds: [], idsOfTwo: [] },
}

let script = ''
let folder = ''
let postgres: TestPostgres | null = null
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fml-crash-server-'))
  script = await bundleCrashServer(folder)
  postgres = postgresMissing === null ? await startPostgres() : null
}, 60_000)
afterAll(async () => {
  await postgres?.remove()
  rmSync(folder, { recursive: true, force: true })
})

const stores = [
  { name: 'SQLite', missing: null, create: async () => '' },
  {
    name: 'Postgres',
    missing: postgresMissing,
    create: async () => postgres?.createDatabase() ?? '',
  },
]

describe('killed at random under load', () => {
  for (const { name, missing, create } of stores) {
    for (const processes of [1, 4]) {
      it(`${name} and ${processes} loses no turn and no webhook${missing ? ` (${missing})` : ''}`, {
        concurrent: true,
        skip: missing !== null,
        timeout: longest,
      }, async ({ expect }) => {
        const { acknowledged, ...rest } = await crash(processes, await create())
        expect(rest).toEqual(nothingLost)
        expect(acknowledged).toBeGreaterThan(10)
      })
    }
  }
})
