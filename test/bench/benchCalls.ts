import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type App, createApp } from '#runtime/app.ts'
import { systemClock } from '#runtime/calls/clock.ts'
import { signTurn } from '#runtime/calls/signTurn.ts'
import { readConfig } from '#runtime/config.ts'
import { createId } from '#runtime/createId.ts'
import type { Performer } from '#runtime/effects/performEffect.ts'
import { createMedia } from '#runtime/media/createMedia.ts'
import { openSigningSecrets } from '#runtime/outbox/signingSecrets.ts'
import { createProviders } from '#runtime/providers/createProviders.ts'
import { publishFlow } from '#runtime/routes/publish.ts'
import { createDns } from '#runtime/sip/trunk/resolve.ts'
import { SpeechError, type Synthesizer } from '#runtime/speech/speech.ts'
import { openSqliteStore, type SqliteOptions } from '#runtime/storage/sqlite.ts'
import type { Store } from '#runtime/storage/store.ts'
import { createVault } from '#runtime/storage/vault.ts'
import type { Flow } from '#shared/flow/flow.ts'
import type { ModelEffect } from '#shared/session/effect.ts'
import { createFakeSip, createTestCarriers } from '../support/fakeSip.ts'
import { makeFlow } from '../support/makeFlow.ts'

export const benchSecret = 'turn-secret-of-the-bench'
export const benchNumber = '+12025550100'

/** What the menu says; Node-RED answers with the same sentences. */
export const texts = {
  prompt: 'For appointments press 1, for test results press 2, for directions press 3.',
  o1: 'Appointments can be made from nine to five.',
  o2: 'Test results are ready after two days.',
  o3: 'We are at 12 Main Street, beside the library.',
} as const

/** A menu that says a sentence for each key and asks again. */
export const menuFlow = makeFlow(
  'bench-menu',
  [
    [
      'menu',
      'menu',
      {
        prompt: texts.prompt,
        options: [
          { id: 'o1', key: '1', phrases: ['appointments'] },
          { id: 'o2', key: '2', phrases: ['test results'] },
          { id: 'o3', key: '3', phrases: ['directions'] },
        ],
      },
    ],
    ['one', 'say', { text: texts.o1 }],
    ['two', 'say', { text: texts.o2 }],
    ['three', 'say', { text: texts.o3 }],
    ['bye', 'end', { text: 'Goodbye.', outcome: 'done' }],
  ],
  [
    'start.next>menu',
    'menu.o1>one',
    'menu.o2>two',
    'menu.o3>three',
    'menu.noInput>bye',
    'menu.noMatch>bye',
    'one.next>menu',
    'two.next>menu',
    'three.next>menu',
  ],
)

/** The store in a file of a disk, as in production: folders for temporary files may be in memory. */
export async function openBenchStore(
  options: SqliteOptions = {},
): Promise<{ readonly store: Store; close(): Promise<void> }> {
  const folder = await mkdtemp(join(import.meta.dirname, '../../node_modules/.cache/bench-'))
  const store = await openSqliteStore(join(folder, 'studio.sqlite'), options)
  return {
    store,
    close: async () => {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const mute: Synthesizer = {
  name: 'none',
  voices: [],
  languages: null,
  synthesize: () => Promise.reject(new SpeechError('none', 'No voice.', { retryable: false })),
  close: async () => {},
}

interface BenchAppOptions {
  /** @defaultValue every model turn fails */
  readonly model?: Performer<ModelEffect>
  /** @defaultValue the menu */
  readonly flow?: Flow
}

/** The whole server without a port, with a flow published. */
export async function createBenchApp(
  store: Store,
  { model, flow = menuFlow }: BenchAppOptions = {},
): Promise<App> {
  const silent = () => {}
  const vault = createVault(benchSecret.padEnd(32))
  const log = { debug: silent, info: silent, warn: silent, error: silent }
  const { openai } = readConfig({})
  const app = createApp({
    accounts: null,
    store,
    carriers: createTestCarriers({ store, vault, log, clock: systemClock }),
    sip: { side: createFakeSip(), dns: createDns() },
    clock: systemClock,
    log,
    newId: createId,
    vault,
    webhookSecret: benchSecret,
    signing: await openSigningSecrets({
      ...{ store, vault, log, clock: systemClock },
      configured: `whsec_${randomBytes(32).toString('base64')}`,
    }),
    allowPrivateWebhooks: false,
    host: '127.0.0.1',
    publicUrl: null,
    templates: { list: async () => [], find: async () => null },
    editorFolder: 'none',
    model: model ?? {
      limit: () => 0,
      stopsWithCall: true,
      perform: async () => ({ type: 'failed', why: 'No model.', timedOut: false }),
    },
    synthesizer: mute,
    builtInVoice: mute,
    providers: createProviders({ store, vault, openai, now: Date.now, log: { warn: silent } }),
    recordings: { read: async () => null },
    media: createMedia({ folder: 'none', publicUrl: null }),
    environment: () => ({
      synthesizer: { name: 'none', voices: [], languages: null, remedy: null },
      recognizer: {
        name: 'none',
        available: false,
        remedy: null,
        languages: null,
        letters: 'any',
      },
      model: { name: 'none', offline: true, remedy: null },
    }),
  })
  await store.seedNumbers([benchNumber])
  await store.insertFlow(flow, Date.now())
  await publishFlow(store, flow, { number: benchNumber, note: '', at: Date.now() })
  return app
}

/** What an engine posts, signed: the path, headers and body of a request. */
export interface Post {
  readonly path: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

export const startPost = (): Post =>
  signed('/hooks/voice', {
    CallSid: `CA${randomBytes(12).toString('hex')}`,
    AccountSid: 'bench',
    From: '+12025550199',
    To: benchNumber,
    Direction: 'inbound',
    CallStatus: 'ringing',
  })

/** The caller presses a key; the same fields that voice networks post. */
export const turnPost = (callId: string, turn: number): Post =>
  signed(`/hooks/voice/${callId}/${turn}`, {
    CallSid: callId,
    AccountSid: 'bench',
    From: '+12025550199',
    To: benchNumber,
    CallStatus: 'in-progress',
    Turn: String(turn),
    Reason: 'digits',
    Digits: String((turn % 3) + 1),
  })

function signed(path: string, form: Readonly<Record<string, string>>): Post {
  const body = new URLSearchParams(form).toString()
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    ...signTurn(benchSecret, Date.now(), body),
  }
  return { path, body, headers }
}

export const toRequest = ({ path, body, headers }: Post): Request =>
  new Request(`http://127.0.0.1${path}`, {
    method: 'POST',
    body,
    headers: { ...headers, 'content-length': String(body.length) },
  })
