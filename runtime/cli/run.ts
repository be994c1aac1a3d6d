import { parseArgs } from 'node:util'
import { CliError } from './cliError.ts'
import { commands, type Options } from './commands.ts'
import type { Io } from './io.ts'

const usage = `npm run flow -- <command> <file>

  check    what is wrong with a flow (--json); exits 1 on an error
  compile  the program of a flow, or what it is like as a call (--report, --json)
  export   a zip with FML pages, program, flow and a server of its own (--out x.zip)
  import   a flow from a file of another product, or from a folder of TwiML (--out x.flow.json, --report x.report.json)
  format   the flow's file as we write it (--write puts it back)
  call     a text call in the terminal (--mock answers.json, --real)

  --flows <folder>  where flows are that this one runs
`

/** Runs the command line: 0 done, 1 the flow has errors, 2 the command or its file cannot be used. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  try {
    const { command, file, options, isHelp } = readArguments(args)
    if (isHelp) {
      io.out(usage)
      return 0
    }
    if (command === undefined) throw new CliError(`Say what to do.\n\n${usage.trimEnd()}`)
    const work = Object.hasOwn(commands, command) ? commands[command] : undefined
    if (!work) {
      throw new CliError(`There is no command ${command}: use ${Object.keys(commands).join(', ')}.`)
    }
    if (file === undefined) throw new CliError(`Say which file: npm run flow -- ${command} <file>`)
    return await work(file, options, io)
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    io.error(`${error.message}\n`)
    return 2
  }
}

interface Read {
  readonly command: string | undefined
  readonly file: string | undefined
  readonly options: Options
  readonly isHelp: boolean
}

function readArguments(args: readonly string[]): Read {
  // Only `import --report` takes a file.
  const report = args[0] === 'import' ? ('string' as const) : ('boolean' as const)
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        report: { type: report },
        out: { type: 'string', short: 'o' },
        write: { type: 'boolean' },
        flows: { type: 'string' },
        mock: { type: 'string' },
        real: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    const [command, file, ...rest] = positionals
    if (rest.length > 0) throw new CliError(`One file at a time: ${rest.join(' ')} is too much.`)
    const { help, ...options } = values
    return { command, file, options, isHelp: help === true }
  } catch (error) {
    if (error instanceof CliError) throw error
    throw new CliError(error instanceof Error ? error.message : 'The options cannot be read.')
  }
}
