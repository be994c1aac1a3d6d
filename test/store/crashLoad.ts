import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { build } from 'esbuild'
import { createTurnClient } from '#runtime/calls/createTurnClient.ts'
import { turnSecret } from '../support/harness.ts'
import { makeFlow } from '../support/makeFlow.ts'
import { freePort } from '../support/server.ts'

/** Asks for numbers and sends each of them away without waiting. */
export const numbersFlow = (url: string) =>
  makeFlow(
    'numbers',
    [
      ['number', 'ask', { prompt: 'A number?', value: 'digits', by: 'keys', retries: 0 }],
      [
        'hook',
        'webhook',
        {
          ...{ url, waits: false, timeout: 1 },
          body: {
            type: 'fields',
            fields: [
              { id: 'a', name: 'call', value: '{{ call.sid }}' },
              { id: 'b', name: 'number', value: 'n{{ input.digits }}' },
            ],
          },
        },
      ],
      ['said', 'say', { text: 'You pressed {{ input.digits }}.' }],
      ['bye', 'end', { text: 'Goodbye.', outcome: 'done' }],
    ],
    [
      ...['start.next>number', 'number.answered>hook', 'hook.ok>said', 'said.next>number'],
      ...['number.noInput>bye', 'number.invalid>bye'],
    ],
  )

/** Another system that keeps what it gets, and now and then breaks off before it says so. */
export async function startCollector() {
  const ids = new Map<string, Set<string>>()
  const keys = new Map<string, Set<string>>()
  let count = 0
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += String(chunk)
    })
    request.on('end', () => {
      const { call, number } = JSON.parse(text)
      const id = String(request.headers['webhook-id'])
      const key = `${call} ${number}`
      const isFirst = !keys.has(id)
      ids.set(key, (ids.get(key) ?? new Set()).add(id))
      keys.set(id, (keys.get(id) ?? new Set()).add(key))
      count++
      if (isFirst && count % 50 === 0) request.socket.destroy()
      else response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/numbers`,
    /** Ids that each thing came under, and things that came under each id. */
    ...{ ids, keys },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** One file, for it starts seven times as fast as its sources; a test that kills starts often. */
export async function bundleCrashServer(
  folder: string,
  entry = new URL('./crashServer.ts', import.meta.url),
): Promise<string> {
  const outfile = join(folder, 'server.mjs')
  const options = { bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' } as const
  await build({
    ...{ ...options, entryPoints: [entry.pathname], outfile },
    banner: {
      js: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);",
    },
  })
  const worker = 'checkpoint.worker.ts'
  const source = join(import.meta.dirname, '../../runtime/storage', worker)
  await build({ ...options, entryPoints: [source], outfile: join(folder, worker) })
  return outfile
}

/** Servers on one store, each of which can be killed and comes back. */
export async function startServers(
  script: string,
  count: number,
  dataDir: string,
  databaseUrl: string,
) {
  const ports = await Promise.all(Array.from({ length: count }, freePort))
  const children: ChildProcess[] = []
  const start = async (index: number) => {
    const child = spawn(process.execPath, [script, dataDir, String(ports[index])], {
      env: { ...process.env, DATABASE_URL: databaseUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children[index] = child
    // One that cannot start says why, instead of being waited for.
    const gone = once(child, 'exit').then(([code]) => {
      throw new Error(`The server ended with ${code} before it was there.`)
    })
    gone.catch(() => {})
    if (child.stdout) await Promise.race([once(child.stdout, 'data'), gone])
  }
  await Promise.all(ports.map((_, index) => start(index)))
  const bases = ports.map((port) => `http://127.0.0.1:${port}`)
  return {
    bases,
    clients: bases.map((base) =>
      createTurnClient({
        ...{ fetch, secret: turnSecret, now: Date.now, base },
      }),
    ),
    /** Kills one as no process can prepare for, and starts it again. */
    kill: async (index: number) => {
      const child = children[index]
      if (!child) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
      await start(index)
    },
    close: () => {
      for (const child of children) child.kill('SIGKILL')
    },
  }
}

type Servers = Awaited<ReturnType<typeof startServers>>

export interface Acknowledged {
  readonly callId: string
  readonly turn: number
  readonly body: string
}

/** Callers who press numbers until they are told to stop, and try again wherever they can when a server is gone. */
export function startCallers({ clients }: Servers, count: number) {
  const acknowledged: Acknowledged[] = []
  const differing: string[] = []
  let isOver = false
  let lastSid = 0
  const pick = () => clients[Math.floor(Math.random() * clients.length)]

  const post = async (path: string, form: Record<string, string>) => {
    for (;;) {
      try {
        const answer = await pick()?.post(path, form)
        if (answer?.status === 200) return answer
      } catch {
        // Killed under way: nobody knows what it did.
      }
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const press = (callId: string, turn: number, digits: string) =>
    post(`/hooks/voice/${callId}/${turn}`, { Turn: String(turn), Reason: 'digits', Digits: digits })

  const talk = async (): Promise<void> => {
    while (!isOver) {
      const form = { CallSid: `CA${++lastSid}`, From: '+1', To: '+12025550100' }
      const starts = await Promise.all([post('/hooks/voice', form), post('/hooks/voice', form)])
      const callId = starts[0].callId ?? ''
      if (starts[0].callId !== starts[1].callId) differing.push(`start of ${form.CallSid}`)
      for (let turn = 2; turn < 12 && !isOver; turn++) {
        // Every third turn comes twice at once, and the two are not the same.
        const tries = turn % 3 === 0 ? ['1', '2'] : ['1']
        const answers = await Promise.all(tries.map((one) => press(callId, turn, `${turn}${one}`)))
        const [body = ''] = answers.map((answer) => answer.body)
        if (answers.some((answer) => answer.body !== body)) differing.push(`${callId} ${turn}`)
        acknowledged.push({ callId, turn, body })
      }
    }
  }
  const talking = Promise.all(Array.from({ length: count }, talk))
  return {
    ...{ acknowledged, differing, press },
    /** Resolves when so many more turns are acknowledged. */
    progress: async (turns: number) => {
      const target = acknowledged.length + turns
      while (acknowledged.length < target) await new Promise((resolve) => setTimeout(resolve, 5))
    },
    stop: async () => {
      isOver = true
      await talking
    },
  }
}
