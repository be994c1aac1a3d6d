import { APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'
import type { ProviderFailure } from '#shared/api/providers.ts'

type Code = ProviderFailure['code']

const longestDetail = 300

/** What keeps a server from answering, by the step that failed. The key is never part of it, also where a server repeats it. */
export function explainFailure(error: unknown, key: string | null): ProviderFailure {
  const known = explain(error)
  return key === null ? known : { ...known, detail: known.detail.replaceAll(key, '…') }
}

function explain(error: unknown): ProviderFailure {
  if (isLate(error)) return failure('slow')
  if (error instanceof APIError && typeof error.status === 'number') {
    const detail = detailOf(error)
    return { code: ofStatus(error.status, error, detail), status: error.status, detail }
  }
  const codes = causesOf(error).map(codeOf)
  for (const code of codes) {
    const known = ofSystem(code)
    if (known) return failure(known, code)
  }
  // The library could not read the answer.
  if (error instanceof SyntaxError) return failure('address')
  return failure('broken', textOf(error))
}

export const failure = (code: Code, detail = ''): ProviderFailure => ({
  code,
  status: null,
  detail,
})

const isLate = (error: unknown): boolean =>
  error instanceof APIConnectionTimeoutError ||
  error instanceof APIUserAbortError ||
  (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError'))

function ofStatus(status: number, error: APIError, detail: string): Code {
  if (status >= 300 && status < 400) return 'redirect'
  if (status === 401 || status === 403) return 'key'
  if (status === 402 || error.code === 'insufficient_quota') return 'quota'
  if (status === 429) return 'busy'
  // A server of models says in JSON what it lacks; another one has a page for what it lacks.
  if (status === 404) return error.error === undefined || detail === '' ? 'address' : 'model'
  if (status === 405) return 'address'
  if (status === 408) return 'slow'
  if (status >= 500) return 'broken'
  return error.code === 'model_not_found' ||
    /\bmodel\b.*\b(not|exist|unknown|invalid)\b/i.test(detail)
    ? 'model'
    : 'rejected'
}

function ofSystem(code: string): Code | null {
  if (/^(ENOTFOUND|EAI_)/.test(code)) return 'name'
  if (/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/.test(code)) return 'refused'
  if (/TIMEOUT|ETIMEDOUT/.test(code)) return 'slow'
  if (/CERT|_SSL_|TLS|EPROTO|SIGNATURE|WRONG_VERSION/.test(code)) return 'tls'
  if (/^(ECONNRESET|EPIPE|UND_ERR_SOCKET|HPE_.*)$/.test(code)) return 'broken'
  return null
}

/** An error with what caused it, outermost first; attempts on several addresses count as causes. */
function causesOf(error: unknown): readonly unknown[] {
  const causes: unknown[] = []
  for (let one = error; one instanceof Error && causes.length < 6; one = one.cause) {
    causes.push(one)
    if (one instanceof AggregateError) causes.push(...one.errors)
  }
  return causes
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const textOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, longestDetail)

/** The server's own words, without what looks like a key. */
function detailOf(error: APIError): string {
  const body: unknown = error.error
  const message =
    typeof body === 'object' && body !== null && 'message' in body ? body.message : body
  const text = typeof message === 'string' ? message : ''
  return text
    .replace(/\b(?:sk|gsk|key|xai|pk)[-_][\w*.-]{4,}/gi, '…')
    .replace(/\s+/g, ' ')
    .slice(0, longestDetail)
}
