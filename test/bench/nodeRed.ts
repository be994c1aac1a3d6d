import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { routes, storedFlowSchema } from '#shared/api/api.ts'
import { freePort, type RunningServer, startServer } from '../support/server.ts'
import { benchNumber, benchSecret, menuFlow, type Post, startPost, turnPost } from './benchCalls.ts'
import { type Gate, type Measured, median, ms, type Report } from './gates.ts'
import { type Client, cpuSecondsOf, createClient } from './httpLoad.ts'
import { peerPath } from './peers.ts'

const connections = 64
const turnsEach = 80
const pairs = 7
/** Pairs that only warm both up: servers run for weeks, and compiling what is used often takes these some thousand turns. */
const warmUps = 3

/** Starts whose median is reported. */
const starts = 7

/** Our durable answers beside Node-RED's answers from memory, both over loopback HTTP, by the CPU of the server. */
export async function measureNodeRed(): Promise<Measured> {
  const times: number[] = []
  for (let run = 1; run < starts; run++) {
    const { server, client, startedIn } = await startOurs()
    times.push(startedIn)
    client.close()
    await server.stop()
  }
  const ours = await startOurs()
  times.push(ours.startedIn)
  const start = {
    name: `start, empty directory → first answered call (median of ${starts}; the first, with whatever Node kept, ${ms(times[0] ?? 0)})`,
    target: '1 s',
    figure: ms(median(times)),
  }
  try {
    const { gate, report } = await nodeRedGate(ours)
    return { gates: [gate], reports: [start, report] }
  } catch (error) {
    if (!(error instanceof PeerMissing)) throw error
    return { gates: [], reports: [start], skipped: [`Node-RED: ${error.message}`] }
  } finally {
    ours.client.close()
    await ours.server.stop()
  }
}

class PeerMissing extends Error {}

interface Ours {
  readonly server: RunningServer
  readonly client: Client
  readonly startedIn: number
}

/** Starts on an empty folder, is called at once, and publishes the menu. */
async function startOurs(): Promise<Ours> {
  const startedAt = performance.now()
  const server = await startServer({ WEBHOOK_SECRET: benchSecret, BUILD_EDITOR: '0' })
  const client = createClient(server.url, connections)
  // An example flow answers the number from the start.
  const { status, body } = await client.post(startPost())
  const startedIn = performance.now() - startedAt
  if (status !== 200 || body.includes('<Reject'))
    throw new Error(`The first call got ${status}: ${body}`)
  const create = await send(`${server.url}${routes.flows}`, { flow: menuFlow })
  const { flow, revision } = storedFlowSchema.parse(await create.json())
  await send(`${server.url}${routes.publish(flow.id)}`, {
    number: benchNumber,
    revision,
    note: '',
    replace: true,
  })
  return { server, client, startedIn }
}

async function send(url: string, body: object): Promise<Response> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${url} got ${response.status}: ${await response.text()}`)
  return response
}

async function nodeRedGate(ours: Ours): Promise<{ gate: Gate; report: Report }> {
  const theirs = await startNodeRed(await documentsOf(ours.client))
  try {
    const figures: { readonly mine: number; readonly other: number }[] = []
    for (let pair = -warmUps; pair < pairs; pair++) {
      const run = {
        ours: () => measureOurs(ours),
        theirs: () => measureTheirs(theirs),
      }
      const isFirst = pair % 2 === 0
      const early = isFirst ? await run.ours() : await run.theirs()
      const late = isFirst ? await run.theirs() : await run.ours()
      const [mine, other] = isFirst ? [early, late] : [late, early]
      if (pair >= 0) figures.push({ mine, other })
    }
    const ofTurn = (seconds: readonly number[]) =>
      Math.round((1_000_000 * median(seconds)) / (connections * turnsEach))
    return {
      gate: {
        name: 'the same menu, of Node-RED 5 storing nothing, per CPU-second',
        sign: '≥',
        bound: 1.5,
        ratio: median(figures.map(({ mine, other }) => other / mine)),
      },
      report: {
        name: 'CPU of a durable turn over HTTP · of Node-RED’s',
        target: 'less',
        figure: `${ofTurn(figures.map(({ mine }) => mine))} · ${ofTurn(figures.map(({ other }) => other))} µs`,
      },
    }
  } finally {
    theirs.client.close()
    theirs.process.kill('SIGKILL')
    await once(theirs.process, 'exit')
    rmSync(theirs.folder, { recursive: true, force: true })
  }
}

/** What our server answers to each key, with holes where the call and the turn stand. */
async function documentsOf(client: Client): Promise<readonly string[]> {
  const { callId } = await client.post(startPost())
  const documents: string[] = []
  for (let turn = 2; turn <= 4; turn++) {
    const { body } = await client.post(turnPost(callId, turn))
    // Key 3 comes first: the key of a turn is its number's rest and one.
    documents[turn % 3] = body
      .replaceAll(callId, '{{payload.CallSid}}')
      .replaceAll(`/${turn + 1}"`, '/{{payload.Next}}"')
  }
  return documents
}

