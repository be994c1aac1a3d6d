import { expect, it } from 'vitest'
import { parseDigest } from '../digest.ts'
import { headerOf, type SipMessage, type SipRequest } from '../message.ts'
import { createResponse, printMessage } from '../printMessage.ts'
import type { Hop } from '../transport/hop.ts'
import { FakeNetwork } from './fakeNetwork.ts'
import type { Trunk } from './trunk.ts'

const [here, there] = ['10.0.0.1', '10.0.0.2']

/** An agent whose trunk answers by a script: what it gets decides what it says. */
function connect(
  trunk: Partial<Trunk>,
  answer: (request: SipRequest) => readonly [number, Readonly<Record<string, string>>] | null,
) {
  const network = new FakeNetwork()
  const heard: SipRequest[] = []
  const take = (message: SipMessage, from: Hop) => {
    if (message.type !== 'request') return
    heard.push(message)
    const reply = message.method === 'ACK' ? null : answer(message)
    if (!reply) return
    const [status, headers] = reply
    const more = Object.entries(headers).map(([name, value]) => ({ name, value }))
    const response = createResponse(message, { status, reason: 'X', tag: 't', headers: more })
    network.send(there, from, printMessage(response))
  }
  network.wire(there, take)
  const { agent } = network.agent(here, [{ id: 'b', server: `sip:${there}`, ...trunk }])
  return { network, agent, heard }
}

const credentials = { user: 'u', password: 'p' }
const challenge = { 'www-authenticate': 'Digest realm="r", nonce="n1", qop="auth"' }

it('registers with proof, refreshes in time, and ends the registration', async () => {
  const { network, agent, heard } = connect({ registers: true, credentials }, (request) => {
    if (request.method !== 'REGISTER' || headerOf(request, 'authorization') === null)
      return [401, challenge]
    return [
      200,
      { contact: `${headerOf(request, 'contact')?.replace(/;expires=\d+/, '')};expires=300` },
    ]
  })
  await network.settle()
  expect(agent.stateOf('b')).toMatchObject({ registration: 'registered', refusal: null })
  await network.pass(275_000, 5000)
  const counts = heard.map((request) => [
    headerOf(request, 'cseq'),
    parseDigest(headerOf(request, 'authorization') ?? '')?.get('nc') ?? null,
    /expires=(\d+)/.exec(headerOf(request, 'contact') ?? '')?.[1],
  ])
  expect(counts).toEqual([
    ['1 REGISTER', null, '600'],
    ['2 REGISTER', '00000001', '600'],
    ['3 REGISTER', '00000002', '600'],
  ])
  expect(new Set(heard.map((request) => headerOf(request, 'call-id'))).size).toBe(1)
  const closed = agent.close()
  await network.settle()
  await closed
  expect(headerOf(heard.at(-1) ?? { headers: [], body: Buffer.alloc(0) }, 'expires')).toBe('0')
})

it('answers a proxy and the server behind it', async () => {
  const { network, agent, heard } = connect({ credentials }, (request) => {
    if (headerOf(request, 'proxy-authorization') === null)
      return [407, { 'proxy-authenticate': 'Digest realm="proxy", nonce="p", qop="auth"' }]
    return headerOf(request, 'authorization') === null ? [401, challenge] : [486, {}]
  })
  const call = agent.dial('b', '100', { callerId: '' })
  await network.settle()
  expect(await call?.ringing).toMatchObject({ type: 'busy' })
  const again = agent.dial('b', '100', { callerId: '' })
  await network.settle()
  expect(await again?.ringing).toMatchObject({ type: 'busy' })
  expect(heard.map(({ method }) => method).join(' ')).toBe(
    'INVITE ACK INVITE ACK INVITE ACK INVITE ACK',
  )
})

it.for<[string, number, string]>([
  ['a wrong password', 401, 'failed'],
  ['a refusal', 403, 'failed'],
])('does not insist on registering after %s', async ([, status, registration]) => {
  const { network, agent, heard } = connect({ registers: true, credentials }, () => [
    status,
    challenge,
  ])
  await network.settle()
  const first = heard.length
  await network.pass(1_700_000, 100_000)
  expect([agent.stateOf('b')?.registration, heard.length - first]).toEqual([registration, 0])
  expect(first).toBe(status === 401 ? 2 : 1)
})

it('asks for the session that the other side wants at least', async () => {
  const { network, agent, heard } = connect({}, (request) =>
    headerOf(request, 'min-se') === '3600' ? [486, {}] : [422, { 'min-se': '3600' }],
  )
  const call = agent.dial('b', '100', { callerId: '' })
  await network.settle()
  expect(await call?.ringing).toMatchObject({ type: 'busy' })
  expect(
    heard.filter(({ method }) => method === 'INVITE').map((r) => headerOf(r, 'session-expires')),
  ).toEqual([...['1800;refresher=uac', '3600;refresher=uac']])
})

