import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { runStore } from './runStore.ts'

it('shows what signs webhooks, and puts another one beside it', async () => {
  const folder = mkdtempSync(`${tmpdir()}/fml-secret-`)
  const run = async (args: string, variables: Record<string, string> = {}) => {
    let printed = ''
    const print = (text: string) => {
      printed += text
    }
    const env = { DATA_DIR: folder, ...variables }
    return [await runStore(args.split(' '), env, { out: print, error: print }), printed] as const
  }
  const [, first] = await run('webhook-secret')
  expect(first).toMatch(/^whsec_[\w+/]{43}=\n$/)
  expect(await run('webhook-secret')).toEqual([0, first])
  const [, made] = await run('webhook-secret new')
  const [second] = made.split('\n')
  expect(await run('webhook-secret')).toEqual([0, `${second}\n${first}`])
  const configured = { OUTGOING_WEBHOOK_SECRET: first.trim() }
  expect((await run('webhook-secret', configured))[0]).toBe(2)
  expect((await run('webhook-secret old'))[0]).toBe(2)
  rmSync(folder, { recursive: true })
})
