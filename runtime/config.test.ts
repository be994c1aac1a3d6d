import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: '.data',
      auth: 'none',
      databaseUrl: null,
      publicUrl: null,
      webhookSecret: null,
      outgoingWebhookSecret: null,
      vaultKey: null,
      openai: {
        ...{ apiKey: null, baseUrl: null, model: null },
        ...{ speechModel: null, transcriptionModel: null },
      },
      codec: 'opus',
      sip: {
        ...{ host: '127.0.0.1', port: null, tls: null, publicAddress: null, mediaPorts: null },
        ...{ server: null, peers: ['127.0.0.1', '::1'] },
      },
      teler: { apiKey: null, apiUrl: null, webhookSecret: null, acceptsOlderSignatures: false },
      allowPrivateWebhooks: false,
      drainMs: 60_000,
      buildEditor: true,
      logLevel: 'info',
    })
  })

  it('reads SIP', () => {
    const { sip } = readConfig({
      ...{
        SIP_PORT: '5060',
        SIP_HOST: '0.0.0.0',
        SIP_SERVER: 'sip:pbx.example:5070',
        SIP_PEERS: '192.0.2.7, 198.51.100.0/24',
      },
      ...{ SIP_PUBLIC_ADDRESS: '203.0.113.7', SIP_MEDIA_PORTS: '20000-20999' },
      ...{ SIP_TLS_PORT: '5061', SIP_TLS_CERT: 'cert.pem', SIP_TLS_KEY: 'key.pem' },
    })
    expect(sip).toEqual({
      ...{
        host: '0.0.0.0',
        port: 5060,
        server: 'sip:pbx.example:5070',
        publicAddress: '203.0.113.7',
      },
      ...{ mediaPorts: { first: 20_000, last: 20_999 }, peers: ['192.0.2.7', '198.51.100.0/24'] },
      tls: { port: 5061, cert: 'cert.pem', key: 'key.pem', ca: null },
    })
  })

  it.for([
    [{ SIP_PEERS: 'pbx.example' }, 'SIP_PEERS cannot be “pbx.example”: set it to addresses'],
    [{ SIP_MEDIA_PORTS: '20001-20000' }, 'SIP_MEDIA_PORTS cannot be “20001-20000”'],
    [{ SIP_PUBLIC_ADDRESS: 'here' }, 'SIP_PUBLIC_ADDRESS cannot be “here”'],
    [{ SIP_SERVER: 'pbx.example' }, 'SIP_SERVER cannot be “pbx.example”'],
    [{ SIP_TLS_PORT: '5061' }, 'SIP_TLS_PORT needs a certificate'],
  ] as const)('refuses %j', ([variables, sentence]) => {
    expect(() => readConfig(variables)).toThrow(sentence)
  })

  it.for([
    [{}, 'none'],
    [{ HOST: 'localhost' }, 'none'],
    [{ HOST: '::1' }, 'none'],
    [{ PUBLIC_URL: 'http://localhost:3000' }, 'none'],
    [{ PUBLIC_URL: 'https://calls.example.org' }, 'accounts'],
    [{ HOST: '0.0.0.0' }, 'accounts'],
    [{ HOST: '127.0.0.1.example.org' }, 'accounts'],
    [{ AUTH: 'accounts' }, 'accounts'],
    [{ AUTH: 'none' }, 'none'],
  ] as const)('asks %j for AUTH=%s', ([variables, auth]) => {
    expect(readConfig(variables).auth).toBe(auth)
  })

  it.for([
    [{ AUTH: 'none', HOST: '0.0.0.0' }, 'AUTH cannot be none while HOST is 0.0.0.0'],
    [
      { AUTH: 'none', PUBLIC_URL: 'https://calls.example.org' },
      'AUTH cannot be none while PUBLIC_URL is https://calls.example.org',
    ],
    [{ AUTH: 'some' }, 'AUTH cannot be “some”: set it to none or accounts'],
  ] as const)('lets nobody in by %j', ([variables, sentence]) => {
    expect(() => readConfig(variables)).toThrow(sentence)
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