it('goes on to the next address of a server that does not answer', async () => {
  const { network, agent } = connect({ server: 'sip:two.example' }, () => [486, {}])
  network.dns.addresses = async () => ['10.0.0.8', there]
  const call = agent.dial('b', '100', { callerId: '' })
  await network.settle()
  await network.pass(33_000, 1000)
  expect(await call?.ringing).toMatchObject({ type: 'busy' })
})

it('sends what is too long for a datagram by TCP, and as a datagram where there is none', async () => {
  const { network, agent } = connect({}, () => [486, {}])
  const ways: string[] = []
  const { send } = network
  network.send = (from, to, text) => {
    if (text.startsWith('INVITE'))
      ways.push(`${to.transport} ${/^Via: SIP\/2.0\/(\w+)/m.exec(text)?.[1]}`)
    if (to.transport === 'UDP') send.call(network, from, to, text)
  }
  const headers = [{ name: 'x-long', value: 'x'.repeat(1300) }]
  const call = agent.dial('b', '100', { callerId: '', headers })
  await network.settle()
  await network.pass(33_000, 1000)
  expect([ways, (await call?.ringing)?.type]).toEqual([['TCP TCP', 'UDP UDP'], 'busy'])
})

it('calls nobody by words that are no number', () => {
  const { agent } = connect({}, () => null)
  const numbers = ['', 'a b', '1\r\nX: y', '1@elsewhere', '<1>', 'x'.repeat(65)]
  expect(numbers.map((number) => agent.dial('b', number, { callerId: '' }))).toEqual(
    numbers.map(() => null),
  )
  expect(agent.dial('none', '100', { callerId: '' })).toBeNull()
})

it('goes by the routes that a dialog recorded, both ways', async () => {
  const { network, agent, heard } = connect({}, (request) =>
    request.method === 'INVITE'
      ? [
          200,
          {
            contact: '<sip:phone@10.9.9.9>',
            'record-route': `<sip:far.example;lr>, <sip:${there};lr>`,
            'content-type': 'application/sdp',
          },
        ]
      : [200, {}],
  )
  const call = agent.dial('b', '100', { callerId: '' })
  await network.settle()
  // The fake has no session description in its answer: the call fails, and is ended by the way it came.
  expect((await call?.ringing)?.type).toBe('failed')
  await network.settle()
  expect(
    heard.map(({ method, uri, headers }) => [
      `${method} ${uri}`,
      ...headers.flatMap(({ name, value }) => (name === 'route' ? [value] : [])),
    ]),
  ).toEqual([
    [`INVITE sip:100@${there}`],
    ['ACK sip:phone@10.9.9.9', `<sip:${there};lr>`, '<sip:far.example;lr>'],
    ['BYE sip:phone@10.9.9.9', `<sip:${there};lr>`, '<sip:far.example;lr>'],
  ])
})

it('copies the routes of a call that comes in, and ends it by them', async () => {
  const { network, agent, heard } = connect({}, () => [200, {}])
  const answers: string[] = []
  const { send } = network
  network.send = (from, to, text) => {
    answers.push(text)
    send.call(network, from, to, text)
  }
  const lines = [
    'INVITE sip:100@10.0.0.1 SIP/2.0',
    `Via: SIP/2.0/UDP ${there};branch=z9hG4bKproxy`,
    'Via: SIP/2.0/UDP 10.9.9.9;branch=z9hG4bKphone',
    `Record-Route: <sip:${there};lr>`,
    'Record-Route: <sip:far.example;lr>',
    'From: <sip:200@x>;tag=a',
    'To: <sip:100@x>',
    'Call-ID: routed',
    'CSeq: 1 INVITE',
    'Contact: <sip:200@10.9.9.9>',
  ]
  const from = { transport: 'UDP', address: there, port: 5060, name: null } as const
  await network.settle()
  const calls: { answer(): Promise<{ hangup(): void }> }[] = []
  agent.onCall((call) => calls.push(call))
  agent.receive({ bytes: Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), from, connection: null })
  const line = await calls[0]?.answer()
  expect(
    answers.map((text) => [text.split(' ')[1], (text.match(/^Record-Route/gm) ?? []).length]),
  ).toEqual([
    ...[
      ['100', 0],
      ['180', 2],
      ['200', 2],
    ],
  ])
  const tag = /^To: .*;tag=(\w+)/m.exec(answers[2] ?? '')?.[1]
  const ack = lines
    .map((each) =>
      each.replace('INVITE', 'ACK').replace('To: <sip:100@x>', `To: <sip:100@x>;tag=${tag}`),
    )
    .map((each) => each.replace('z9hG4bKproxy', 'z9hG4bKack'))
  agent.receive({ bytes: Buffer.from(`${ack.join('\r\n')}\r\n\r\n`), from, connection: null })
  line?.hangup()
  await network.settle()
  const bye = heard.at(-1)
  expect([
    bye?.method,
    bye?.uri,
    ...(bye?.headers ?? []).flatMap(({ name, value }) => (name === 'route' ? [value] : [])),
  ]).toEqual([...['BYE', 'sip:200@10.9.9.9', `<sip:${there};lr>`, '<sip:far.example;lr>']])
})
