import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { tokenHash } from '../people/makeLink.ts'
import { openSqliteStore } from '../storage/sqlite.ts'
import { runStore } from './runStore.ts'

const folder = mkdtempSync(join(tmpdir(), 'fml-reset-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('lets the last admin back in, and nobody that is not there', async () => {
  const open = () => openSqliteStore(join(folder, 'studio.sqlite'))
  const before = await open()
  const made = { id: 'l', kind: 'owner', role: 'admin', personId: null, note: '' } as const
  await before.insertLink({ ...made, createdBy: null, createdAt: 1, expiresAt: 9 }, 'hash')
  const person = { id: 'p', name: 'Olga', email: 'olga@example.org' }
  await before.redeemLink('hash', { now: 2, passwordHash: 'x', person })
  await before.close()

  let printed = ''
  const print = (text: string) => {
    printed += text
  }
  const run = (...args: string[]) =>
    runStore(args, { DATA_DIR: folder, PORT: '4000' }, { out: print, error: print })
  expect(await run('reset-link', 'Olga@Example.org')).toBe(0)
  const [, token = ''] = /http:\/\/127\.0\.0\.1:4000\/join#(\S+)/.exec(printed) ?? []
  const after = await open()
  const link = await after.findLink(tokenHash(token), Date.now())
  expect(link).toMatchObject({ kind: 'reset', personId: 'p' })
  await after.close()
  expect(await run('reset-link', 'nobody@example.org')).toBe(2)
  expect(await run('reset-link')).toBe(2)
  expect(printed).toContain('knows nobody with the address nobody@example.org')
})
