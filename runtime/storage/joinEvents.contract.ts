import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, it } from 'vitest'
import { createMigrations, type Engine } from './migrations.ts'
import { makeSession } from './store.contract.ts'
import type { Store } from './store.ts'

/** A store of an earlier version: its tables, and the same opened by this one. */
interface OlderStore {
  readonly queries: Kysely<unknown>
  openStore(): Promise<Store>
}

const call = sql`insert into calls (id, carrier, sid, flow_id, flow_name, program, labels, channel, "from", "to", status, started_at, closed)
  values ('c1', 'local', 's1', 'f', 'Flow', 'p', 'l', 'http', '', '', 'active', 5, 0)`
const sayings = ['plain', 'Zoë "said" \\ {a,b} \u0001', '"type":"delay"']

/** What earlier versions kept of calls is there after the update. */
export function describeJoin(name: string, engine: Engine, open: () => Promise<OlderStore>): void {
  it(`${name} takes over rows and answers that stood alone`, async () => {
    const older = await open()
    const { queries } = older
    const migrator = new Migrator({
      db: queries,
      provider: { getMigrations: async () => createMigrations(engine) },
    })
    const { error } = await migrator.migrateTo('034_attempts')
    expect(error).toBeUndefined()
    await call.execute(queries)
    const state = JSON.stringify(makeSession('c1', { turn: 2 }))
    await sql`insert into sessions (call_id, version, state, pending, last_seq) values ('c1', 2, ${state}, '[]', 3)`.execute(
      queries,
    )
    for (const [index, text] of sayings.entries()) {
      const data = JSON.stringify({ text })
      await sql`insert into events (call_id, seq, at, type, data) values ('c1', ${index + 1}, ${index}, 'text', ${data})`.execute(
        queries,
      )
    }
    for (const turn of [1, 2]) {
      await sql`insert into turns (call_id, turn, body_hash, document) values ('c1', ${turn}, 'h', ${`<R>${turn}</R>`})`.execute(
        queries,
      )
    }
    const store = await older.openStore()
    const rows = sayings.map((text, index) => ({
      ...{ seq: index + 1, at: index, type: 'text', data: { text } },
    }))
    expect(await store.readRows('c1', 0, 9)).toEqual(rows)
    expect(await store.readRows('c1', 1, 1)).toEqual([rows[1]])
    expect(await store.readFlowRows({ flow: 'f', types: ['delay'], calls: 5 })).toEqual([])
    const answers = [0, 1, 2, 3].map(async (turn) => (await store.loadTurn('c1', turn))?.answer)
    expect(await Promise.all(answers)).toEqual([null, '<R>1</R>', '<R>2</R>', null])
    await store.commitTurn({
      ...{ callId: 'c1', start: null, version: 2, pending: [], outbox: [], outcome: null },
      session: makeSession('c1', { turn: 3 }),
      answer: { turn: 3, document: '<R>3</R>' },
      rows: [{ at: 9, type: 'text', data: { text: 'new' } }],
    })
    expect((await store.readRows('c1', 2, 9)).map(({ seq }) => seq)).toEqual([3, 4])
    expect((await store.loadTurn('c1', 3))?.answer).toBe('<R>3</R>')
    expect((await store.loadTurn('c1', 1))?.answer).toBe('<R>1</R>')
    await store.close()
  })
}
