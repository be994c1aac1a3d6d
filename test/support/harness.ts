import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, createApp } from '#runtime/app.ts'
import { createTurnClient } from '#runtime/calls/createTurnClient.ts'
import { signTurn } from '#runtime/calls/signTurn.ts'
import type { Carriers } from '#runtime/carriers/createCarriers.ts'
import type { TelerFromOutside } from '#runtime/carriers/createTelerAccounts.ts'
import type { TelerEdge } from '#runtime/carriers/teler/telerEdge.ts'
import type { EffectContext, Performer } from '#runtime/effects/performEffect.ts'
import type { Log } from '#runtime/log.ts'
import { createMedia } from '#runtime/media/createMedia.ts'
import { openSigningSecrets } from '#runtime/outbox/signingSecrets.ts'
import type { Accounts } from '#runtime/people/createAccounts.ts'
import { createProviders } from '#runtime/providers/createProviders.ts'
import { createRecordings } from '#runtime/recordings/createRecordings.ts'
import { publishFlow } from '#runtime/routes/publish.ts'
import type { Dns } from '#runtime/sip/trunk/resolve.ts'
import { SpeechError, type Synthesizer } from '#runtime/speech/speech.ts'
import { openSqliteStore } from '#runtime/storage/sqlite.ts'
import type { Store } from '#runtime/storage/store.ts'
import { createVault, type Vault } from '#runtime/storage/vault.ts'
import { createTemplates } from '#runtime/templates.ts'
import type { TurnClient } from '#runtime/voice/report.ts'
import type { Flow } from '#shared/flow/flow.ts'
import type { ModelEffect } from '#shared/session/effect.ts'
import type { EffectResult } from '#shared/session/event.ts'
import { createFakeClock, type FakeClock } from './fakeClock.ts'
import { createFakeSip, createTestCarriers, type FakeSip } from './fakeSip.ts'

/** Nothing has a name. */
const emptyDns: Dns = {
  naptr: async () => [],
  srv: async () => [],
  addresses: async () => [],
}

export interface HarnessOptions {
  /** Keeps the folder of an earlier harness: a restart. */
  readonly folder?: string
  /** @defaultValue a fake clock */
  readonly clock?: FakeClock
  /** Answers model turns. @defaultValue every model turn fails */
  readonly model?: (
    effect: ModelEffect,
    signal: AbortSignal,
    say: (sentence: string) => void,
    context: EffectContext,
  ) => Promise<EffectResult>
  /** The same with all that a performer is given. */
  readonly performModel?: Performer<ModelEffect>['perform']
  readonly synthesizer?: Synthesizer
  /** What the installation speaks. @defaultValue everything */
  readonly languages?: readonly string[]
  readonly editorFolder?: string
  readonly allowPrivateWebhooks?: boolean
  readonly publicUrl?: string
  /** Lets a test stand between the app and its store. */
  readonly wrapStore?: (store: Store) => Store
  readonly maxPages?: number
  /** What signs webhooks of flows; null: made here. @defaultValue one for all tests */
  readonly ownSecret?: null
  /** @defaultValue SIP without ports, closed */
  readonly sip?: FakeSip
  readonly dns?: Dns
  readonly telerAccount?: Partial<TelerFromOutside>
  /** Lets people sign in. @defaultValue nobody needs an account */
  readonly accounts?: (store: Store, clock: FakeClock) => Accounts
  /** Where FreJun's network comes in. @defaultValue nowhere */
  readonly teler?: TelerEdge
  /** @defaultValue SQLite in the folder */
  readonly openStore?: () => Promise<Store>
}

export interface LogLine {
  readonly level: keyof Log
  readonly fields: object
  readonly message: string
}

