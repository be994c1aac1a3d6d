import { apiKey } from '@better-auth/api-key'
import { betterAuth } from 'better-auth'
import { shortestPassword } from '#shared/api/people.ts'
import type { Log } from '../log.ts'
import type { AccountRows } from '../storage/accountRows.ts'
import { createAuthAdapter } from './authAdapter.ts'

export interface AuthOptions {
  readonly rows: AccountRows
  readonly log: Log
  /** Signs cookies. */
  readonly secret: string
  /** Whether browsers come by https. */
  readonly isSecure: boolean
}

/** Where we tell the library the address of who asks; nothing from outside comes under this name. */
export const addressHeader = 'x-studio-address'
const keyPrefix = 'fml_'

/**
 * The library that keeps passwords, sessions and keys. Its own routes are not served: ours call it, so that the table of
 * roles holds every way in.
 */
export const createAuth = ({ rows, log, secret, isSecure }: AuthOptions) =>
  betterAuth({
    appName: 'FML Studio',
    // Only its own routes and redirects would use it.
    baseURL: 'http://127.0.0.1',
    secret,
    database: createAuthAdapter(rows),
    telemetry: { enabled: false },
    logger: {
      // It logs every refusal as an error, with what was typed.
      log: (level, message) => log.debug({ level }, `Accounts: ${message}`),
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: 128,
    },
    user: {
      modelName: 'people',
      additionalFields: { role: { type: 'string', required: true, input: false } },
    },
    session: { modelName: 'person_sessions', expiresIn: 7 * day, updateAge: day / 24 },
    account: { modelName: 'person_accounts' },
    // Ours are bounded and know what is asked for.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'fml-studio',
      useSecureCookies: isSecure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [
      apiKey({
        defaultPrefix: keyPrefix,
        startingCharactersConfig: { shouldStore: true, charactersLength: keyPrefix.length + 5 },
        // By default a key is good for ten requests a day.
        rateLimit: { enabled: false },
        keyExpiration: { maxExpiresIn: 366 },
        schema: { apikey: { modelName: 'api_keys' } },
      }),
    ],
  })

/** Seconds. */
const day = 24 * 3_600
