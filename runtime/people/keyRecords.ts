import { z } from 'zod'
import { type ApiKey, type Role, roleSchema } from '#shared/api/people.ts'
import type { KeyRecord } from '../storage/peopleStore.ts'

/** In the permissions of a key: its role. */
const scope = 'role'

const permissionsSchema = z.object({ [scope]: z.array(roleSchema).min(1) })

export const permissionsOf = (role: Role): Record<string, string[]> => ({ [scope]: [role] })

/** The role that a key was given; null when it has none that we know. */
export function grantedRole(permissions: unknown): Role | null {
  const granted = permissionsSchema.safeParse(permissions)
  return granted.success ? (granted.data[scope][0] ?? null) : null
}

/** A key as the screen lists it. */
export function toApiKey(record: KeyRecord, personId: string): ApiKey {
  const { personId: owner, permissions, ...key } = record
  const role = grantedRole(JSON.parse(permissions ?? 'null')) ?? 'viewer'
  return { ...key, role, isMine: owner === personId }
}
