import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from 'openai'
import { SpeechError } from '../speech.ts'

export interface OpenAiSpeechOptions {
  /** Servers that need none take any. */
  readonly apiKey: string
  /** Any server with OpenAI's audio endpoints. @defaultValue OpenAI's own */
  readonly baseUrl?: string
  readonly model?: string
  /** Milliseconds for one request. @defaultValue 8000 */
  readonly timeout?: number
}

/** A client that tries once more: on a call, a third try comes too late. */
export function createOpenAiClient({ apiKey, baseUrl, timeout = 8_000 }: OpenAiSpeechOptions) {
  return new OpenAI({ apiKey, baseURL: baseUrl ?? null, timeout, maxRetries: 1 })
}

/** What a failed request means for the call. */
export function toSpeechError(error: unknown): unknown {
  if (error instanceof SpeechError || error instanceof APIUserAbortError) return error
  if (error instanceof APIConnectionError) {
    return new SpeechError('openai', error.message, { retryable: true, cause: error })
  }
  if (!(error instanceof APIError)) {
    return new SpeechError('openai', String(error), { retryable: false, cause: error })
  }
  const status = typeof error.status === 'number' ? error.status : 0
  const retryable = status === 408 || status === 409 || status === 429 || status >= 500
  const message = `the speech service answered ${status}: ${error.message.slice(0, 200)}`
  return new SpeechError('openai', message, { retryable, cause: error })
}
