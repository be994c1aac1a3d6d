import { randomBytes } from 'node:crypto'
import type { SoftphoneClaims } from '../voice/line.ts'

export interface SoftphoneTokens {
  /** A new user with a password, good for one target. */
  issue(target: string, revision: number | null): { user: string; token: string; expires: number }
  /** Digest password of a user; null when it is unknown or too old to register. */
  passwordOf(user: string): string | null
  claimsOf(user: string): SoftphoneClaims | null
}

/** Milliseconds in which a token may register. */
const lifetime = 60_000
const maxTokens = 1_000

/** Short-lived passwords of softphones, in memory: a restart ends them, and the page asks for another. */
export function createSoftphoneTokens(now: () => number): SoftphoneTokens {
  const tokens = new Map<string, { token: string; claims: SoftphoneClaims }>()
  const find = (user: string) => {
    const found = tokens.get(user)
    return found && found.claims.expires > now() ? found : null
  }
  return {
    issue: (target, revision) => {
      for (const [user, { claims }] of tokens) {
        if (claims.expires <= now() || tokens.size >= maxTokens) tokens.delete(user)
      }
      const user = `web-${randomBytes(6).toString('hex')}`
      const token = randomBytes(24).toString('base64url')
      const expires = now() + lifetime
      tokens.set(user, { token, claims: { user, target, revision, expires } })
      return { user, token, expires }
    },
    passwordOf: (user) => find(user)?.token ?? null,
    claimsOf: (user) => find(user)?.claims ?? null,
  }
}
