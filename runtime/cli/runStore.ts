import { parseArgs } from 'node:util'
import { readConfig, StartError } from '../config.ts'
import { CopyFailed } from '../storage/copy/copyTables.ts'
import { StoreRefused } from '../storage/postgresErrors.ts'
import { CliError } from './cliError.ts'
import type { Io } from './io.ts'
import { resetLink } from './resetLink.ts'
import { type StoreArguments, storeCommands } from './storeCommands.ts'
import { webhookSecret } from './webhookSecret.ts'

const usage = `npm run store -- <command>

  migrate                  brings the tables of the store to this version
  backup <file>            all of the store in one SQLite file, also while it is in use
  restore <file>           puts a backup into the store
  copy --to <address>      all of the store into another one: postgres://… or a file
  reset-link <e-mail>      a link for a new password, when no admin can make one
  webhook-secret [new]     what signs webhooks of flows; new: another one, for a day beside it

  --force                  overwrites what is there

The store is the one that npm start uses: DATABASE_URL, or SQLite in DATA_DIR.
`

type Variables = Readonly<Record<string, string | undefined>>

/** Runs the command line: 0 done, 2 it cannot be done (one sentence on standard error). */
export async function runStore(
  args: readonly string[],
  variables: Variables,
  io: Pick<Io, 'out' | 'error'>,
): Promise<number> {
  try {
    const given = readArguments(args)
    if (given === null) {
      io.out(usage)
      return 0
    }
    const { name, ...rest } = given
    if (name === 'reset-link') {
      io.out(await resetLink(readConfig(variables), rest.file))
      return 0
    }
    if (name === 'webhook-secret') {
      io.out(await webhookSecret(readConfig(variables), rest.file))
      return 0
    }
    const command = Object.hasOwn(storeCommands, name) ? storeCommands[name] : undefined
    if (!command) {
      throw new CliError(
        `There is no command ${name}: use ${[...Object.keys(storeCommands), 'reset-link', 'webhook-secret'].join(', ')}.`,
      )
    }
    await command({ ...rest, config: readConfig(variables) }, io.out)
    return 0
  } catch (error) {
    if (!isSentence(error)) throw error
    io.error(`${error.message}\n`)
    return 2
  }
}

const isSentence = (error: unknown): error is Error =>
  [CliError, StartError, StoreRefused, CopyFailed].some((kind) => error instanceof kind)

function readArguments(
  args: readonly string[],
): (Omit<StoreArguments, 'config'> & { readonly name: string }) | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        force: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    })
    const [name, file = null, ...more] = positionals
    if (values.help) return null
    if (name === undefined) throw new CliError(`Say what to do.\n\n${usage.trimEnd()}`)
    if (more.length > 0) throw new CliError(`One file at a time: ${more.join(' ')} is too much.`)
    return { name, file, to: values.to ?? null, force: values.force }
  } catch (error) {
    if (error instanceof CliError) throw error
    throw new CliError(error instanceof Error ? error.message : 'The options cannot be read.')
  }
}
