import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { freePort } from './server.ts'

export interface TestPostgres {
  /** An address of a new, empty database. */
  createDatabase(): Promise<string>
  readonly url: string
  /** Null where the server is not ours to stop. */
  readonly power: { stop(): Promise<void>; start(): Promise<void> } | null
  remove(): Promise<void>
}

const binaries = '/usr/lib/postgresql'

/** Where Debian keeps the newest server; null when none is installed. */
function findBinaries(): string | null {
  if (!existsSync(binaries)) return null
  const versions = readdirSync(binaries).toSorted((a, b) => Number(b) - Number(a))
  const folders = versions.map((version) => join(binaries, version, 'bin'))
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? null
}

/** Postgres refuses root: then somebody else runs it. Null: this user does. */
function findUser(): { readonly uid: number; readonly gid: number } | null | undefined {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    const found = spawnSync('id', ['-u', name])
    const group = spawnSync('id', ['-g', name])
    if (found.status === 0) return { uid: Number(found.stdout), gid: Number(group.stdout) }
  }
  return undefined
}

const given = process.env['TEST_DATABASE_URL'] ?? ''
const folder = findBinaries()

/** Whether tests may stop it: not where it is somebody else’s. */
export const postgresIsOurs = given === ''

/** Whether tests can have a Postgres here; why not otherwise. */
export const postgresMissing: string | null =
  given !== '' || (folder !== null && findUser() !== undefined)
    ? null
    : 'no Postgres: apt-get install postgresql, or set TEST_DATABASE_URL'

/**
 * A Postgres for tests: `TEST_DATABASE_URL`, else a server of its own in a temporary folder. It does not wait for the disk: what a
 * process wrote is there when that process, or Postgres, is killed; only a machine that loses its power would lose it.
 */
export async function startPostgres(): Promise<TestPostgres> {
  if (given !== '') return withDatabases(given, null, async () => {})
  const user = findUser()
  if (folder === null || user === undefined) throw new Error(postgresMissing ?? 'no Postgres')
  const home = mkdtempSync(join(tmpdir(), 'fml-postgres-'))
  const data = join(home, 'data')
  const password = randomBytes(9).toString('hex')
  const port = await freePort()
  writeFileSync(join(home, 'password'), password)
  chmodSync(home, 0o755)
  if (user) spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, home])
  const as = user ?? {}
  const made = spawnSync(
    join(folder, 'initdb'),
    [
      ...['--pgdata', data, '--username', 'tester', '--pwfile', join(home, 'password')],
      ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--no-locale', '--no-sync'],
    ],
    { ...as, cwd: home },
  )
  assertDone(made)
  const start = async () => {
    const server = spawn(
      join(folder, 'postgres'),
      [
        ...['-D', data, '-p', String(port), '-k', home, '-c', 'listen_addresses=127.0.0.1'],
        ...['-c', 'fsync=off', '-c', 'full_page_writes=off'],
        ...['-c', 'shared_buffers=32MB', '-c', 'max_connections=120'],
      ],
      { ...as, cwd: home, stdio: 'ignore' },
    )
    // The first line of its pid file is there before it answers; the last says that it does.
    const isReady = () => {
      const file = join(data, 'postmaster.pid')
      return existsSync(file) && readFileSync(file, 'utf8').includes('ready')
    }
    while (!isReady() && server.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    if (server.exitCode !== null) throw new Error(`Postgres stopped with ${server.exitCode}.`)
    return server
  }
  let server = await start()
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const gone = once(server, 'exit')
    // SIGINT: connections are closed, and it stops (Postgres, "Shutting Down the Server").
    server.kill('SIGINT')
    await gone
  }
  process.once('exit', () => server.kill('SIGQUIT'))
  const power = {
    stop,
    start: async () => {
      server = await start()
    },
  }
  return withDatabases(
    `postgres://tester:${password}@127.0.0.1:${port}/postgres`,
    power,
    async () => {
      await stop()
      rmSync(home, { recursive: true, force: true })
    },
  )
}

function withDatabases(
  url: string,
  power: TestPostgres['power'],
  remove: () => Promise<void>,
): TestPostgres {
  const names: string[] = []
  const admin = async (sql: string) => {
    const client = new Client({ connectionString: url })
    await client.connect()
    await client.query(sql)
    await client.end()
  }
  return {
    url,
    power,
    createDatabase: async () => {
      const name = `fml_test_${randomBytes(6).toString('hex')}`
      await admin(`create database ${name}`)
      names.push(name)
      const made = new URL(url)
      made.pathname = `/${name}`
      return made.href
    },
    remove: async () => {
      if (given !== '') {
        for (const name of names) await admin(`drop database if exists ${name} with (force)`)
      }
      await remove()
    },
  }
}

function assertDone({ status, stderr, error }: SpawnSyncReturns<Buffer>): void {
  if (status !== 0) throw error ?? new Error(String(stderr))
}
