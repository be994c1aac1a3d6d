import type { Logger } from 'pino'
import type { Environment } from '#shared/api/api.ts'
import type { DialTarget } from '#shared/fml/fml.ts'
import type { ModelEffect } from '#shared/session/effect.ts'
import { respondOffline } from '#shared/session/offline.ts'
import type { App } from './app.ts'
import { systemClock } from './calls/clock.ts'
import type { Carriers } from './carriers/createCarriers.ts'
import { createAnswerTelerCalls } from './carriers/teler/answerTelerCalls.ts'
import type { TelerEdge } from './carriers/teler/telerEdge.ts'
import { createStoredTrunkDialer } from './carriers/trunk/createStoredTrunkDialer.ts'
import { type Config, isLoopback } from './config.ts'
import { createGuardedFetch } from './effects/fetchGuarded.ts'
import { createOpenGuardedSocket } from './effects/openGuardedSocket.ts'
import type { Performer } from './effects/performEffect.ts'
import { createModelPerformer } from './effects/performModel.ts'
import { createModel, offlineName } from './llm/createModel.ts'
import { createChooser } from './outbound/createChooser.ts'
import type { ChooseCarrier } from './outbound/outboundTypes.ts'
import { type Known, standardModel } from './providers/choose.ts'
import type { Providers } from './providers/createProviders.ts'
import { createSpeech } from './providers/createSpeech.ts'
import { createDialer, isRegisteredHere } from './sip/createDialer.ts'
import { createSipEdge, type SipEdge } from './sip/sipEdge.ts'
import { configuredRoutes, type SipSide } from './sip/trunk/createSipSide.ts'
import { createTrunkDialer } from './sip/trunk/createTrunkDialer.ts'
import type { TrunkEdge } from './sip/trunk/trunkEdge.ts'
import { createLocalSynthesizer } from './speech/createLocalSynthesizer.ts'
import { createSpeechDetector, loadVad } from './speech/detector.ts'
import { createPocketsphinxRecognizer } from './speech/pocketsphinx/pocketsphinxRecognizer.ts'
import type { Recognizer, Synthesizer } from './speech/speech.ts'
import type { Store } from './storage/store.ts'
import { createDialerChain } from './voice/createDialerChain.ts'
import { createLoopDialer } from './voice/createLoopDialer.ts'
import { createVoiceEngine, type VoiceEngine } from './voice/engine/createVoiceEngine.ts'
import type { Ladder } from './voice/engine/ladder.ts'
import { releaseNativeMedia } from './voice/media/nativeMedia.ts'
import type { Recorder } from './voice/recorder.ts'

/** The engines that this installation speaks, listens and thinks with. */
export interface Engines {
  readonly synthesizer: Synthesizer
  readonly recognizer: Recognizer
  /** Speaks without any provider. */
  readonly builtInVoice: Synthesizer
  readonly model: Performer<ModelEffect>
  /** As it is now: settings change it. */
  readonly environment: () => Environment
  close(): Promise<void>
}

/** Puts engines behind the settings of providers: the one place that knows them all. */
export function createEngines(
  providers: Providers,
  log: Logger,
  languages: readonly string[],
): Engines {
  const builtInVoice = createLocalSynthesizer({ log, languages })
  const builtInEars = createPocketsphinxRecognizer({ log })
  const { known } = providers
  const { synthesizer, recognizer } = createSpeech({
    known,
    builtInVoice,
    builtInEars,
    now: () => performance.now(),
  })
  const model = createModel({ providers, offline: respondOffline })
  return {
    synthesizer,
    recognizer,
    builtInVoice,
    model: createModelPerformer(model),
    environment: () => ({
      synthesizer: {
        name: synthesizer.name,
        voices: [...synthesizer.voices],
        languages: copy(synthesizer.languages),
        remedy:
          synthesizer.languages?.length === 1
            ? 'For other languages than English: apt-get install espeak-ng'
            : null,
      },
      recognizer: pick(recognizer),
      model: modelOf(known()),
    }),
    close: async () => {
      await Promise.all([synthesizer.close(), recognizer.close()])
    },
  }
}

function modelOf(known: Known): Environment['model'] {
  const chosen = standardModel(known)
  if (chosen) return { name: chosen.model, offline: false, remedy: null }
  const isFound = known.entries.some(({ origin }) => origin === 'found')
  const remedy = isFound
    ? 'Ollama runs on this computer: choose one of its models in the settings, under Models and voices.'
    : 'Choose a model in the settings, under Models and voices.'
  return { name: offlineName, offline: true, remedy }
}
const pick = ({ name, available, remedy, languages, letters }: Recognizer) => ({
  name,
  available,
  remedy,
  languages: copy(languages),
  letters,
})
const copy = (list: readonly string[] | null) => (list === null ? null : [...list])

