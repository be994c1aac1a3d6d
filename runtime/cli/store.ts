import { runStore } from './runStore.ts'

/** The command line: `npm run store -- migrate|backup|restore|copy|reset-link`. */
process.exitCode = await runStore(process.argv.slice(2), process.env, {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
})
