import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: '.data',
      databaseUrl: null,
      publicUrl: null,
      webhookSecret: null,
      outgoingWebhookSecret: null,
      openai: {
        ...{ apiKey: null, baseUrl: null, model: null },
        ...{ speechModel: null, transcriptionModel: null },
      },
      codec: 'opus',
      allowPrivateWebhooks: false,
      buildEditor: true,
      logLevel: 'info',
    })
  })

  it('takes an empty variable as absent', () => {
    expect(readConfig({ PORT: '', OPENAI_API_KEY: '' })).toEqual(readConfig({}))
  })

  it.for([
    [{ PORT: 'many' }, 'PORT cannot be “many”: set it to a port from 1 to 65535, or leave it out.'],
    [
      { ALLOW_PRIVATE_WEBHOOKS: 'maybe' },
      'ALLOW_PRIVATE_WEBHOOKS cannot be “maybe”: set it to 1 or 0, or leave it out.',
    ],
    [
      { PUBLIC_URL: 'calls' },
      'PUBLIC_URL cannot be “calls”: set it to the public address, such as https://calls.example.org, or leave it out.',
    ],
  ] as const)('says what to do about %o', ([variables, sentence]) => {
    expect(() => readConfig(variables)).toThrow(sentence)
  })

  it('never repeats a secret', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://ada:s3cret@host/db' })).toThrow(
      'DATABASE_URL cannot be used: set it to the address of a Postgres, such as postgres://user:password@host:5432/database, or leave it out.',
    )
    expect(() => readConfig({ WEBHOOK_SECRET: 'short' })).toThrow(
      'WEBHOOK_SECRET cannot be used: set it to at least 16 characters, or leave it out.',
    )
  })
})