export interface Harness {
  readonly app: App
  readonly store: Store
  readonly carriers: Carriers
  readonly vault: Vault
  readonly clock: FakeClock
  readonly folder: string
  readonly logged: readonly LogLine[]
  /** Null without accounts. */
  readonly accounts: Accounts | null
  /** Posts turns with good signatures, as an engine elsewhere would. */
  readonly turns: TurnClient
  /** A request to the app; a body that is an object is sent as JSON. */
  request(path: string, init?: RequestOptions): Promise<Response>
  /** Posts a form with whatever signature the test wants. */
  postForm(
    path: string,
    form: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>
  sign(body: string): Record<string, string>
  /** Saves a flow and lets a number answer with it. */
  publish(flow: Flow, number?: string): Promise<void>
  /** Closes all and removes the folder. */
  close(): Promise<void>
  /** Ends as a crash would: nothing is closed but the file. */
  crash(): Promise<void>
}

interface RequestOptions {
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export const turnSecret = 'turn-secret-for-tests'
export const outgoingSecret = `whsec_${Buffer.from('outgoing-secret-for-tests').toString('base64')}`
export const testNumbers = ['+12025550100', '+12025550101', '+12025550102'] as const

/** The whole server on a store in a temporary folder, without ports, with a clock that stands still. */
export async function createHarness(options: HarnessOptions = {}): Promise<Harness> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'fml-harness-')))
  const clock = options.clock ?? createFakeClock()
  const pages = options.maxPages === undefined ? {} : { maxPages: options.maxPages }
  const openHere = () => openSqliteStore(join(folder, 'studio.sqlite'), pages)
  const opened = await (options.openStore ?? openHere)()
  const store = options.wrapStore?.(opened) ?? opened
  const logged: LogLine[] = []
  let lastId = 0
  const prefix = `t${Math.random().toString(36).slice(2, 8)}`
  const vault = createVault('vault-secret-for-tests-of-32-characters')
  const sip = options.sip ?? createFakeSip()
  const carriers = createTestCarriers({
    ...{ store, clock, vault, sip, log: collect(logged) },
    ...(options.telerAccount ? { teler: options.telerAccount } : {}),
  })
  const accounts = options.accounts?.(store, clock) ?? null
  const app = createApp({
    accounts,
    teler: options.teler ?? null,
    store,
    carriers,
    sip: { side: sip, dns: options.dns ?? emptyDns },
    clock,
    log: collect(logged),
    newId: () => `${prefix}${++lastId}`,
    vault,
    webhookSecret: turnSecret,
    signing: await openSigningSecrets({
      ...{ store, vault, clock, log: collect(logged) },
      configured: options.ownSecret === undefined ? outgoingSecret : options.ownSecret,
    }),
    allowPrivateWebhooks: options.allowPrivateWebhooks ?? false,
    host: '127.0.0.1',
    publicUrl: options.publicUrl ?? null,
    editorFolder: options.editorFolder ?? join(folder, 'no-editor'),
    templates: createTemplates(join(import.meta.dirname, '../../flows'), collect(logged)),
    model: options.performModel
      ? { ...modelPerformer(undefined), perform: options.performModel }
      : modelPerformer(options.model),
    synthesizer: options.synthesizer ?? muteSynthesizer,
    builtInVoice: muteSynthesizer,
    providers: createProviders({
      store,
      vault,
      openai: noModels,
      now: clock.now,
      log: collect(logged),
      findOllama: async () => false,
    }),
    recordings: createRecordings({
      folder: join(folder, 'recordings'),
      publicUrl: options.publicUrl ?? null,
      log: collect(logged),
    }),
    media: createMedia({
      folder: join(folder, 'media'),
      publicUrl: options.publicUrl ?? null,
    }),
    environment: () => ({
      synthesizer: {
        name: 'none',
        voices: [],
        languages: options.languages ? [...options.languages] : null,
        remedy: null,
      },
      recognizer: {
        name: 'none',
        available: false,
        remedy: null,
        languages: null,
        letters: 'any',
      },
      model: { name: 'offline responder', offline: true, remedy: null },
    }),
  })
  await store.seedNumbers(testNumbers)
  await carriers.refresh()
  const sign = (body: string) => signTurn(turnSecret, clock.now(), body)
  const request = async (path: string, init: RequestOptions = {}) =>
    app.fetch(toRequest(path, init))
  return {
    app,
    store,
    carriers,
    vault,
    accounts,
    clock,
    folder,
    logged,
    turns: createTurnClient({ fetch: app.fetch, secret: turnSecret, now: clock.now }),
    request,
    sign,
    postForm: async (path, form, headers) => {
      const body = new URLSearchParams(form).toString()
      const type = { 'content-type': 'application/x-www-form-urlencoded' }
      return request(path, {
        method: 'POST',
        body,
        headers: { ...type, ...(headers ?? sign(body)) },
      })
    },
    publish: async (flow, number = testNumbers[0]) => {
      await store.insertFlow(flow, clock.now())
      await publishFlow(store, flow, { number, note: '', at: clock.now() })
    },
    close: async () => {
      await app.close()
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
    crash: () => store.close(),
  }
}

function toRequest(path: string, { method, body, headers }: RequestOptions): Request {
  if (body instanceof Uint8Array) {
    const init = { method: method ?? 'POST', headers: { ...headers }, body: new Uint8Array(body) }
    return new Request(new URL(path, 'http://127.0.0.1'), init)
  }
  const isJson = body !== undefined && typeof body !== 'string'
  return new Request(new URL(path, 'http://127.0.0.1'), {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...(isJson ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : String(body) }),
  })
}

const noModels = {
  apiKey: null,
  baseUrl: null,
  model: null,
  speechModel: null,
  transcriptionModel: null,
}

const modelPerformer = (perform: HarnessOptions['model']): Performer<ModelEffect> => ({
  limit: (effect) => effect.request.timeout,
  stopsWithCall: true,
  perform: async (effect, context) =>
    perform
      ? perform(effect, context.signal, context.say ?? (() => {}), context)
      : { type: 'failed', why: 'This test has no model.', timedOut: false },
})

const muteSynthesizer: Synthesizer = {
  name: 'none',
  voices: [],
  languages: null,
  synthesize: () =>
    Promise.reject(new SpeechError('none', 'No voice is installed.', { retryable: false })),
  close: async () => {},
}

function collect(logged: LogLine[]): Log {
  const at = (level: keyof Log) => (fields: object, message: string) => {
    logged.push({ level, fields, message })
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
