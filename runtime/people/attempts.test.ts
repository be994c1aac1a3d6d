import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openSqliteStore } from '../storage/sqlite.ts'
import { createAttempts } from './attempts.ts'

const limit = { most: 2, within: 1_000 }
const log = { warn: () => {} }

it('counts for all processes together, stops at what is too much, and forgives', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fml-attempts-'))
  const store = await openSqliteStore(join(folder, 'studio.sqlite'))
  let now = 0
  const clock = { now: () => now }
  const [one, other] = [0, 1].map(() => createAttempts({ store, clock, log }))
  const take = (attempts = one) =>
    attempts?.take([
      ['ann at 203.0.113.7', limit],
      ['ann', { ...limit, most: 9 }],
    ])
  expect([await take(), await take(other), await take(other), await take()]).toEqual([
    ...[0, 0, 1_000, 1_000],
  ])
  // What was refused did not count against the account.
  expect(await one?.take([['ann', { ...limit, most: 2 }]])).toBe(1_000)
  await other?.forgive([['ann at 203.0.113.7', limit]])
  await other?.forgive([['ann at 203.0.113.7', limit]])
  await other?.forgive([['ann at 203.0.113.7', limit]])
  expect(await take()).toBe(0)
  now = 1_000
  const all = await Promise.all(Array.from({ length: 5 }, () => take(other)))
  expect(all.filter((wait) => wait === 0)).toHaveLength(2)
  await store.close()
  rmSync(folder, { recursive: true })
})
