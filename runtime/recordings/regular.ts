import type { Stats } from 'node:fs'
import { lstat } from 'node:fs/promises'

/** What a path holds when it is a file; rejects for anything else, as a link in our folder leads out of it. */
export async function regular(path: string): Promise<Stats> {
  const found = await lstat(path)
  if (!found.isFile()) throw new Error(`${path} is no file.`)
  return found
}
