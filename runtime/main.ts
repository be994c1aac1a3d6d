import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { type App, createApp, sipPath } from './app.ts'
import { buildEditor } from './buildEditor.ts'
import { systemClock } from './calls/clock.ts'
import { type Carriers, createCarriers } from './carriers/createCarriers.ts'
import { createLadders } from './carriers/createLadders.ts'
import { createSharedPlaces } from './carriers/sharedPlaces.ts'
import { mediaPath } from './carriers/teler/mediaPath.ts'
import type { TelerEdge } from './carriers/teler/telerEdge.ts'
import { telerOf } from './carriers/teler/telerOf.ts'
import { type Config, readConfig, StartError } from './config.ts'
import { createId } from './createId.ts'
import { createLog, type Log } from './log.ts'
import { createMedia } from './media/createMedia.ts'
import { openSigningSecrets } from './outbox/signingSecrets.ts'
import { endLostPhones } from './people/endLostPhones.ts'
import { addressOfServer, greetPeople, openAccounts } from './people/openAccounts.ts'
import { createProviders } from './providers/createProviders.ts'
import { createRecordings } from './recordings/createRecordings.ts'
import { stopOnSignal } from './running/stopOnSignal.ts'
import { goBeforeOthers } from './running/threadPriority.ts'
import { warmUp } from './running/warmUp.ts'
import { loadTurnSecret, refuseBesideOthers } from './secrets.ts'
import { seedFlows } from './seedFlows.ts'
import { createSipSide, type SipSide } from './sip/trunk/createSipSide.ts'
import { createDns } from './sip/trunk/resolve.ts'
import { listEspeakLanguages } from './speech/espeak/listEspeakLanguages.ts'
import { type OpenedStore, openStore } from './storage/openStore.ts'
import { StoreRefused } from './storage/postgresErrors.ts'
import type { Store } from './storage/store.ts'
import { createVault, loadVaultSecret } from './storage/vault.ts'
import { createTemplates } from './templates.ts'
import {
  createEngines,
  createTelerSide,
  createVoiceSide,
  type Engines,
  type VoiceSide,
} from './wire.ts'

const root = join(import.meta.dirname, '..')
const say = (line: string) => console.log(line)

async function start(): Promise<void> {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  // A mistake of ours in one call must not end the others: Node would stop the process.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'Something broke.'))
  // Asks a program, which takes its time.
  const languages = listEspeakLanguages()
  // First of all: a port that is taken should not be found out after a build.
  let handle: RequestListener = (_request, response) => {
    const detail = 'FML Studio is starting. Try again soon.'
    const problem = {
      type: 'about:blank',
      title: 'Unavailable',
      status: 503,
      code: 'starting',
      detail,
    }
    const headers = { 'retry-after': '5', 'content-type': 'application/problem+json' }
    response.writeHead(503, headers).end(JSON.stringify(problem))
  }
  const server = createServer((request, response) => handle(request, response))
  await listen(server, config)
  if (config.buildEditor) await buildEditor(root, say)
  const { store, name, isShared, countProcesses } = await open(config)
  const vaultSecret = loadVaultSecret(config.vaultKey, config.dataDir)
  const vault = createVault(vaultSecret)
  const beforeReplacing = () => refuseBesideOthers(countProcesses)
  const { openai } = config
  const providers = createProviders({ store, vault, openai, now: Date.now, log })
  // Together: what the first start makes is kept by one commit.
  const [webhookSecret, signing] = await Promise.all([
    loadTurnSecret(config, { store, vault, log, beforeReplacing }),
    openSigningSecrets({
      ...{ store, vault, log, beforeReplacing, clock: systemClock },
      configured: config.outgoingWebhookSecret,
    }),
    providers.refresh(),
  ])
  const engines = createEngines(providers, log, await languages)
  const recordings = createRecordings({
    folder: join(config.dataDir, 'recordings'),
    publicUrl: config.publicUrl,
    log,
  })
  const media = createMedia({
    folder: join(config.dataDir, 'media'),
    publicUrl: config.publicUrl,
  })
  const accounts = await openAccounts(config, store, vaultSecret, log)
  const teler = await createTelerSide(config, { log, secret: webhookSecret })
  const places = isShared
    ? createSharedPlaces({ store, log, clock: systemClock, newId: createId })
    : null
  const sip = createSipSide(config.sip, log, places)
  const carriers = createCarriers({
    ...{ store, vault, log, clock: systemClock, sip },
    teler: { ...config.teler, ...telerOf({ ...config.teler, edge: teler, clock: systemClock }) },
  })
  const app = createApp({
    teler,
    store,
    log,
    carriers,
    sip: { side: sip, dns: createDns() },
    recordings,
    media,
    clock: systemClock,
    newId: createId,
    vault,
    accounts,
    providers,
    webhookSecret,
    signing,
    allowPrivateWebhooks: config.allowPrivateWebhooks,
    host: config.host,
    publicUrl: config.publicUrl,
    editorFolder: join(root, 'editor/dist'),
    templates: createTemplates(join(root, 'flows'), log),
    model: engines.model,
    synthesizer: engines.synthesizer,
    builtInVoice: engines.builtInVoice,
    environment: engines.environment,
  })
  await seedFlows({ store, clock: systemClock, log, folder: join(root, 'flows') })
  await app.subscriptions.refresh()
  await recoverCalls(app, log, isShared)
  keepPlans(store, log)
  const recorder = {
    open: recordings.open,
    load: async (url: string, maxBytes: number) =>
      (await recordings.load(url, maxBytes)) ?? media.load(url, maxBytes),
  }
  const ladderOf = createLadders({
    book: carriers.book,
    now: systemClock.now,
    newId: createId,
    outgoingSecrets: signing.own,
    allowPrivate: config.allowPrivateWebhooks,
  })
  const voice = await createVoiceSide(
    {
      ...{ app, engines, recorder, teler, store, carriers, sip, ladderOf },
      outgoingSecrets: signing.own,
    },
    config,
    log,
  )
  if (isShared) {
    rereadNumbers(carriers, log)
    setInterval(() => void endLostPhones(app.tokens, store).catch(() => {}), numbersPause).unref()
  }
  await app.outbound.connect(voice.choose, { isShared })
  app.campaigns.wake()
  handle = getRequestListener((request, connection) => app.fetch(request, connection))
  connectUpgrades(server, app, { voice, teler })
  say(greeting(config, engines, voice, [name, await greetPeople(accounts)]))
  // The threads of files and of passwords have begun by now, and stay where they are.
  goBeforeOthers()
  warmUp(providers.known().entries.length > 0, log)
  stopOnSignal({ server, voice, app, engines, store }, config.drainMs, say)
}

