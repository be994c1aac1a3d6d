import {
  chmodSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Config } from '../config.ts'
import { copyTables, isEmpty } from '../storage/copy/copyTables.ts'
import { openPostgresTables } from '../storage/copy/postgresTables.ts'
import { openSqliteTables } from '../storage/copy/sqliteTables.ts'
import type { TableCounts, TableSet } from '../storage/copy/tableSet.ts'
import { openStore, sqlitePath } from '../storage/openStore.ts'
import { countProcesses, openPostgresStore } from '../storage/postgres.ts'
import { placeOf } from '../storage/postgresErrors.ts'
import { openSqliteStore } from '../storage/sqlite.ts'
import { CliError } from './cliError.ts'

export interface StoreArguments {
  readonly config: Pick<Config, 'databaseUrl' | 'dataDir' | 'vaultKey'>
  readonly file: string | null
  readonly to: string | null
  /** Whether to overwrite what is there. */
  readonly force: boolean
}

type StoreCommand = (given: StoreArguments, out: (text: string) => void) => Promise<void>

const migrate: StoreCommand = async ({ config }, out) => {
  const { store, name } = await openStore(config)
  await store.close()
  out(`${name} has the tables of this version.\n`)
}

const makeBackup: StoreCommand = async ({ config, file, force }, out) => {
  const path = fileOf(file, 'backup')
  if (existsSync(path) && !force) {
    throw new CliError(`${path} is there already: choose another name, or say --force.`)
  }
  const part = `${path}.part`
  rmSync(part, { force: true })
  try {
    if (config.databaseUrl === null) backUpSqlite(mustExist(sqlitePath(config.dataDir)), part)
    else await backUpPostgres(config.databaseUrl, part)
    chmodSync(part, 0o600)
    const counts = await withTables(openSqliteTables(part), (tables) => tables.count())
    renameSync(part, path)
    out(
      `${toTable(counts)}\n${path} holds all of it. ${keyNote(config, 'Keep it apart from the file')}`,
    )
  } catch (error) {
    throw describe(error, path)
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(`${part}${end}`, { force: true })
  }
}

/**
 * One moment of a store that may be written meanwhile. Not page by page: that starts anew whenever somebody writes, and
 * may never end.
 */
function backUpSqlite(from: string, to: string): void {
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5_000 })
  // Nobody else may read it, from its first byte on.
  closeSync(openSync(to, 'w', 0o600))
  try {
    source.prepare('vacuum into ?').run(to)
  } finally {
    source.close()
  }
  const copy = new DatabaseSync(to)
  const [result] = copy.prepare('pragma integrity_check').all()
  copy.close()
  if (result?.['integrity_check'] !== 'ok') {
    throw new CliError(`${from} is damaged: ${String(result?.['integrity_check'])}.`)
  }
}

async function backUpPostgres(url: string, to: string): Promise<void> {
  await (await openPostgresStore(url)).close()
  await (await openSqliteStore(to)).close()
  await withTables(await openPostgresTables(url), (source) =>
    withTables(openSqliteTables(to), (target) => copyTables(source, target)),
  )
  const copy = new DatabaseSync(to)
  copy.exec('pragma journal_mode=delete')
  copy.close()
}

