import type { Logger } from 'pino'
import type { Environment } from '#shared/api/api.ts'
import type { ModelEffect } from '#shared/session/effect.ts'
import { respondOffline } from '#shared/session/offline.ts'
import type { App } from './app.ts'
import type { Carriers } from './carriers/createCarriers.ts'
import type { Config } from './config.ts'
import { createGuardedFetch } from './effects/fetchGuarded.ts'
import type { Performer } from './effects/performEffect.ts'
import { createModelPerformer } from './effects/performModel.ts'
import { createFixedProviders, createModel, offlineName } from './llm/createModel.ts'
import { createDialer } from './sip/createDialer.ts'
import { createSipEdge, type SipEdge } from './sip/sipEdge.ts'
import type { SipSide } from './sip/trunk/createSipSide.ts'
import { createLocalSynthesizer } from './speech/createLocalSynthesizer.ts'
import { createSpeechDetector, loadVad } from './speech/detector.ts'
import { createOpenAiRecognizer } from './speech/openai/openAiRecognizer.ts'
import { createOpenAiSynthesizer } from './speech/openai/openAiSynthesizer.ts'
import { createPocketsphinxRecognizer } from './speech/pocketsphinx/pocketsphinxRecognizer.ts'
import type { Recognizer, Synthesizer } from './speech/speech.ts'
import { createLoopDialer } from './voice/createLoopDialer.ts'
import type { Dialer } from './voice/dialer.ts'
import { createVoiceEngine, type VoiceEngine } from './voice/engine/createVoiceEngine.ts'
import type { Ladder } from './voice/engine/ladder.ts'
import { releaseNativeMedia } from './voice/media/nativeMedia.ts'
import type { Recorder } from './voice/recorder.ts'

/** The engines that this installation speaks, listens and thinks with. */
export interface Engines {
  readonly synthesizer: Synthesizer
  readonly recognizer: Recognizer
  readonly model: Performer<ModelEffect>
  readonly environment: Environment
  close(): Promise<void>
}

/** Chooses engines by the configuration: the one place that knows them all. */
export function createEngines({ openai }: Config, log: Logger): Engines {
  const { apiKey, baseUrl } = openai
  const server = baseUrl === null ? {} : { baseUrl }
  // Other servers than OpenAI's speak and listen only when told which model does.
  const speaks = apiKey !== null && (baseUrl === null || openai.speechModel !== null)
  const listens = apiKey !== null && (baseUrl === null || openai.transcriptionModel !== null)
  const synthesizer = speaks
    ? createOpenAiSynthesizer({ apiKey, ...server, ...modelOf(openai.speechModel) })
    : createLocalSynthesizer({ log })
  const recognizer = listens
    ? createOpenAiRecognizer({ apiKey, ...server, ...modelOf(openai.transcriptionModel) })
    : createPocketsphinxRecognizer({ log })
  const hasModel = apiKey !== null || baseUrl !== null
  const modelName = openai.model ?? 'gpt-4o-mini'
  const providers = createFixedProviders({ apiKey, baseURL: baseUrl, model: modelName })
  const model = createModel({ providers, offline: respondOffline })
  return {
    synthesizer,
    recognizer,
    model: createModelPerformer(model),
    environment: {
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
      model: {
        name: hasModel ? modelName : offlineName,
        offline: !hasModel,
        remedy: hasModel
          ? null
          : 'Set OPENAI_API_KEY, or OPENAI_BASE_URL for another server such as Ollama, and OPENAI_MODEL.',
      },
    },
    close: async () => {
      await Promise.all([synthesizer.close(), recognizer.close()])
    },
  }
}

const modelOf = (model: string | null) => (model === null ? {} : { model })
const pick = ({ name, available, remedy, languages, letters }: Recognizer) => ({
  name,
  available,
  remedy,
  languages: copy(languages),
  letters,
})
const copy = (list: readonly string[] | null) => (list === null ? null : [...list])

/** The ways in, and the engine that runs calls on them. */
export interface VoiceSide {
  /** For softphones. */
  readonly edge: SipEdge
  /** For trunks and PBXs. */
  readonly sip: SipSide
  /** Calls whose line is here. */
  liveCalls(): number
  /** Takes no new calls; those that go on are not touched. */
  refuseCalls(): void
  close(): Promise<void>
}

export interface VoiceParts {
  readonly app: App
  readonly engines: Engines
  readonly recorder: Recorder
  readonly carriers: Carriers
  readonly sip: SipSide
  readonly ladderOf: (number: string) => Ladder | null
}

export async function createVoiceSide(
  { app, engines, recorder, carriers, sip, ladderOf }: VoiceParts,
  config: Config,
  log: Logger,
): Promise<VoiceSide> {
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
  // Whoever registered under a number comes before the flow behind it.
  const here: Dialer = {
    dial: (target, options) => phones.dial(target, options) ?? numbers.dial(target, options),
  }
  const engine: VoiceEngine = createVoiceEngine({
    turns: app.voiceTurns,
    report: app.report,
    synthesizer: engines.synthesizer,
    recognizer: engines.recognizer,
    createDetector: createSpeechDetector,
    log,
    recorder,
    dialer: here,
    ladderOf,
    fetch: createGuardedFetch(config.allowPrivateWebhooks),
  })
  edge.onCall((call) => engine.take(call))
  carriers.connect({ take: engine.take, phones: here })
  await sip.open()
  await carriers.refresh()
  return {
    edge,
    sip,
    liveCalls: engine.liveCalls,
    refuseCalls: engine.refuseCalls,
    close: async () => {
      await engine.close()
      await edge.close()
      await sip.close()
      releaseNativeMedia()
    },
  }
}

const isLoopback = (host: string): boolean => /^(localhost|127\..*|::1)$/.test(host)
