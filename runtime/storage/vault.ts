import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Encrypts what is kept in the store and must not be read from a copy of it: keys of providers, passwords of trunks, tokens. */
export interface Vault {
  /** `context` names what the text belongs to (table, row, field): sealed text moved elsewhere does not open. */
  seal(text: string, context: string): string
  /** Null: made with another key, for another context, or damaged. */
  open(sealed: string, context: string): string | null
}

const scheme = 'v1'
/** Bytes of a nonce and of a tag of AES-256-GCM (NIST SP 800-38D §8.2.1, §5.2.1.2). */
const nonceBytes = 12
const tagBytes = 16

/** AES-256-GCM under a key derived from `secret` (32 characters or more). */
export function createVault(secret: string): Vault {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'fml-studio vault', 32))
  return {
    seal(text, context) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `${scheme}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open(sealed, context) {
      const [version, coded] = sealed.split('.', 2)
      if (version !== scheme || !coded) return null
      const bytes = Buffer.from(coded, 'base64url')
      if (bytes.length < nonceBytes + tagBytes) return null
      const nonce = bytes.subarray(0, nonceBytes)
      const tag = bytes.subarray(nonceBytes, nonceBytes + tagBytes)
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
          .setAAD(Buffer.from(context))
          .setAuthTag(tag)
        const body = decipher.update(bytes.subarray(nonceBytes + tagBytes))
        return Buffer.concat([body, decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
  }
}

/**
 * The secret of the vault: as configured, else made on the first start and kept beside the store, not in it, in a file
 * for this user only. A backup of the store alone gives nothing away.
 */
export function loadVaultSecret(configured: string | null, dataDir: string): string {
  if (configured !== null) return configured
  const path = join(dataDir, 'vault.key')
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true })
    try {
      writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      // Another process was quicker: its key is the key.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
  return readFileSync(path, 'utf8').trim()
}
