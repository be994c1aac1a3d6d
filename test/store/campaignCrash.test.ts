import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore, sqlitePath } from '#runtime/storage/openStore.ts'
import { type Campaign, campaignRoutes, usualRules } from '#shared/api/campaigns.ts'
import { newTrunkSettings } from '#shared/api/trunks.ts'
import {
  type Callee,
  type CalleePeer,
  type PeerCall,
  startCalleePeer,
} from '../support/calleePeer.ts'
import { makeFlow } from '../support/makeFlow.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { freePort, type RunningServer, startServer } from '../support/server.ts'

/** By `CAMPAIGN_STORE=postgres`: there a process waits 15 seconds before it takes over what another one left. */
const onPostgres = process.env['CAMPAIGN_STORE'] === 'postgres'
const callees = 500
const atOnce = 80
/** How many calls have come out when the server is killed: anywhere in the middle. */
const killsAt = [60, 190, 320].map((least) => least + Math.floor(Math.random() * 100))
const from = '+493055500'

/** Who answers is asked for a key and waited for, so that some are in the middle of it when the server is killed. */
const shortFlow = makeFlow(
  'short',
  [
    [
      'ask',
      'menu',
      {
        ...{ prompt: 'Press one.', timeout: 1, retries: 0 },
        options: [{ id: 'yes', key: '1', phrases: [] }],
      },
    ],
    ['bye', 'end', { text: '', outcome: 'told' }],
  ],
  ['start.next>ask', 'ask.yes>bye', 'ask.noInput>bye', 'ask.noMatch>bye'],
)

/** Every sixth is busy, every ninth is away, two let it ring; of those who pick up every second hangs up soon. */
const telephone: Callee = (to, { answer, refuse }) => {
  const index = Number(to.slice(-3))
  const soon = 5 + Math.random() * 100
  const talk = async () => {
    const line = await answer()
    if (line && index % 2 === 1) setTimeout(() => line.hangup(), 200 + Math.random() * 300)
  }
  if (index === 7 || index === 31) return
  if (index % 6 === 0) setTimeout(() => refuse(486, 'Busy Here'), soon)
  else if (index % 9 === 0) setTimeout(() => refuse(480, 'Temporarily Unavailable'), soon)
  else setTimeout(() => void talk(), soon)
}

/** A row of `outbound_calls`. */
interface Attempt {
  readonly to: string
  readonly outcome: string
  readonly createdAt: number
  readonly endedAt: number
}

type Row = Readonly<Record<string, unknown>>
type Query = (sql: string) => Promise<readonly Row[]>

/** Asks the store of a server that is not running. */
const queryIn = (dataDir: string, databaseUrl: string | null): Query => {
  if (databaseUrl === null) {
    return async (sql) => {
      const db = new DatabaseSync(sqlitePath(dataDir))
      try {
        return db.prepare(sql).all()
      } finally {
        db.close()
      }
    }
  }
  return async (sql) => {
    const client = new Client(databaseUrl)
    await client.connect()
    try {
      return (await client.query(sql)).rows
    } finally {
      await client.end()
    }
  }
}

/** Lets the minutes pass that those who are called again must wait. */
const passTime = (query: Query) => query(`update callees set due_at = 0 where state = 'waiting'`)

const attemptsIn = async (query: Query): Promise<Attempt[]> => {
  const columns = '"to", state, outcome, created_at, ended_at'
  const rows = await query(`select ${columns} from outbound_calls order by created_at`)
  return rows.map((row) => ({
    to: String(row['to']),
    outcome: row['state'] === 'ended' ? String(row['outcome']) : String(row['state']),
    createdAt: Number(row['created_at']),
    endedAt: Number(row['ended_at']),
  }))
}

