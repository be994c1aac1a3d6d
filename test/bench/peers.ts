import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** What the bench measures us against; installed on first use, kept out of everybody's `npm ci`. */
const versions = { twilio: '6.2.0', 'node-red': '5.0.7' } as const
const folder = join(import.meta.dirname, '../../node_modules/.cache/bench-peers')

export function installPeers(): void {
  const isThere = Object.keys(versions).every((name) =>
    existsSync(join(folder, 'node_modules', name)),
  )
  if (isThere) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, dependencies: versions }),
  )
  console.log('Installing what to measure against: twilio, node-red')
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', '--ignore-scripts'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

// biome-ignore lint/suspicious/noExplicitAny: a package that is not in ours has no types here
export async function peer(name: keyof typeof versions): Promise<any> {
  installPeers()
  return createRequire(join(folder, 'index.js'))(name)
}

export const peerPath = (name: keyof typeof versions): string => {
  installPeers()
  return join(folder, 'node_modules', name)
}
