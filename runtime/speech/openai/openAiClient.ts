import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from 'openai'
import { SpeechError } from '../speech.ts'

export interface OpenAiSpeechOptions {
  /** Servers that need none take any. */
  readonly apiKey: string
  /** Any server with OpenAI's audio endpoints. @defaultValue OpenAI's own */
  readonly baseUrl?: string
  readonly model?: string
  /** How the trace and errors call it: small letters, digits and hyphens. @defaultValue `openai` */
  readonly name?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds for one request. @defaultValue 8000 */
  readonly timeout?: number
}

/**
 * A client that tries once more: on a call, a third try comes too late. Redirects are answers like any other: a key goes
 * to no server that nobody entered.
 */
export function createOpenAiClient(options: OpenAiSpeechOptions) {
  const { apiKey, baseUrl, headers, timeout = 8_000 } = options
  return new OpenAI({
    apiKey,
    baseURL: baseUrl ?? null,
    timeout,
    maxRetries: 1,
    logLevel: 'off',
    ...(headers ? { defaultHeaders: { ...headers } } : {}),
    fetch: (input, init) => fetch(input, { ...init, redirect: 'manual' }),
  })
}

/** The server's own words; about a key they often repeat it. */
const detailOf = (error: APIError, status: number): string =>
  status === 401 || status === 403
    ? ''
    : `: ${error.message.replace(/[\w-]{24,}/g, '…').slice(0, 200)}`

/** What a failed request means for the call. */
export function toSpeechError(error: unknown, provider = 'openai'): unknown {
  if (error instanceof SpeechError || error instanceof APIUserAbortError) return error
  if (error instanceof APIConnectionError) {
    return new SpeechError(provider, error.message, { retryable: true, cause: error })
  }
  if (!(error instanceof APIError)) {
    const message = error instanceof Error ? error.message : String(error)
    return new SpeechError(provider, message, { retryable: false, cause: error })
  }
  const status = typeof error.status === 'number' ? error.status : 0
  const retryable = status === 408 || status === 409 || status === 429 || status >= 500
  const message = `the speech service answered ${status}${detailOf(error, status)}`
  return new SpeechError(provider, message, { retryable, cause: error })
}
