import { StoreFull, StoreUnavailable } from './store.ts'

/** Where a connection leads, for sentences; never with its password. */
export interface PostgresPlace {
  readonly host: string
  readonly database: string
  readonly user: string
}

/** A store that cannot be opened: what is wrong and what to do, in one sentence. */
export class StoreRefused extends Error {}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Where `DATABASE_URL` leads. Throws a `StoreRefused` when it is no address of Postgres. */
export function placeOf(url: string): PostgresPlace {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) {
    throw new StoreRefused(
      'DATABASE_URL is no address of a Postgres database: write postgres://user:password@host:5432/database, with special characters of the password as %40 and the like.',
    )
  }
  const { hostname, port, pathname, username, searchParams } = new URL(url)
  const user = decode(username) || 'postgres'
  return {
    host: `${searchParams.get('host') ?? (hostname || 'localhost')}:${searchParams.get('port') ?? (port || '5432')}`,
    database: decode(pathname.slice(1)) || user,
    user,
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The oldest Postgres that every query runs on. */
const oldestVersion = 13

/** Throws a `StoreRefused` when a server cannot hold the store. `version`: as `server_version_num`. */
export function checkServer(place: PostgresPlace, version: number, encoding: string): void {
  if (version < oldestVersion * 10_000) {
    const major = version >= 100_000 ? Math.floor(version / 10_000) : version / 10_000
    throw new StoreRefused(
      `Postgres at ${place.host} is version ${Math.floor(major)}, which is too old: use ${oldestVersion} or newer in DATABASE_URL.`,
    )
  }
  if (encoding !== 'UTF8') {
    throw new StoreRefused(
      `The database ${place.database} at ${place.host} keeps text in ${encoding}: make one with createdb --encoding UTF8 --template template0, and name it in DATABASE_URL.`,
    )
  }
}

/** Why a store could not be opened, as a sentence with the remedy. */
export function explain(error: unknown, place: PostgresPlace): StoreRefused {
  if (error instanceof StoreRefused) return error
  const { host, database, user } = place
  const cause = error instanceof StoreUnavailable ? error.cause : error
  const code = codeOf(cause)
  const why = cause instanceof Error ? cause.message : String(cause)
  const sentence = (what: string) => new StoreRefused(what, { cause: error })
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return sentence(`There is no server ${host}: check the host in DATABASE_URL.`)
    case '28P01':
    case '28000':
      return sentence(
        `Postgres at ${host} refused the user ${user}: check user and password in DATABASE_URL.`,
      )
    case '3D000':
      return sentence(
        `Postgres at ${host} has no database ${database}: make it with createdb ${database}, or name another in DATABASE_URL.`,
      )
    case '42501':
      return sentence(
        `The user ${user} may not make tables in ${database} at ${host}: let it own the database, or name another user in DATABASE_URL.`,
      )
  }
  if (/SSL|TLS|certificate/i.test(why)) {
    return sentence(
      `Postgres at ${host} does not agree on encryption (${why}): add ?sslmode=verify-full, or ?sslmode=disable where the network is your own, to DATABASE_URL.`,
    )
  }
  if (isOutage(cause)) {
    return sentence(
      `Postgres at ${host} cannot be reached (${why || code}): start it, or check host and port in DATABASE_URL.`,
    )
  }
  return sentence(`The store in ${database} at ${host} cannot be opened: ${why}.`)
}

/** What a failed query means to the runtime. */
export function translate(error: unknown): unknown {
  if (error instanceof StoreUnavailable) return error
  if (codeOf(error) === '53100') return new StoreFull(error)
  return isOutage(error)
    ? new StoreUnavailable('The store cannot be reached now. Start Postgres, or wait for it.', {
        cause: error,
      })
    : error
}

/** Whether the same change may work when it is made again: deadlocks, and keys taken by another process. */
export const isRetryable = (error: unknown): boolean =>
  ['40001', '40P01', '23505'].includes(codeOf(error))

/** Connections refused, lost or late; a server that starts, stops or only reads. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    /^(E[A-Z]+|08...|57P0.|57014|53300|53200|25006)$/.test(codeOf(error)) ||
    /^(Connection terminated|Connection ended|timeout exceeded|Query read timeout|Client has|Client was closed|Cannot use a pool|The server does not support SSL)/i.test(
      error.message,
    )
  )
}