/** Where FreJun's network comes in; null: nothing reaches this server from outside, and its protocol is not even read. */
export async function createTelerSide(
  { publicUrl }: Config,
  { log, secret }: { readonly log: Logger; readonly secret: string },
): Promise<TelerEdge | null> {
  if (publicUrl === null) return null
  const { createTelerEdge } = await import('./carriers/teler/telerEdge.ts')
  return createTelerEdge({ log, clock: systemClock, publicUrl, secret })
}

/** The ways in, and the engine that runs calls on them. */
export interface VoiceSide {
  /** For softphones. */
  readonly edge: SipEdge
  /** For trunks and PBXs. */
  readonly sip: SipSide
  /** Who brings calls of ours. */
  readonly choose: ChooseCarrier
  /** Calls whose line is here. */
  liveCalls(): number
  /** Takes no new calls; those that go on are not touched. */
  refuseCalls(): void
  close(): Promise<void>
}

export interface VoiceParts {
  readonly app: App
  readonly teler: TelerEdge | null
  readonly engines: Engines
  readonly recorder: Recorder
  readonly store: Store
  /** Secrets of outgoing webhooks, with spaces between: they sign what a call's audio is handed to. */
  readonly outgoingSecrets: () => string
  readonly carriers: Carriers
  readonly sip: SipSide
  readonly ladderOf: (number: string) => Ladder | null
}

export async function createVoiceSide(
  parts: VoiceParts,
  config: Config,
  log: Logger,
): Promise<VoiceSide> {
  const { app, engines, recorder, teler, store, outgoingSecrets, carriers, sip, ladderOf } = parts
  await loadVad()
  const edge = createSipEdge({
    log,
    passwordOf: app.tokens.passwordOf,
    claimsOf: app.tokens.claimsOf,
    // Host and origin are compared before, where both are known.
    allowOrigin: () => true,
    codecPreference: config.codec,
    mediaAddress: isLoopback(config.host) ? '127.0.0.1' : '0.0.0.0',
  })
  const phones = createDialer(edge)
  const numbers = createLoopDialer({ take: (call) => engine.take(call) })
  const dial: TrunkEdge['dial'] = (...call) => sip.edge()?.dial(...call) ?? null
  const trunkFor = configuredRoutes(config.sip)
  const here = createDialerChain([phones, numbers])
  const engine: VoiceEngine = createVoiceEngine({
    turns: app.voiceTurns,
    report: app.report,
    synthesizer: engines.synthesizer,
    recognizer: engines.recognizer,
    createDetector: createSpeechDetector,
    log,
    recorder,
    // Whoever registered under a number comes before the flow behind it, and both before the rest of the world.
    dialer: createDialerChain([
      here,
      createStoredTrunkDialer({ dial, carriers }),
      createTrunkDialer({ dial, trunkFor }),
    ]),
    ladderOf,
    fetch: createGuardedFetch(config.allowPrivateWebhooks),
    screeningOf: app.outbound.screeningOf,
    openStream: createOpenGuardedSocket({
      allowPrivate: config.allowPrivateWebhooks,
      secrets: outgoingSecrets,
      now: Date.now,
    }),
  })
  edge.onCall((call) => void engine.take(call))
  const takeTeler = createAnswerTelerCalls(carriers.book, (call) => void engine.take(call))
  // Our telephones, and the numbers that no network knows.
  const isNear = (target: DialTarget): boolean =>
    isRegisteredHere(edge, target) ||
    carriers.ofNumber(target.address.replace(/[\s().-]/g, ''))?.kind === 'local'
  teler?.onCall((call) => void takeTeler(call), isNear)
  carriers.connect({ take: engine.take, phones: here, isNear })
  await sip.open()
  await carriers.refresh()
  return {
    edge,
    sip,
    choose: createChooser({
      store,
      local: carriers.local,
      ofNumber: carriers.ofNumber,
      isRegistered: edge.isRegistered,
    }),
    liveCalls: engine.liveCalls,
    refuseCalls: engine.refuseCalls,
    close: async () => {
      await engine.close()
      await edge.close()
      await teler?.close()
      await sip.close()
      releaseNativeMedia()
    },
  }
}
