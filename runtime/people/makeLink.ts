import { createHash, randomBytes } from 'node:crypto'
import { joinPath, type MadeLink } from '#shared/api/people.ts'
import type { LinkRecord, PeopleStore } from '../storage/peopleStore.ts'

interface LinkMaking {
  readonly store: Pick<PeopleStore, 'insertLink'>
  readonly newId: () => string
  readonly now: number
  /** Where people reach this server. */
  readonly address: string
}

/** What the store knows a token by. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Makes a link and tells it, the one time that it can be read: the store keeps a hash of its token. */
export async function makeLink(
  { store, newId, now, address }: LinkMaking,
  link: Omit<LinkRecord, 'id' | 'createdAt'>,
): Promise<MadeLink> {
  const token = randomBytes(32).toString('base64url')
  await store.insertLink({ ...link, id: newId(), createdAt: now }, tokenHash(token))
  return { url: `${address}${joinPath}#${token}`, expiresAt: link.expiresAt }
}

/** Milliseconds that a link lives which makes the owner or resets a password. */
export const linkLifetime = 24 * 3_600_000

/** What a link is that lets a person choose another password. */
export const resetOf = (
  personId: string,
  createdBy: string | null,
  now: number,
): Omit<LinkRecord, 'id' | 'createdAt'> => ({
  ...{ kind: 'reset', role: 'viewer', personId, note: '', createdBy },
  expiresAt: now + linkLifetime,
})
