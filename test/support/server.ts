import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'

export interface RunningServer {
  readonly url: string
  readonly dataDir: string
  readonly process: ChildProcess
  /** Everything it printed so far. */
  output(): string
  /** SIGTERM; resolves with the exit code, which is 0 when it went well. */
  stop(): Promise<number | null>
  /** SIGKILL, which no process can prepare for; resolves when it is gone. Its data folder stays. */
  kill(): Promise<void>
}

/**
 * Starts the product as `npm start` does, on a free port and an empty data folder, and waits for its address. With PORT
 * and DATA_DIR it comes back where another one was.
 */
export async function startServer(
  env: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fml-studio-'))
  const ownPort = Number(env['PORT'] ?? (await freePort()))
  const root = join(import.meta.dirname, '../..')
  const child = spawn(process.execPath, ['runtime/start.js'], {
    cwd: root,
    env: { ...process.env, PORT: String(ownPort), DATA_DIR: dataDir, DRAIN_SECONDS: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // A priority of its own keeps it from asking for more: here callers and browsers share its machine, as no caller does.
  if (child.pid !== undefined) setPriority(child.pid, 1)
  let printed = ''
  const url = `http://127.0.0.1:${ownPort}`
  let isStopping = false
  const exited = new Promise<number | null>((resolve) =>
    child.once('exit', (code, signal) => {
      // A test that finds nobody there does not say why.
      if (!isStopping) process.stderr.write(`The server ended: ${code ?? signal}\n${printed}\n`)
      resolve(code)
    }),
  )
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString()
      if (printed.includes(url)) resolve()
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', reject)
    void exited.then((code) => reject(new Error(`The server stopped with ${code}:\n${printed}`)))
  })
  return {
    url,
    dataDir,
    process: child,
    output: () => printed,
    stop: async () => {
      isStopping = true
      child.kill('SIGTERM')
      const code = await exited
      rmSync(dataDir, { recursive: true, force: true })
      return code
    },
    kill: async () => {
      isStopping = true
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** Below those that Linux gives away by itself (32768 and up): nobody takes it before it is used. */
const ports = { first: 12_000, last: 29_999 }
// Tests run in several processes: each begins elsewhere.
let port = ports.first + ((process.pid * 1_009) % (ports.last - ports.first))

/** A port that nobody listens on, by TCP or UDP, and that is not given to another test of this process. */
export async function freePort(): Promise<number> {
  for (;;) {
    port = port < ports.last ? port + 1 : ports.first
    const one = port
    if ((await canListen(createServer(), one)) && (await canBind(one))) return one
  }
}

const canListen = (server: Server, one: number) =>
  new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(one, '0.0.0.0', () => server.close(() => resolve(true)))
  })

const canBind = (one: number) =>
  new Promise<boolean>((resolve) => {
    const socket = createSocket('udp4')
    socket.once('error', () => socket.close(() => resolve(false)))
    socket.bind(one, '0.0.0.0', () => socket.close(() => resolve(true)))
  })
