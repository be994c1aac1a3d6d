import type { Context } from 'hono'
import type { Role } from '#shared/api/people.ts'

/** Who asks: `c.get('person')` in every route behind a role. */
export interface Person {
  /** Null: this installation has no accounts, and whoever sits at the computer asks. */
  readonly id: string | null
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly by:
    | { readonly type: 'nobody' }
    | { readonly type: 'session'; readonly sessionId: string }
    | { readonly type: 'key'; readonly keyId: string; readonly keyName: string }
}

declare module 'hono' {
  interface ContextVariableMap {
    person: Person
  }
}

/** Whoever uses an installation without accounts. */
export const anybody: Person = {
  id: null,
  name: '',
  email: '',
  role: 'admin',
  by: { type: 'nobody' },
}

/** The name that what a person makes is kept under; a key says that it was one. Null without accounts. */
export function authorOf(c: Context): string | null {
  const { id, name, by } = c.get('person')
  if (id === null) return null
  return by.type === 'key' ? `${name} (${by.keyName})` : name
}
