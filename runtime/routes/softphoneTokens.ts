import { randomBytes } from 'node:crypto'
import type { SoftphoneClaims } from '../voice/line.ts'

export interface IssuedToken {
  readonly user: string
  readonly token: string
  readonly expires: number
}

export interface SoftphoneTokens {
  /** A new user with a password, good for one target. */
  issue(target: string, revision: number | null): IssuedToken
  /** A password for a softphone that is called by this name or number; an earlier one of the name ends. */
  issueToReceive(user: string): IssuedToken
  /** Digest password of a user; null when it is unknown or too old to register. */
  passwordOf(user: string): string | null
  claimsOf(user: string): SoftphoneClaims | null
}

/** Milliseconds in which a token may register. */
const lifetime = 60_000
/** A phone that waits to be called registers again and again: a working day. */
const receivingLifetime = 12 * 3_600_000
const maxTokens = 1_000

/** Short-lived passwords of softphones, in memory: a restart ends them, and the page asks for another. */
export function createSoftphoneTokens(now: () => number): SoftphoneTokens {
  const tokens = new Map<string, { token: string; claims: SoftphoneClaims }>()
  const find = (user: string) => {
    const found = tokens.get(user)
    return found && found.claims.expires > now() ? found : null
  }
  const add = (claims: SoftphoneClaims): IssuedToken => {
    const { user, expires } = claims
    for (const [each, { claims: kept }] of tokens) {
      if (kept.expires <= now() || tokens.size >= maxTokens) tokens.delete(each)
    }
    const token = randomBytes(24).toString('base64url')
    tokens.set(user, { token, claims })
    return { user, token, expires }
  }
  return {
    issue: (target, revision) => {
      const user = `web-${randomBytes(6).toString('hex')}`
      return add({ user, target, revision, expires: now() + lifetime })
    },
    // It may dial nobody: no address has an empty user.
    issueToReceive: (user) =>
      add({ user, target: '', revision: null, expires: now() + receivingLifetime }),
    passwordOf: (user) => find(user)?.token ?? null,
    claimsOf: (user) => find(user)?.claims ?? null,
  }
}
