import OpenAI from 'openai'
import type { ModelEffect, ModelRequest } from '#shared/session/effect.ts'
import type { EffectResult, ModelAnswer } from '#shared/session/event.ts'
import { performTurn } from './performTurn.ts'

export interface ModelOptions {
  readonly apiKey: string | null
  /** Of any server that speaks Chat Completions: OpenAI, Azure, Groq, Ollama, vLLM. Null: OpenAI's. */
  readonly baseURL: string | null
  readonly model: string
  /** Answers when neither a key nor a server is given. */
  readonly offline: (request: ModelRequest) => ModelAnswer
  /** Milliseconds before a failed request is sent again. @defaultValue 250 */
  readonly retryDelay?: number
  /** @defaultValue nothing is logged */
  readonly log?: { warn(fields: object, message: string): void }
}

export interface Model {
  /** For the screen and for the trace. */
  readonly name: string
  readonly offline: boolean
  /** What to set to get a better one; null when there is one. */
  readonly remedy: string | null
  /** Runs one turn within its own limit. Never rejects. */
  perform(
    effect: ModelEffect,
    signal: AbortSignal,
    /** Takes each sentence as soon as it is complete. */
    say?: (sentence: string) => void,
    early?: EarlyTurn,
  ): Promise<EffectResult>
}

/** What a turn that may have been begun early needs (see `EffectContext`). */
export interface EarlyTurn {
  readonly onToken?: (() => void) | undefined
  readonly confirmed?: Promise<void> | undefined
}

const offlineName = 'offline responder'

/** Makes the model that agents speak with: a server when one is configured, else the built-in responder. */
export function createModel(options: ModelOptions): Model {
  const { apiKey, baseURL, model, offline, log } = options
  if (!apiKey && !baseURL) {
    return {
      name: offlineName,
      offline: true,
      remedy:
        'Set OPENAI_API_KEY, or OPENAI_BASE_URL for another server such as Ollama, and OPENAI_MODEL.',
      perform: async ({ request }) => ({
        type: 'model',
        answer: offline(request),
        provider: offlineName,
      }),
    }
  }
  const client = new OpenAI({
    // Servers at home take any key; the library wants one.
    apiKey: apiKey || 'none',
    ...(baseURL ? { baseURL } : {}),
    // `performTurn` does this itself, within the time of the whole turn.
    maxRetries: 0,
    logLevel: 'off',
  })
  return {
    name: model,
    offline: false,
    remedy: null,
    perform: ({ request }, signal, say, early) =>
      performTurn(request, signal, {
        ...(say ? { say } : {}),
        ...(early ? { early } : {}),
        provider: model,
        retryDelay: options.retryDelay ?? 250,
        note: (fields, message) => log?.warn(fields, message),
        open: (messages, tools, aborted) =>
          client.chat.completions.create(
            {
              model,
              stream: true,
              messages: [...messages],
              ...(tools.length > 0 ? { tools: [...tools] } : {}),
            },
            { signal: aborted, timeout: request.timeout },
          ),
      }),
  }
}
