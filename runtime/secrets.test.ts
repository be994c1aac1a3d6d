import { expect, it } from 'vitest'
import { StartError } from './config.ts'
import { loadTurnSecret, refuseBesideOthers } from './secrets.ts'
import { createVault } from './storage/vault.ts'

const vaultOf = (key: string) => createVault(key.padEnd(32, '.'))

const setUp = (settings: Record<string, string> = {}, processes = 1) => {
  const kept = new Map(Object.entries(settings))
  const errors: string[] = []
  const store = {
    findSetting: async (key: string) => kept.get(key) ?? null,
    setting: async (key: string, create: () => string) => {
      const value = kept.get(key) ?? create()
      kept.set(key, value)
      return value
    },
    dropSetting: async (key: string) => void kept.delete(key),
  }
  const load = (vault = vaultOf('one'), webhookSecret: string | null = null) =>
    loadTurnSecret(
      { webhookSecret },
      {
        ...{ store, vault, log: { error: (_, message) => void errors.push(message) } },
        beforeReplacing: () => refuseBesideOthers(async () => processes),
      },
    )
  return { kept, errors, load }
}

it('keeps the secret of turns sealed, and gives the same again', async () => {
  const { kept, load } = setUp()
  const secret = await load()
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  expect(await load()).toBe(secret)
  expect([...kept.keys()]).toEqual(['turnSecret'])
  expect([...kept.values()].join()).not.toContain(secret)
})

it('seals one that an earlier version kept as it was', async () => {
  const { kept, load } = setUp({ webhookSecret: 'as it was before' })
  expect(await load()).toBe('as it was before')
  expect(await load()).toBe('as it was before')
  expect([...kept.keys()]).toEqual(['turnSecret'])
})

it('takes the configured one and touches nothing', async () => {
  const { kept, load } = setUp({ webhookSecret: 'as it was before' })
  expect(await load(vaultOf('one'), 'configured secret')).toBe('configured secret')
  expect([...kept]).toEqual([['webhookSecret', 'as it was before']])
})

it('makes a new one when the key is lost, and says which key is needed', async () => {
  const { errors, load } = setUp()
  const secret = await load()
  const other = await load(vaultOf('two'))
  expect(other).not.toBe(secret)
  expect(errors).toEqual([expect.stringContaining('set VAULT_KEY to the key')])
  expect(await load(vaultOf('two'))).toBe(other)
})

it('does not start with another key beside processes that work with theirs', async () => {
  const { kept, load } = setUp({}, 2)
  const secret = await load()
  await expect(load(vaultOf('two'))).rejects.toThrow(StartError)
  expect(await load()).toBe(secret)
  expect(kept.size).toBe(1)
})