const restore: StoreCommand = async ({ config, file, force }, out) => {
  const path = mustExist(fileOf(file, 'restore'))
  const folder = mkdtempSync(join(tmpdir(), 'fml-restore-'))
  const copy = join(folder, 'studio.sqlite')
  try {
    // A backup of an older version is brought to this one first, and stays as it is itself.
    backUpSqlite(path, copy)
    await (await openSqliteStore(copy)).close()
    const target = config.databaseUrl ?? sqlitePath(config.dataDir)
    const counts = await withTables(openSqliteTables(copy), (source) => fill(source, target, force))
    out(
      `${toTable(counts)}\nRestored into ${nameOf(target)}. ${keyNote(config, 'It has to be the one of the installation that was backed up')}`,
    )
  } catch (error) {
    throw describe(error, path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const copy: StoreCommand = async ({ config, to, force }, out) => {
  if (to === null) throw new CliError('Say where to: npm run store -- copy --to postgres://…')
  const from = config.databaseUrl ?? mustExist(sqlitePath(config.dataDir))
  if (from === to || resolve(from) === resolve(to)) {
    throw new CliError(`${nameOf(to)} is the store itself: name another one.`)
  }
  if (await isInUse(from)) {
    out(`FML Studio is running on ${nameOf(from)}: what happens from now on is not copied.\n`)
  }
  if (isPostgres(from)) await (await openPostgresStore(from)).close()
  else await (await openSqliteStore(from)).close()
  const source = isPostgres(from) ? await openPostgresTables(from) : openSqliteTables(from)
  const counts = await withTables(source, (tables) => fill(tables, to, force))
  const next = isPostgres(to) ? 'Set DATABASE_URL to it and start again.\n' : ''
  out(
    `${toTable(counts)}\nCopied to ${nameOf(to)}. ${next}${keyNote(config, 'Whoever works on the copy needs the same')}`,
  )
}

/** Rows alone open nothing: secrets are sealed, by a key that is not in the store. */
const keyNote = (
  { vaultKey, dataDir }: Pick<Config, 'vaultKey' | 'dataDir'>,
  what: string,
): string =>
  `Its secrets open only with ${vaultKey === null ? join(dataDir, 'vault.key') : 'VAULT_KEY'}. ${what}.\n`

export const storeCommands: Readonly<Record<string, StoreCommand>> = {
  migrate,
  backup: makeBackup,
  restore,
  copy,
}

/** Puts everything of a store into another that is empty and not in use. */
async function fill(source: TableSet, to: string, force: boolean): Promise<TableCounts> {
  await checkUnused(to)
  if (isPostgres(to)) await (await openPostgresStore(to)).close()
  else await (await openSqliteStore(to)).close()
  const target = isPostgres(to) ? await openPostgresTables(to) : openSqliteTables(to)
  return withTables(target, async (tables) => {
    const counts = await tables.count()
    if (!isEmpty(counts) && !force) {
      throw new CliError(
        `${nameOf(to)} is not empty (${counts['flows'] ?? 0} flows, ${counts['calls'] ?? 0} calls): say --force to replace all of it.`,
      )
    }
    return copyTables(source, tables)
  })
}

async function checkUnused(to: string): Promise<void> {
  if (!(await isInUse(to))) return
  throw new CliError(`FML Studio is running on ${nameOf(to)}: stop it first, then do this again.`)
}

const isInUse = async (address: string): Promise<boolean> =>
  isPostgres(address) ? (await countProcesses(address)) > 0 : isOpenElsewhere(address)

/** SQLite leaves its write-ahead log only when nobody else has the file open. */
function isOpenElsewhere(path: string): boolean {
  if (!existsSync(path)) return false
  const db = new DatabaseSync(path)
  try {
    db.exec('pragma journal_mode=delete')
    return false
  } catch (error) {
    if (error instanceof Error && /locked|busy/i.test(error.message)) return true
    throw describe(error, path)
  } finally {
    db.close()
  }
}

async function withTables<Value>(
  tables: TableSet,
  work: (tables: TableSet) => Promise<Value>,
): Promise<Value> {
  try {
    return await work(tables)
  } finally {
    await tables.close()
  }
}

const isPostgres = (address: string): boolean => /^postgres(ql)?:/.test(address)

function nameOf(address: string): string {
  if (!isPostgres(address)) return address
  const { database, host } = placeOf(address)
  return `${database} at ${host}`
}

function fileOf(file: string | null, command: string): string {
  if (file === null) throw new CliError(`Say which file: npm run store -- ${command} <file>`)
  return file
}

function mustExist(path: string): string {
  if (!existsSync(path)) throw new CliError(`There is no store in ${path}.`)
  return path
}

/** What SQLite says about a file, as a sentence. */
function describe(error: unknown, path: string): unknown {
  if (error instanceof CliError || !(error instanceof Error)) return error
  if (!('errcode' in error) && !('errno' in error)) return error
  const why = error.message
  return new CliError(
    /not a database/.test(why) ? `${path} is no backup.` : `${path} cannot be used: ${why}.`,
  )
}

function toTable(counts: TableCounts): string {
  const width = Math.max(...Object.keys(counts).map((name) => name.length))
  return Object.entries(counts)
    .map(([name, rows]) => `  ${name.padEnd(width)}  ${rows} ${rows === 1 ? 'row' : 'rows'}`)
    .join('\n')
}
