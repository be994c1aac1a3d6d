import OpenAI from 'openai'
import type { PresetId } from '#shared/api/providerPresets.ts'

/** A server with the key that opens it. */
export interface Access {
  readonly preset: PresetId
  readonly baseUrl: string
  readonly key: string | null
}

/**
 * A client that does one request a call: whoever asks knows how often there is time to ask again. Redirects are answers
 * like any other: a key goes to no server that nobody entered.
 */
export function createClient({ preset, baseUrl, key }: Access, timeout = 60_000): OpenAI {
  return new OpenAI({
    // Servers at home take any key; the library wants one.
    apiKey: key ?? 'none',
    baseURL: baseUrl,
    maxRetries: 0,
    timeout,
    logLevel: 'off',
    ...(preset === 'azure' && key !== null ? { defaultHeaders: { 'api-key': key } } : {}),
    fetch: (input, init) => fetch(input, { ...init, redirect: 'manual' }),
  })
}
