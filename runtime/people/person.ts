import type { Context } from 'hono'
import type { Role } from '#shared/api/people.ts'

/** Who asks: `personOf(c)` in every route behind a role. */
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
    /** Absent on routes that anybody may ask for. */
    person?: Person
    /** Whether whoever asked may still do so: for answers that go on for long. Absent where nobody needs an account. */
    mayStill?: () => Promise<boolean>
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
  const person = c.get('person')
  if (!person || person.id === null) return null
  return person.by.type === 'key' ? `${person.name} (${person.by.keyName})` : person.name
}

/** Who asks, in a route behind a role. */
export const personOf = (c: Context): Person => c.get('person') ?? nobody

/** Should a route ask without a role of its own: somebody who may do nothing. */
const nobody: Person = { ...anybody, role: 'viewer' }
