import { describe, expect, it } from 'vitest'
import { newTrunkSettings, type TrunkSettings, type TrunkTestLine } from '#shared/api/trunks.ts'
import { headerOf, type SipRequest } from '../../sip/message.ts'
import { createResponse, printMessage } from '../../sip/printMessage.ts'
import { FakeNetwork } from '../../sip/trunk/fakeNetwork.ts'
import { checkMediaAddress } from './mediaAddress.ts'
import { testTrunk } from './testTrunk.ts'
import { toTrunk } from './toTrunk.ts'

const config = {
  ...{ host: '0.0.0.0', port: 5060, tls: null, publicAddress: '9.9.9.9' },
  ...{ mediaPorts: { first: 20_000, last: 20_999 }, server: null, peers: [] },
}
const challenge = {
  name: 'www-authenticate',
  value: 'Digest realm="them", nonce="abc", algorithm=MD5, qop="auth"',
}

type Answer = (
  request: SipRequest,
) => { status: number; reason: string; headers?: (typeof challenge)[] } | null
const asAsked: Answer = ({ method, headers }) => {
  const isProved = headers.some(({ name }) => name === 'authorization')
  if (method !== 'REGISTER' || isProved) return { status: 200, reason: 'OK' }
  return { status: 401, reason: 'Unauthorized', headers: [challenge] }
}

/** Tries a trunk against a server that answers as the test wants. */
async function tryTrunk(
  change: Partial<TrunkSettings>,
  answer: Answer = asAsked,
  more: { config?: Partial<typeof config>; isClosed?: boolean; echoNumber?: string } = {},
) {
  const network = new FakeNetwork()
  network.names.set('sip.example.org', '9.9.9.7')
  const us = network.agent('9.9.9.9', [{ id: 'other', addresses: ['9.9.9.7'] }])
  const asked: string[] = []
  network.wire('9.9.9.7', (message, from) => {
    if (message.type !== 'request') return
    asked.push(`${message.method} ${headerOf(message, 'contact') === null ? '' : 'contact'}`.trim())
    const reply = answer(message)
    if (!reply) return
    const text = printMessage(createResponse(message, { headers: [], ...reply, tag: 'them' }))
    network.send('9.9.9.7', from, text)
  })
  const settings = { ...newTrunkSettings, server: 'sip.example.org', user: 'me', ...change }
  const secrets = { password: 'secret', inboundPassword: 'secret' }
  const test = { settings, trunk: toTrunk('trial', settings, secrets), callerId: '' }
  const side = {
    config: { ...config, ...more.config },
    ensure: async () => !more.isClosed,
    problem: () => (more.isClosed ? 'Port 5060 is taken.' : null),
    edge: () => us.agent,
  }
  const lines: TrunkTestLine[] = []
  const run = (async () => {
    const parts = { side, dns: network.dns, clock: network.timers }
    for await (const line of testTrunk({ ...test, echoNumber: more.echoNumber ?? '' }, parts))
      lines.push(line)
  })()
  for (let i = 0; i < 60; i++) await network.pass(1_000, 500)
  await run
  const over = lines.filter(({ state }) => state !== 'running')
  return {
    over,
    asked,
    last: over.at(-1),
    steps: over.map(({ step, state }) => `${step} ${state}`),
  }
}

const allPassed = ['port', 'name', 'transport', 'authentication', 'media'].map(
  (step) => `${step} passed`,
)