async function open(config: Config): Promise<OpenedStore> {
  try {
    return await openStore(config)
  } catch (error) {
    throw error instanceof StoreRefused ? new StartError(error.message) : error
  }
}

/** Milliseconds between looks for calls whose process is gone. */
const orphansPause = 10_000

/** Goes on with what stopped processes left: now, and from time to time where several share a store. */
async function recoverCalls({ runner, outbox }: App, log: Log, isShared: boolean): Promise<void> {
  const recover = async () => {
    outbox.wake()
    const recovered = await runner.recover()
    if (recovered > 0) {
      log.info({ calls: recovered }, 'Calls of a stopped process were taken up or ended.')
    }
  }
  await recover()
  if (!isShared) return
  const again = () =>
    recover().catch((error: unknown) => log.warn({ err: error }, 'Calls were not looked for.'))
  setInterval(() => void again(), orphansPause).unref()
}

/** Milliseconds between looks for publications whose time has come: calls follow the plan to the millisecond anyway. */
const plansPause = 5_000

function keepPlans(store: Store, log: Log): void {
  const apply = async () => {
    const numbers = await store.applyPlans(Date.now())
    if (numbers.length > 0) log.info({ count: numbers.length }, 'Planned publications went live.')
  }
  const again = () =>
    apply().catch((error: unknown) => log.warn({ err: error }, 'Plans were not looked at.'))
  setInterval(() => void again(), plansPause).unref()
}

interface Sockets {
  readonly voice: VoiceSide
  readonly teler: TelerEdge | null
}

function connectUpgrades(server: Server, app: App, { voice, teler }: Sockets): void {
  server.on('upgrade', (request, socket, head) => {
    const { host, origin } = request.headers
    const path = request.url?.split('?')[0]
    const isOurs = app.guards.isAllowedHost(host) && app.guards.isAllowedOrigin(origin, host)
    if (path === sipPath && isOurs) return voice.edge.handleUpgrade(request, socket, head)
    const isMedia = path?.startsWith(`${mediaPath}/`) && app.guards.isAllowedHost(host)
    // Its token says where it comes from: no page has one.
    if (teler && isMedia) return teler.handleUpgrade(request, socket, head)
    socket.end(
      `HTTP/1.1 ${isOurs ? '404 Not Found' : '403 Forbidden'}\r\nconnection: close\r\n\r\n`,
    )
  })
}

async function listen(server: Server, { port, host }: Config): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EADDRINUSE') {
      throw new StartError(
        `Port ${port} is taken: stop what uses it, or start with another, for example PORT=${port + 1} npm start.`,
      )
    }
    if (code === 'EACCES')
      throw new StartError(`Port ${port} needs more rights: set PORT above 1023.`)
    throw new StartError(`${host} is no address of this machine: set HOST to 127.0.0.1 or 0.0.0.0.`)
  }
}

function greeting(
  config: Config,
  { environment }: Engines,
  { sip }: VoiceSide,
  [store, people]: readonly [string, readonly string[]],
): string {
  const { synthesizer, recognizer, model } = environment()
  const better = (remedy: string | null) => (remedy === null ? '' : `\n                ${remedy}`)
  return [
    '',
    `FML Studio runs at ${addressOfServer(config)}`,
    '',
    `  speaks by     ${synthesizer.name}${better(synthesizer.remedy)}`,
    `  understands   ${recognizer.available ? `speech by ${recognizer.name}` : 'keys and typed words'}${better(recognizer.remedy)}`,
    `  thinks by     ${model.name}${better(model.remedy)}`,
    `  keeps calls   in ${store}`,
    ...people,
    ...sipLines(sip),
    '',
  ].join('\n')
}

function sipLines(sip: SipSide): string[] {
  const edge = sip.edge()
  const problem = sip.problem()
  if (!edge) return problem === null ? [] : [`  takes calls   not by SIP: ${problem}`]
  const ways = (['UDP', 'TCP', 'TLS'] as const).flatMap((name) => {
    const port = edge.portOf(name)
    return port === null ? [] : [`${name} ${port}`]
  })
  const { host, port, tls, peers } = sip.config
  const from = port === null && tls === null ? 'trunks' : `trunks and ${peers.join(', ')}`
  return [`  takes calls   by SIP at ${host} (${ways.join(', ')}) from ${from}`]
}

/** Milliseconds between looks for numbers and trunks that another process changed. */
const numbersPause = 15_000

function rereadNumbers(carriers: Carriers, log: Log): void {
  const again = () =>
    carriers.refresh().catch((error: unknown) => log.warn({ err: error }, 'Numbers were not read.'))
  setInterval(() => void again(), numbersPause).unref()
}

start().catch((error: unknown) => {
  console.error(error instanceof StartError ? error.message : error)
  process.exit(1)
})
