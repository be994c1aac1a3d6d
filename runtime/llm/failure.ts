import { APIConnectionError, APIError, APIUserAbortError } from 'openai'
import { ProviderRefused } from './modelProviders.ts'

/** Why a model turn failed, and whether asking again may help. */
export interface Failure {
  /** One sentence without keys or payloads. */
  readonly why: string
  readonly isRetryable: boolean
  /** The server refuses what was added to the request, not the request: ask more plainly. */
  readonly isUnsupported?: true
  /** Milliseconds that the server asked to wait; null when it did not. */
  readonly retryAfter: number | null
}

/** Explains what the client library threw. */
export function toFailure(error: unknown): Failure {
  if (error instanceof ProviderRefused) return failure(error.message, false)
  if (error instanceof APIUserAbortError) return failure('The model turn was given up.', false)
  if (error instanceof APIConnectionError) {
    return failure("The model's server cannot be reached. Check OPENAI_BASE_URL.", true)
  }
  if (error instanceof APIError && typeof error.status === 'number') {
    const isUnsupported =
      (error.status === 400 || error.status === 422) &&
      /stream_options|strict|additionalProperties|include_usage/i.test(error.message)
    return {
      ...ofStatus(error.status, error.code),
      ...(isUnsupported ? { isUnsupported: true as const } : {}),
      retryAfter: retryAfter(error.headers),
    }
  }
  return failure("The model's server sent something that is no answer.", true)
}

function ofStatus(status: number, code: unknown): Failure {
  if (status === 401 || status === 403) {
    return failure(`The model's server refused the key (${status}). Check OPENAI_API_KEY.`, false)
  }
  if (status === 404) {
    return failure('The model was not found (404). Check OPENAI_MODEL and OPENAI_BASE_URL.', false)
  }
  if (code === 'insufficient_quota') {
    return failure('The account of the model has no credit left (429).', false)
  }
  const isRetryable = status === 408 || status === 409 || status === 429 || status >= 500
  return failure(`The model's server answered ${status}.`, isRetryable)
}

const failure = (why: string, isRetryable: boolean): Failure => ({
  why,
  isRetryable,
  retryAfter: null,
})

/** RFC 9110 section 10.2.3: seconds; the form with a date is too coarse for a call. */
function retryAfter(headers: unknown): number | null {
  if (!(headers instanceof Headers)) return null
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null
}
