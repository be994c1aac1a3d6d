import { createInterface } from 'node:readline'
import { run } from './run.ts'

/** The command line: `npm run flow -- check|compile|export|import|format|call <file>`. */
let lines: AsyncIterator<string> | null = null
const readLine = async (): Promise<string | null> => {
  lines ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]()
  const { done, value } = await lines.next()
  return done ? null : value
}

// Somebody who only wanted the first lines (`| head`) is no reason to fail.
process.stdout.on('error', () => process.exit(0))
process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  readLine,
  isTerminal: process.stdin.isTTY === true,
  now: Date.now,
})
process.stdin.destroy()
