import { mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createVault, loadVaultSecret } from './vault.ts'

const vault = createVault('a secret of thirty-two characters')

describe('vault', () => {
  it('opens what it sealed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, context) => {
        expect(vault.open(vault.seal(text, context), context)).toBe(text)
      }),
    )
  })

  it('seals the same text differently each time', () => {
    expect(vault.seal('key', 'a')).not.toBe(vault.seal('key', 'a'))
  })

  it.each([
    ['another context', vault.seal('key', 'trunks/1/password'), 'trunks/2/password'],
    ['another key', createVault('another secret of 32 characters!').seal('key', 'a'), 'a'],
    ['an altered tail', `${vault.seal('key', 'a').slice(0, -2)}AA`, 'a'],
    ['nothing', '', 'a'],
    ['no bytes', 'v1.', 'a'],
    ['another scheme', vault.seal('key', 'a').replace('v1', 'v2'), 'a'],
    ['plain text', 'sk-123', 'a'],
  ])('does not open %s', (_, sealed, context) => {
    expect(vault.open(sealed, context)).toBeNull()
  })

  it('keeps its secret in a file for this user only', () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'vault-')), 'data')
    const secret = loadVaultSecret(null, folder)
    expect(secret).toMatch(/^[0-9a-f]{64}$/)
    expect(loadVaultSecret(null, folder)).toBe(secret)
    expect(statSync(join(folder, 'vault.key')).mode & 0o777).toBe(0o600)
    expect(loadVaultSecret('configured', folder)).toBe('configured')
  })
})
