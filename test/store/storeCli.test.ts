import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runStore } from '#runtime/cli/runStore.ts'
import { isCopied } from '#runtime/storage/copy/tableSet.ts'
import { openPostgresStore } from '#runtime/storage/postgres.ts'
import { openSqliteStore } from '#runtime/storage/sqlite.ts'
import { firstCommit, nextCommit, row } from '#runtime/storage/store.contract.ts'
import type { Store } from '#runtime/storage/store.ts'
import { createFlow } from '#shared/flow/createFlow.ts'
import { postgresMissing, startPostgres, type TestPostgres } from '../support/postgres.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fml-store-cli-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run = async (args: string, variables: Record<string, string> = {}) => {
  let printed = ''
  const print = (text: string) => {
    printed += text
  }
  const env = { DATA_DIR: join(folder, 'data'), ...variables }
  const code = await runStore(args.split(' '), env, { out: print, error: print })
  return { code, printed: printed.replaceAll(folder, '') }
}
const openHere = (name = 'data') => openSqliteStore(join(folder, name, 'studio.sqlite'))

async function fill(store: Store): Promise<void> {
  await store.insertFlow(createFlow('f', 'First'), 1)
  await store.seedNumbers(['+1', '+2'])
  for (let index = 0; index < 1_200; index++) {
    const rows = [row('digit', { digit: '7', text: 'Zoë "quoted" \\ {a,b} \u0001' })]
    await store.commitTurn(firstCommit(`c${index}`, { rows }))
  }
  await store.commitTurn(nextCommit('c0', 1))
}

const contents = async (store: Store) => ({
  flows: await store.listFlows(),
  numbers: await store.listNumbers(),
  calls: (await store.listCalls({ flow: null, before: null, limit: 50 })).calls,
  turn: await store.loadTurn('c0', 2),
  rows: await store.readRows('c0', 0, 10),
})

/** Rows of every table that belongs to a store. */
function readEveryTable(path: string) {
  const db = new DatabaseSync(path)
  const tables = db.prepare(`select name from sqlite_master where type = 'table'`).all()
  const rows = tables.flatMap(({ name }) =>
    isCopied(String(name))
      ? [[String(name), db.prepare(`select * from "${name}"`).all()] as const]
      : [],
  )
  db.close()
  return Object.fromEntries(rows)
}

/** One row in every table that has none: names of columns, and numbers. */
function fillEveryTable(path: string) {
  const db = new DatabaseSync(path)
  for (const [table, rows] of Object.entries(readEveryTable(path))) {
    if (rows.length > 0) continue
    const columns = db.prepare(`pragma table_info("${table}")`).all()
    const values = columns.map(({ name, type }, index) =>
      /int/i.test(String(type)) ? index + 1 : `${table} ${name} “é”`,
    )
    const holes = values.map(() => '?').join(', ')
    db.prepare(`insert into "${table}" values (${holes})`).run(...values)
  }
  db.close()
  return readEveryTable(path)
}

