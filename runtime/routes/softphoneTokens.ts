import { randomBytes } from 'node:crypto'
import type { SoftphoneClaims } from '../voice/line.ts'

export interface IssuedToken {
  readonly user: string
  readonly token: string
  readonly expires: number
}

export interface SoftphoneTokens {
  /** A new user with a password, good for one target. `owner` is the person who asked for it. */
  issue(target: string, revision: number | null, owner: string | null): IssuedToken
  /** A password for a softphone that is called by this name or number; an earlier one of the name ends. */
  issueToReceive(user: string, owner: string | null): IssuedToken
  /** Ends the tokens of a person who may not use them any more. */
  endOf(owner: string): void
  /** People who have a token now. */
  owners(): readonly string[]
  /** Digest password of a user; null when it is unknown or too old to register. */
  passwordOf(user: string): string | null
  claimsOf(user: string): SoftphoneClaims | null
}

/** Milliseconds in which a token may register. */
const lifetime = 60_000
/** A phone that waits to be called registers again and again: a working day. */
const receivingLifetime = 12 * 3_600_000
const maxTokens = 1_000

interface Kept {
  readonly token: string
  readonly claims: SoftphoneClaims
  readonly owner: string | null
}

/** Short-lived passwords of softphones, in memory: a restart ends them, and the page asks for another. */
export function createSoftphoneTokens(now: () => number): SoftphoneTokens {
  const tokens = new Map<string, Kept>()
  const find = (user: string) => {
    const found = tokens.get(user)
    return found && found.claims.expires > now() ? found : null
  }
  const add = (claims: SoftphoneClaims, owner: string | null): IssuedToken => {
    const { user, expires } = claims
    for (const [each, { claims: kept }] of tokens) {
      if (kept.expires <= now() || tokens.size >= maxTokens) tokens.delete(each)
    }
    const token = randomBytes(24).toString('base64url')
    tokens.set(user, { token, claims, owner })
    return { user, token, expires }
  }
  return {
    issue: (target, revision, owner) => {
      const user = `web-${randomBytes(6).toString('hex')}`
      return add({ user, target, revision, expires: now() + lifetime }, owner)
    },
    // It may dial nobody: no address has an empty user.
    issueToReceive: (user, owner) =>
      add({ user, target: '', revision: null, expires: now() + receivingLifetime }, owner),
    endOf: (owner) => {
      for (const [user, kept] of tokens) if (kept.owner === owner) tokens.delete(user)
    },
    owners: () => [...new Set([...tokens.values()].flatMap(({ owner }) => owner ?? []))],
    passwordOf: (user) => find(user)?.token ?? null,
    claimsOf: (user) => find(user)?.claims ?? null,
  }
}
