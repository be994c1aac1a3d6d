import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** What the built editor is made of. */
const sources = ['editor', 'shared', 'package-lock.json']

/** Builds the editor when it is missing or older than its sources; `say` gets lines for the person who waits. */
export async function buildEditor(root: string, say: (line: string) => void): Promise<void> {
  const config = join(root, 'editor/vite.config.ts')
  if (!existsSync(config)) return
  const stampFile = join(root, 'editor/dist/.stamp')
  const stamp = await stampOf(root)
  const built = await readFile(stampFile, 'utf8').catch(() => '')
  if (built === stamp) return
  say('Building the editor, once (about 20 seconds)…')
  const started = performance.now()
  const output = await runVite(root, config)
  if (output !== null) {
    const old = existsSync(join(root, 'editor/dist/index.html'))
    const instead = old ? 'the one built before is used' : 'calls are answered without it'
    return say(`The editor cannot be built; ${instead}. Run npm ci, then npm start.\n${output}`)
  }
  await writeFile(stampFile, stamp)
  say(`Built the editor in ${Math.round((performance.now() - started) / 1_000)} seconds.`)
}

/** Changes when any source file does: names, sizes and times of change. */
async function stampOf(root: string): Promise<string> {
  const hash = createHash('sha256')
  for (const source of sources) {
    const files = await filesIn(join(root, source))
    const facts = await Promise.all(files.map((file) => stat(file)))
    for (const [index, { mtimeMs, size }] of facts.entries()) {
      hash.update(`${files[index]} ${mtimeMs} ${size}\n`)
    }
  }
  return hash.digest('hex')
}

async function filesIn(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null)
  if (!found) return []
  if (found.isFile()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const dist = join(path, 'dist')
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(dist))
    .filter((entry) => !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** What vite said when it failed, else null. */
function runVite(root: string, config: string): Promise<string | null> {
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const child = spawn(
    process.execPath,
    [vite, 'build', '--config', config, '--logLevel', 'error'],
    {
      cwd: root,
      // Whatever started us: a test's or a developer's NODE_ENV would build React for development.
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  const read = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4_000)
  }
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code) => resolve(code === 0 ? null : stripVTControlCharacters(output)))
  })
}