/** CPU seconds for a run of turns. */
async function measureOurs({ server, client }: Ours): Promise<number> {
  const pid = server.process.pid ?? 0
  const ids = await Promise.all(
    Array.from({ length: connections }, async () => (await client.post(startPost())).callId),
  )
  return measured(pid, () => postAll(client, (index, turn) => turnPost(ids[index] ?? '', turn)))
}

const measureTheirs = ({ process, client }: NodeRed): Promise<number> =>
  measured(process.pid ?? 0, () =>
    postAll(client, (index, turn) => ({ ...turnPost(`call${index}`, turn), path: '/voice' })),
  )

async function measured(pid: number, run: () => Promise<void>): Promise<number> {
  const before = cpuSecondsOf(pid)
  await run()
  return cpuSecondsOf(pid) - before
}

async function postAll(
  client: Client,
  postOf: (index: number, turn: number) => Post,
): Promise<void> {
  await Promise.all(
    Array.from({ length: connections }, async (_, index) => {
      for (let turn = 2; turn <= turnsEach + 1; turn++) {
        const { status, body } = await client.post(postOf(index, turn))
        if (status !== 200 || !body.includes('</Gather>')) {
          throw new Error(`Turn ${turn} got ${status}: ${body.slice(0, 300)}`)
        }
      }
    }),
  )
}

interface NodeRed {
  readonly process: ChildProcess
  readonly client: Client
  readonly folder: string
}

/** Milliseconds that Node-RED may take to start. */
const startPatience = 60_000

async function startNodeRed(documents: readonly string[]): Promise<NodeRed> {
  let program: string
  try {
    program = join(peerPath('node-red'), 'red.js')
  } catch {
    throw new PeerMissing('it could not be installed')
  }
  const folder = mkdtempSync(join(tmpdir(), 'fml-node-red-'))
  const port = await freePort()
  const settings = {
    uiPort: port,
    uiHost: '127.0.0.1',
    flowFile: 'flows.json',
    credentialSecret: false,
  }
  writeFileSync(join(folder, 'settings.js'), `module.exports = ${JSON.stringify(settings)}`)
  writeFileSync(join(folder, 'flows.json'), JSON.stringify(nodeRedFlow(documents)))
  const child = spawn(
    process.execPath,
    [program, '--userDir', folder, '--settings', join(folder, 'settings.js')],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const started = Promise.withResolvers<void>()
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
    if (printed.includes('Started flows')) started.resolve()
  })
  child.once('exit', () => started.reject(new PeerMissing(`it stopped: ${printed.slice(-300)}`)))
  const late = setTimeout(() => started.reject(new PeerMissing('it did not start')), startPatience)
  try {
    await started.promise
  } catch (error) {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
    throw error
  } finally {
    clearTimeout(late)
  }
  return { process: child, client: createClient(`http://127.0.0.1:${port}`, connections), folder }
}

/** http in → switch → template → http response, as its cookbook draws a menu. */
function nodeRedFlow(documents: readonly string[]): readonly object[] {
  const at = { z: 'tab', x: 100, y: 100 }
  return [
    { id: 'tab', type: 'tab', label: 'Menu' },
    { id: 'in', type: 'http in', ...at, url: '/voice', method: 'post', wires: [['key']] },
    {
      id: 'key',
      type: 'switch',
      ...at,
      property: 'payload.Digits',
      propertyType: 'msg',
      rules: documents.map((_, index) => ({ t: 'eq', v: String(index + 1), vt: 'str' })),
      checkall: 'false',
      outputs: documents.length,
      wires: documents.map((_, index) => [`say${index}`]),
    },
    ...documents.map((template, index) => ({
      id: `say${index}`,
      type: 'template',
      ...at,
      field: 'payload',
      fieldType: 'msg',
      format: 'handlebars',
      syntax: 'mustache',
      output: 'str',
      template,
      wires: [['out']],
    })),
    {
      id: 'out',
      type: 'http response',
      ...at,
      statusCode: '200',
      headers: { 'content-type': 'application/xml; charset=utf-8' },
      wires: [],
    },
  ]
}