describe('trying a trunk', () => {
  it('passes step by step, and changes nothing at the provider', async () => {
    const { steps, asked, over } = await tryTrunk({})
    expect(steps).toEqual(allPassed)
    // Without a Contact a REGISTER only asks.
    expect(asked).toEqual(['OPTIONS', 'REGISTER', 'REGISTER'])
    expect(over.every(({ remedy }) => remedy === '')).toBe(true)
  })

  it.for<[string, string, Partial<TrunkSettings>, Answer?, Parameters<typeof tryTrunk>[2]?]>([
    ['port', 'Port 5060 is taken.', {}, asAsked, { isClosed: true }],
    ['port', 'on this computer only', {}, asAsked, { config: { host: '127.0.0.1' } }],
    ['name', 'no server named sip.exampel.org', { server: 'sip.exampel.org' }],
    ['name', 'no server named :::', { server: ':::' }],
    ['transport', 'does not answer by UDP', {}, () => null],
    [
      'authentication',
      'does not accept me with this password (401',
      {},
      ({ method }) =>
        method === 'REGISTER'
          ? { status: 401, reason: 'Unauthorized', headers: [challenge] }
          : { status: 200, reason: 'OK' },
    ],
    [
      'authentication',
      'knows no me',
      {},
      ({ method }) =>
        method === 'REGISTER'
          ? { status: 404, reason: 'Not Found' }
          : { status: 200, reason: 'OK' },
    ],
    [
      'authentication',
      'wants to know who calls',
      { user: '' },
      () => ({ status: 403, reason: 'No' }),
    ],
    [
      'media',
      'would ask for sound at 10.0.0.5',
      {},
      asAsked,
      { config: { publicAddress: '10.0.0.5' } },
    ],
  ])('fails at %s: %s', async ([step, words, change, answer, more]) => {
    const { last } = await tryTrunk(change, answer, more)
    expect(last).toMatchObject({ step, state: 'failed' })
    expect(last?.message).toContain(words)
    expect(last?.remedy).toMatch(/\.$/)
  })

  it('warns where the provider does not tell, and goes on', async () => {
    const { steps } = await tryTrunk({}, ({ method }) =>
      method === 'REGISTER'
        ? { status: 501, reason: 'Not Implemented' }
        : { status: 200, reason: 'OK' },
    )
    expect(steps.slice(3)).toEqual(['authentication warned', 'media passed'])
  })

  it('asks for no password where there is none, and needs somebody who may call', async () => {
    expect((await tryTrunk({ user: '' })).steps[3]).toBe('authentication skipped')
    const onlyCalls = { server: '', user: '', addresses: ['198.51.100.0/24'] }
    expect((await tryTrunk(onlyCalls)).steps).toEqual([
      ...['port passed', 'name skipped', 'transport skipped'],
      ...['authentication passed', 'media skipped'],
    ])
    const nobody = await tryTrunk({ server: '', user: '' })
    expect(nobody.last).toMatchObject({ step: 'authentication', state: 'failed' })
  })

  it('calls a number, and says why it was refused', async () => {
    const { last, asked } = await tryTrunk(
      {},
      (request) =>
        request.method === 'INVITE'
          ? { status: 484, reason: 'Address Incomplete' }
          : asAsked(request),
      { echoNumber: '+4930123456' },
    )
    expect(asked).toContain('INVITE contact')
    expect(last).toMatchObject({ step: 'media', state: 'failed' })
    expect(last?.message).toContain('484 Address Incomplete')
  })
})

describe('where sound is expected', () => {
  const hop = (address: string) => [{ transport: 'UDP' as const, address, port: 5060, name: null }]
  it.for<[string, string, Partial<typeof config>]>([
    ['passed', '9.9.9.7', {}],
    ['passed', '10.0.0.3', { publicAddress: '' }],
    ['passed', '127.0.0.1', { host: '127.0.0.1' }],
    ['failed', '9.9.9.7', { host: '127.0.0.1' }],
    ['warned', '9.9.9.7', { mediaPorts: { first: 20_000, last: 20_003 } }],
  ])('%s for %s', ([state, address, change]) => {
    expect(checkMediaAddress({ ...config, ...change }, hop(address), []).state).toBe(state)
  })

  it('is named by this machine’s own address where none is set', () => {
    const open = { ...config, publicAddress: null, mediaPorts: null }
    expect(checkMediaAddress(open, hop('9.9.9.7'), ['10.0.0.5']).state).toBe('failed')
    expect(checkMediaAddress(open, hop('9.9.9.7'), ['9.9.9.9']).state).toBe('warned')
  })
})
