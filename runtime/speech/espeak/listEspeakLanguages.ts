import { execFileSync } from 'node:child_process'

/** Languages (BCP 47, lower case) that the installed `espeak-ng` speaks; none when it is not installed. */
export function listEspeakLanguages(): readonly string[] {
  try {
    const table = execFileSync('espeak-ng', ['--voices'], {
      encoding: 'utf8',
      timeout: 3_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return parseVoices(table)
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