describe('the store on the command line', () => {
  it('backs up a store that is in use, and restores it where nothing is', async () => {
    const store = await openHere()
    await fill(store)
    const backup = join(folder, 'kept.sqlite')
    const made = await run(`backup ${backup}`)
    expect(made.printed).toMatch(/calls +1200 rows\n/)
    expect(made.printed).toContain('/kept.sqlite holds all of it.')
    expect(made.code).toBe(0)
    expect((statSync(backup).mode & 0o777).toString(8)).toBe('600')
    expect(existsSync(`${backup}-wal`)).toBe(false)
    const before = await contents(store)
    await store.close()
    expect((await run(`backup ${backup}`)).printed).toContain('is there already')
    const elsewhere = { DATA_DIR: join(folder, 'other') }
    expect((await run(`restore ${backup}`, elsewhere)).code).toBe(0)
    const restored = await openHere('other')
    expect(await contents(restored)).toEqual(before)
    await restored.close()
  })

  it('overwrites nothing unless it is told to, and nothing that is in use', async () => {
    const store = await openHere()
    await store.insertFlow(createFlow('f', 'First'), 1)
    const backup = join(folder, 'kept.sqlite')
    await run(`backup ${backup}`)
    await store.insertFlow(createFlow('g', 'Second'), 1)
    expect(await run(`restore ${backup} --force`)).toEqual({
      code: 2,
      printed: 'FML Studio is running on /data/studio.sqlite: stop it first, then do this again.\n',
    })
    await store.close()
    expect(await run(`restore ${backup}`)).toEqual({
      code: 2,
      printed:
        '/data/studio.sqlite is not empty (2 flows, 0 calls): say --force to replace all of it.\n',
    })
    expect((await run(`restore ${backup} --force`)).code).toBe(0)
    const restored = await openHere()
    expect((await restored.listFlows()).map(({ flow }) => flow.id)).toEqual(['f'])
    await restored.close()
  })

  it('brings tables to this version', async () => {
    expect((await run('migrate')).printed).toBe(
      'SQLite, /data/studio.sqlite has the tables of this version.\n',
    )
  })

  it.for([
    ['copy', 'Say where to: npm run store -- copy --to postgres://…'],
    ['backup', 'Say which file: npm run store -- backup <file>'],
    ['backup nowhere', 'There is no store in /data/studio.sqlite.'],
    ['restore nowhere', 'There is no store in nowhere.'],
    [
      'empty',
      'There is no command empty: use migrate, backup, restore, copy, reset-link, webhook-secret.',
    ],
    ['copy --too x', "Unknown option '--too'"],
  ] as const)('says what is wrong with “%s”', async ([args, sentence]) => {
    const { code, printed } = await run(args)
    expect([code, printed]).toEqual([2, expect.stringContaining(sentence)])
  })

  it('takes no other file for a backup', async () => {
    const path = join(folder, 'photo.jpg')
    writeFileSync(path, 'not a database, and longer than the header of one'.repeat(30))
    expect(await run(`restore ${path}`)).toEqual({ code: 2, printed: '/photo.jpg is no backup.\n' })
  })
})

describe.skipIf(postgresMissing !== null)(
  `copies to Postgres (${postgresMissing ?? 'here'})`,
  () => {
    let postgres: TestPostgres
    beforeAll(async () => {
      postgres = await startPostgres()
    }, 120_000)
    afterAll(() => postgres.remove())

    it('move everything there, and back by a backup', async () => {
      const store = await openHere()
      await fill(store)
      const before = await contents(store)
      await store.close()
      const url = await postgres.createDatabase()
      const copied = await run(`copy --to ${url}`)
      expect(copied.printed).toMatch(/calls +1200 rows\n/)
      expect(copied.printed).toContain('Set DATABASE_URL to it and start again.')
      expect(copied.code).toBe(0)
      expect((await run(`copy --to ${url}`)).printed).toContain(
        'is not empty (1 flows, 1200 calls)',
      )
      const there = await openPostgresStore(url)
      expect(await contents(there)).toEqual(before)
      // Numbers go on where they were.
      await there.commitTurn(nextCommit('c0', 2))
      expect((await there.readRows('c0', 2, 9)).map(({ seq }) => seq)).toEqual([3])
      expect((await run(`copy --to ${url} --force`)).printed).toContain('FML Studio is running on')
      const backup = join(folder, 'kept.sqlite')
      const made = await run(`backup ${backup}`, { DATABASE_URL: url })
      expect([made.code, made.printed]).toEqual([0, expect.stringMatching(/calls +1200 rows/)])
      await there.close()
      expect((await run(`restore ${backup}`, { DATA_DIR: join(folder, 'back') })).code).toBe(0)
      const back = await openHere('back')
      expect((await contents(back)).rows).toHaveLength(3)
      await back.close()
    })

    it('move a row of every table there and back, as it was', async () => {
      await (await openHere()).close()
      const path = join(folder, 'data', 'studio.sqlite')
      const before = fillEveryTable(path)
      expect(Object.values(before).every((rows) => rows.length > 0)).toBe(true)
      const url = await postgres.createDatabase()
      expect((await run(`copy --to ${url}`)).code).toBe(0)
      const back = join(folder, 'back.sqlite')
      expect((await run(`copy --to ${back}`, { DATABASE_URL: url })).code).toBe(0)
      expect(readEveryTable(back)).toEqual(before)
    })

    it('leave the target as it was when something is in the way', async () => {
      const store = await openHere()
      await store.insertFlow(createFlow('f', 'First'), 1)
      await store.close()
      const url = new URL(await postgres.createDatabase())
      url.password = 'wrong'
      const { code, printed } = await run(`copy --to ${url.href}`)
      if (postgres.power)
        expect([code, printed]).toEqual([2, expect.stringContaining('refused the user')])
    })
  },
)
