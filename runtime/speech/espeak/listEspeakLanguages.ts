import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Languages (BCP 47, lower case) that the installed `espeak-ng` speaks; none when it is not installed. */
export async function listEspeakLanguages(): Promise<readonly string[]> {
  try {
    const { stdout } = await run('espeak-ng', ['--voices'], { timeout: 10_000 })
    return parseVoices(stdout)
  } catch {
    return []
  }
}

/** Reads the second column of the table that `espeak-ng --voices` prints. */
export function parseVoices(table: string): readonly string[] {
  const languages = table.split('\n').flatMap((line) => {
    const language = /^\s*\d+\s+([a-z]{2,3}(?:-[a-z0-9]+)*)\s/i.exec(line)?.[1]
    return language ? [language.toLowerCase()] : []
  })
  return [...new Set(languages)]
}
