import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { describe, expect, it } from 'vitest'
import { describeEveryStore } from './everyStore.contract.ts'
import { createGroupCommit } from './groupCommit.ts'
import { describeJoin } from './joinEvents.contract.ts'
import { createDialect, createPrepare } from './nodeSqliteDialect.ts'
import { openSqliteStore } from './sqlite.ts'
import { firstCommit, makeSession } from './store.contract.ts'
import { StoreFull } from './store.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'fml-store-'))

const openInFolder = async () => {
  const folder = newFolder()
  const path = join(folder, 'studio.sqlite')
  let store = await openSqliteStore(path)
  return {
    store,
    reopen: async () => {
      await store.close()
      store = await openSqliteStore(path)
      return store
    },
    remove: async () => {
      await store.close()
      rmSync(folder, { recursive: true })
    },
  }
}
describeEveryStore('SQLite', openInFolder)
describeJoin('SQLite', 'sqlite', async () => {
  const path = join(newFolder(), 'studio.sqlite')
  const queries = new Kysely<unknown>({
    dialect: createDialect(createPrepare(new DatabaseSync(path))),
  })
  return { queries, openStore: () => openSqliteStore(path) }
})

describe('the file of SQLite', () => {
  it('can be read by its owner only, with its log', async () => {
    const folder = newFolder()
    const store = await openSqliteStore(join(folder, 'deep', 'studio.sqlite'))
    await store.setting('secret', () => 'value')
    const modeOf = (name: string) => statSync(join(folder, 'deep', name)).mode & 0o777
    expect(modeOf('studio.sqlite').toString(8)).toBe('600')
    expect(modeOf('studio.sqlite-wal').toString(8)).toBe('600')
    expect(modeOf('.').toString(8)).toBe('700')
    await store.close()
    rmSync(folder, { recursive: true })
  })

  it('refuses what does not fit on the disk, and loses nothing it took', async () => {
    const folder = newFolder()
    const path = join(folder, 'studio.sqlite')
    const small = await openSqliteStore(path, { maxPages: 110 })
    const big = 'x'.repeat(20_000)
    const session = (id: string) => makeSession(id, { vars: { big } })
    const ids = Array.from({ length: 30 }, (_, index) => `c${index}`)
    const results = await Promise.allSettled(
      ids.map((id) => small.commitTurn(firstCommit(id, { session: session(id) }))),
    )
    const kept = ids.filter((_, index) => results[index]?.status === 'fulfilled')
    const refused = results.filter((result) => result.status === 'rejected')
    expect(kept.length).toBeGreaterThan(0)
    expect(refused.length).toBeGreaterThan(0)
    for (const { reason } of refused) expect(reason).toBeInstanceOf(StoreFull)
    await small.close()
    const roomy = await openSqliteStore(path)
    for (const id of ids) {
      const found = await roomy.loadTurn(id, 1)
      expect(found !== null, id).toBe(kept.includes(id))
    }
    await roomy.commitTurn(firstCommit('later', { session: session('later') }))
    await roomy.close()
    rmSync(folder, { recursive: true })
  })
})

describe('group commit', () => {
  it('shares one transaction between changes that wait together', async () => {
    const db = new DatabaseSync(':memory:')
    db.exec('create table t (v integer primary key)')
    let commits = 0
    const group = createGroupCommit(db, () => {
      commits++
    })
    const insert = db.prepare('insert into t values (?)')
    const add = (value: number) => group.commit(() => insert.run(value).changes)
    expect(await Promise.all([add(1), add(2), add(3)])).toEqual([1, 1, 1])
    expect(commits).toBe(1)
    const mixed = await Promise.allSettled([add(4), add(4), add(5)])
    expect(mixed.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(commits).toBe(2)
    expect(db.prepare('select count(*) as n from t').get()).toEqual({ n: 5 })
  })
})

describe('a process that is killed', () => {
  it('has lost nothing that it acknowledged', async () => {
    const folder = newFolder()
    const path = join(folder, 'studio.sqlite')
    const script = new URL('./crashWriter.ts', import.meta.url).pathname
    const acknowledged = new Map<string, number>()
    for (const round of [1, 2, 3]) {
      const child = spawn(process.execPath, [script, path, String(round)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let lines = 0
      for await (const line of createInterface({ input: child.stdout })) {
        const [id = '', turn] = line.split(' ')
        acknowledged.set(id, Math.max(acknowledged.get(id) ?? 0, Number(turn)))
        if (++lines === 400 * round) child.kill('SIGKILL')
      }
    }
    expect(acknowledged.size).toBeGreaterThan(3)
    const store = await openSqliteStore(path)
    for (const [id, turn] of acknowledged) {
      const stored = await store.loadTurn(id, turn)
      expect(stored?.answer, `${id} ${turn}`).toBe(`<Response id="${turn}"/>`)
      expect(stored?.version).toBeGreaterThanOrEqual(turn)
      // Rows are of the same transaction as their session.
      expect(await store.readRows(id, 0, 100_000)).toHaveLength(stored?.version ?? 0)
    }
    await store.close()
    const db = new DatabaseSync(path)
    expect(db.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' })
    db.close()
    rmSync(folder, { recursive: true })
  })
})