describe('a campaign by a real SIP trunk whose server is killed again and again', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'fml-campaign-'))
  let postgres: TestPostgres | null = null
  let peer: CalleePeer
  let server: RunningServer
  let restarts = 0
  let attempts: readonly Attempt[]
  let campaign: Campaign
  let calls: ReadonlyMap<string, readonly PeerCall[]>

  const ask = async (path: string, method = 'GET', body?: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(`${server.url}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: text }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`)
    return response.json()
  }

  const openDatabase = async (): Promise<string | null> => {
    postgres = onPostgres ? await startPostgres() : null
    return (await postgres?.createDatabase()) ?? null
  }
  const look = async (id: string): Promise<Campaign> => ask(campaignRoutes.campaign(id))

  beforeAll(async () => {
    const ports = { PORT: String(await freePort()), SIP_PORT: String(await freePort()) }
    const databaseUrl = await openDatabase()
    const env = { ...ports, DATABASE_URL: databaseUrl ?? '', BUILD_EDITOR: '0', LOG_LEVEL: 'error' }
    const start = () => startServer({ ...env, DATA_DIR: dataDir })
    const query = queryIn(dataDir, databaseUrl)
    const restart = async () => {
      restarts++
      await server.kill()
      await passTime(query)
      server = await start()
    }
    const { store } = await openStore({ databaseUrl, dataDir })
    await store.insertFlow(shortFlow, 1)
    await store.close()
    peer = await startCalleePeer(telephone)
    server = await start()
    const { id: trunk } = await ask('/api/trunks', 'POST', {
      settings: {
        ...{ ...newTrunkSettings, title: 'Loopback', server: `127.0.0.1:${peer.port}` },
        ...{
          transport: 'udp',
          registers: false,
          keepAlive: 0,
          mostCalls: 200,
          callsPerSecond: 500,
        },
      },
    })
    await ask('/api/numbers', 'POST', { number: from, carrier: `trunk:${trunk}` })
    const numbers = Array.from({ length: callees }, (_, index) => `+49301234${1_000 + index}`)
    const uploaded = await ask(campaignRoutes.campaigns, 'POST', `phone\n${numbers.join('\n')}\n`)
    const { id, setup } = uploaded.campaign
    const again = { times: 1, gap: 1 }
    const rules = {
      ...usualRules,
      ...{ perMinute: 6_000, atOnce, ringFor: 5, onVoicemail: 'ignore' },
      hours: { from: '00:00', to: '24:00', weekdays: [0, 1, 2, 3, 4, 5, 6] },
      retries: { busy: again, noAnswer: again, voicemail: again, failed: again },
    }
    const chosen = { ...setup, rules, from, flow: { id: 'short', version: null } }
    await ask(campaignRoutes.campaign(id), 'PUT', { name: 'All', setup: chosen })
    await ask(campaignRoutes.move(id, 'start'), 'POST')
    for (const count of killsAt) {
      while (peer.calls.length < count) await wait(5)
      campaign = await look(id)
      expect(campaign).toMatchObject({ state: 'running', note: null })
      await restart()
    }
    for (;;) {
      campaign = await look(id)
      if (campaign.state !== 'running') break
      const { waiting, calling } = campaign.counts
      // Only those are left who are called again in a minute.
      if (waiting > 0 && calling === 0 && (campaign.nextAt ?? 0) > Date.now()) await restart()
      else await wait(50)
    }
    await server.stop()

    attempts = await attemptsIn(query)
    calls = Map.groupBy(peer.calls, ({ to }) => to)
  }, 180_000)

  afterAll(async () => {
    await server?.kill()
    await peer?.close()
    await postgres?.remove()
    rmSync(dataDir, { recursive: true, force: true })
  })

  const of = (all: readonly Attempt[], to: string) => all.filter((attempt) => attempt.to === to)
  const numbers = () => [...new Set(attempts.map(({ to }) => to))]

  it('comes to an end for everybody', () => {
    expect(campaign).toMatchObject({
      state: 'done',
      note: null,
      counts: { total: callees, done: callees },
    })
    expect(numbers()).toHaveLength(callees)
    expect(attempts.filter(({ outcome }) => !(outcome in campaign.counts.outcomes))).toEqual([])
  })

  it('rings once for each attempt that has come to anything, and at most once for one that nobody knows of', () => {
    const wrong = numbers().filter((to) => {
      const rang = calls.get(to) ?? []
      const made = of(attempts, to)
      // The attempts of one callee follow each other: a call belongs to the one that was under way.
      const times = made.map(({ outcome, createdAt, endedAt }) => ({
        outcome,
        count: rang.filter(({ at }) => at >= createdAt && at <= endedAt).length,
      }))
      const isRight = times.every(({ outcome, count }) =>
        outcome === 'unknown' ? count <= 1 : count === 1,
      )
      const all = times.reduce((sum, { count }) => sum + count, 0)
      return !isRight || all !== rang.length
    })
    expect(wrong.map((to) => [of(attempts, to), calls.get(to)])).toEqual([])
    expect(peer.calls.length).toBeLessThanOrEqual(attempts.length)
  })

  it('calls nobody again who has answered', () => {
    const again = [...calls.values()].filter((all) =>
      all.slice(0, -1).some((one) => one.isAnswered),
    )
    expect(again).toEqual([])
  })

  it('calls those again who were busy or away, and most people are reached', () => {
    const twice = numbers().filter((to) => of(attempts, to).length === 2)
    expect(twice.length).toBeGreaterThan(callees / 8)
    const {
      completed = 0,
      busy = 0,
      noAnswer = 0,
      unknown = 0,
      failed = 0,
    } = campaign.counts.outcomes
    expect([completed > callees / 5, busy > 0, noAnswer > 0]).toEqual([true, true, true])
    // Those who were being called, or talked to, when it was killed; and some of each.
    expect(unknown).toBeLessThanOrEqual(atOnce * restarts)
    expect([restarts >= 3, unknown > 0, failed > 0]).toEqual([true, true, true])
  })
})
