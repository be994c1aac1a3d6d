import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { trunkDefaults } from '#runtime/sip/trunk/trunk.ts'
import { createTrunkEdge, type TrunkEdge } from '#runtime/sip/trunk/trunkEdge.ts'
import { type Line, sampleRateHz } from '#runtime/voice/line.ts'
import { MelodyListener, melody } from '../support/melody.ts'
import { freePort, type RunningServer, startServer } from '../support/server.ts'
import {
  hasBaresip,
  hasSipp,
  makeCertificate,
  startBaresip,
  startSipp,
} from '../support/sipPrograms.ts'
import { hear, pause, request, requestBack, response, take } from './sippSteps.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} }
const certificate = makeCertificate()
const plenty = { ...trunkDefaults, mostCalls: 500, callsPerSecond: 500 }

let edge: TrunkEdge
let sippPort: number
/** Lines of calls that came in and were answered, and what each heard. */
let answered: {
  readonly line: Line
  readonly ear: MelodyListener
  readonly over: Promise<string>
}[]
let nextAnswered: PromiseWithResolvers<void>

beforeEach(async () => {
  sippPort = await freePort()
  answered = []
  nextAnswered = Promise.withResolvers<void>()
  edge = await createTrunkEdge({
    ...{ log, host: '127.0.0.1', port: 0, publicAddress: null, mediaPorts: null },
    tls: certificate ? { ...certificate, port: 0, ca: certificate.cert } : null,
    trunks: [
      {
        ...{ ...plenty, id: 'secret', addresses: ['127.0.0.2'] },
        ...{ inbound: { user: 'u', password: 'p' }, inboundAlgorithms: ['MD5'] },
      },
      {
        ...{ ...plenty, id: 'sipp', server: `sip:127.0.0.1:${sippPort}` },
        ...{ addresses: ['127.0.0.1'], credentials: { user: 'u', password: 'p' } },
      },
    ],
  })
  edge.onCall(async (call) => {
    if (call.to === 'ring') return
    if (call.to === 'nobody') {
      call.reject(404, 'Not Found')
      return
    }
    const line = await call.answer()
    const ear = new MelodyListener()
    const over = Promise.withResolvers<string>()
    line.listen({
      audio: (pcm) => ear.hear(pcm, sampleRateHz),
      digit() {},
      text() {},
      hangup: over.resolve,
    })
    answered.push({ line, ear, over: over.promise })
    nextAnswered.resolve()
  })
})

afterEach(async () => {
  await edge.close()
})

const call = (
  scenario: readonly string[] | 'uac',
  more: Partial<Parameters<typeof startSipp>[0]> = {},
) => startSipp({ scenario, target: `127.0.0.1:${edge.portOf('UDP')}`, ...more }).done
const invite = request('INVITE', { sdp: 'sendrecv', retrans: true })
const ack = request('ACK')
const bye = [request('BYE', { cseq: 9, retrans: true }), hear(200)]
const ringing = [hear(100, { optional: true }), hear(180, { optional: true })]

describe.skipIf(!hasSipp)('calls from sipp (needs: sip-tester)', () => {
  it.for<[string, readonly string[], string?, string?]>([
    [
      'with re-INVITEs that hold and go on',
      [
        ...[invite, ...ringing, hear(200, { matching: 'm=audio [0-9]+ RTP/AVP 0 101' }), ack],
        ...[
          request('INVITE', { cseq: 3, sdp: 'sendonly', retrans: true }),
          hear(200, { matching: 'a=recvonly' }),
        ],
        request('ACK', { cseq: 3 }),
        ...[
          request('INVITE', { cseq: 4, sdp: 'sendrecv', retrans: true }),
          hear(200, { matching: 'a=sendrecv' }),
        ],
        ...[request('ACK', { cseq: 4 }), ...bye],
      ],
    ],
    [
      'that make no offer',
      [
        ...[
          request('INVITE', { retrans: true }),
          ...ringing,
          hear(200, { matching: 'RTP/AVP 0 8 101' }),
        ],
        ...[request('ACK', { sdp: 'sendrecv' }), ...bye],
      ],
    ],
    [
      'given up while it rings',
      [
        ...[
          request('INVITE', { sdp: 'sendrecv', branch: 'z9hG4bKring[call_number]' }),
          ...[hear(100), hear(180)],
        ],
        request('CANCEL', { branch: 'z9hG4bKring[call_number]' }),
        ...[hear(200), hear(487), request('ACK', { branch: 'z9hG4bKring[call_number]' })],
      ],
      'ring',
    ],
    [
      'whose CANCEL crosses the answer',
      [
        ...[
          request('INVITE', { sdp: 'sendrecv', branch: 'z9hG4bKrace[call_number]' }),
          ...ringing,
          hear(200),
        ],
        ...[request('CANCEL', { branch: 'z9hG4bKrace[call_number]' }), hear(200), ack, ...bye],
      ],
    ],
    ['whose ACK comes late', [invite, ...ringing, hear(200), pause(1800), ack, ...bye]],
    [
      'whose INVITE comes twice',
      [
        ...[
          request('INVITE', { sdp: 'sendrecv', branch: 'z9hG4bKtwice[call_number]' }),
          ...ringing,
        ],
        hear(200),
        request('INVITE', { sdp: 'sendrecv', branch: 'z9hG4bKtwice[call_number]' }),
        ...[ack, ...bye],
      ],
    ],
    ['to nobody', [invite, ...ringing, hear(404), request('ACK')], 'nobody'],
    [
      'that prove who they are',
      [
        ...[request('INVITE', { sdp: 'sendrecv' }), hear(401, { auth: true }), ack],
        request('INVITE', {
          ...{ cseq: 2, sdp: 'sendrecv', retrans: true },
          headers: ['[authentication username=u password=p]'],
        }),
        ...[...ringing, hear(200), request('ACK', { cseq: 2 }), ...bye],
      ],
      '+12025550100',
      '127.0.0.2',
    ],
    [
      'with a wrong password',
      [
        ...[request('INVITE', { sdp: 'sendrecv' }), hear(401, { auth: true }), ack],
        request('INVITE', {
          ...{ cseq: 2, sdp: 'sendrecv', retrans: true },
          headers: ['[authentication username=u password=x]'],
        }),
        ...[hear(403), request('ACK', { cseq: 2 })],
      ],
      '+12025550100',
      '127.0.0.2',
    ],
  ])('%s', async ([, scenario, user, address]) => {
    expect(
      await call(scenario, {
        ...(user ? { user } : {}),
        ...(address ? { address } : {}),
        // Without it sipp signs another URI than that of the request.
        more: ['-auth_uri', `${user}@127.0.0.1:${edge.portOf('UDP')}`],
      }),
    ).toBe('ok')
    await expect.poll(() => edge.liveCalls(), { timeout: 3000 }).toBe(0)
  })

  it('twenty while one packet in ten is lost', async () => {
    expect(await call('uac', { calls: 20, more: ['-d', '100', '-lost', '10'] })).toBe('ok')
    expect(answered.length).toBe(20)
  })

  it.for(['u1', 't1'] as const)('forty at once by %s', async (transport) => {
    expect(await call('uac', { calls: 40, transport, more: ['-d', '200'] })).toBe('ok')
    expect([answered.length, edge.liveCalls()]).toEqual([40, 0])
  })
})

/** Why the other side ended a call. */
const endOf = (line: Line): Promise<string> =>
  new Promise((hangup) => line.listen({ audio() {}, digit() {}, text() {}, hangup }))

const inviteTaken = take('INVITE')
const answer = [
  response('180 Ringing'),
  response('200 OK', { sdp: 'sendrecv', retrans: true }),
  take('ACK'),
]
const endedByUs = [take('BYE'), response('200 OK', { tag: false })]

describe.skipIf(!hasSipp)('calls to sipp (needs: sip-tester)', () => {
  it.for<[string, readonly string[], string]>([
    ['answered', [inviteTaken, ...answer, ...endedByUs], 'answered'],
    [
      'challenged',
      [
        inviteTaken,
        response('401 Unauthorized', {
          headers: [
            'WWW-Authenticate: Digest realm="sipp", nonce="abc", algorithm=MD5, qop="auth"',
          ],
        }),
        ...[
          take('ACK'),
          take('INVITE', { matching: 'Authorization: Digest username="u".*qop=auth, nc=00000001' }),
        ],
        ...[...answer, ...endedByUs],
      ],
      'answered',
    ],
    [
      'redirected',
      [
        ...[
          inviteTaken,
          response('302 Moved', { headers: ['Contact: <sip:desk@10.1.1.1>'] }),
          take('ACK'),
        ],
        ...[take('INVITE', { matching: 'INVITE sip:desk@10.1.1.1 SIP' }), ...answer, ...endedByUs],
      ],
      'answered',
    ],
    [
      'whose ACK was lost',
      [
        ...[take('INVITE', { keepFrom: true }), ...answer],
        response('200 OK', { sdp: 'sendrecv', method: 'INVITE', tag: false }),
        ...[take('ACK'), requestBack('BYE', 2, null), hear(200)],
      ],
      'ended by BYE',
    ],
    ...(
      [
        '404 Not Found',
        '486 Busy Here',
        '500 Server Error',
        '503 Unavailable',
        '603 Decline',
      ] as const
    ).map((status): [string, readonly string[], string] => [
      `refused with ${status}`,
      [inviteTaken, response('180 Ringing'), response(status, { retrans: true }), take('ACK')],
      status,
    ]),
  ])('%s', async ([, scenario, expected]) => {
    const { done } = startSipp({ scenario, target: null, port: sippPort })
    const outgoing = edge.dial('sipp', '+12025550123', { callerId: '+12025550100' })
    const ringing = await outgoing?.ringing
    if (ringing?.type !== 'answered') expect(ringing?.why).toBe(expected)
    else if (expected === 'answered') ringing.line.hangup()
    else expect(`ended by ${await endOf(ringing.line)}`).toBe(expected)
    expect(await done).toBe('ok')
  })

  it('given up', async () => {
    const scenario = [
      ...[inviteTaken, response('180 Ringing'), take('CANCEL'), response('200 OK')],
      ...[response('487 Request Terminated', { method: 'INVITE', retrans: true }), take('ACK')],
    ]
    const { done } = startSipp({ scenario, target: null, port: sippPort })
    const outgoing = edge.dial('sipp', '+12025550123', { callerId: '' })
    // The INVITE is on its way by then; whether it was heard of decides when CANCEL goes.
    setTimeout(() => outgoing?.cancel(), 50)
    expect([(await outgoing?.ringing)?.type, await done]).toEqual(['no-answer', 'ok'])
  })

  it('held and ended by the other side', async () => {
    const scenario = [
      ...[
        take('INVITE', { keepFrom: true }),
        ...answer,
        requestBack('INVITE', 1, 'sendonly'),
        hear(200, { matching: 'a=recvonly' }),
      ],
      ...[requestBack('ACK', 1, null), pause(100), requestBack('BYE', 2, null), hear(200)],
    ]
    const { done } = startSipp({ scenario, target: null, port: sippPort })
    const ringing = await edge.dial('sipp', '+12025550123', { callerId: '' })?.ringing
    if (ringing?.type !== 'answered') throw new Error(ringing?.why)
    expect([await endOf(ringing.line), await done, edge.liveCalls()]).toEqual(['BYE', 'ok', 0])
  })
})

describe.skipIf(!certificate)('a call between two of ours (needs: openssl)', () => {
  it('is heard both ways by TLS, encrypted, if the certificate is good', async () => {
    const [tls, port] = [certificate, edge.portOf('TLS')]
    if (!tls) return
    const open = (ca: string | null) =>
      createTrunkEdge({
        ...{ log, host: '127.0.0.1', port: null, publicAddress: null, mediaPorts: null },
        tls: { ...tls, port: 0, ca },
        trunks: [
          { ...plenty, id: 'far', server: `sip:127.0.0.1:${port};transport=tls`, encrypts: true },
        ],
      })
    const stranger = await open(null)
    const refused = await stranger.dial('far', '+12025550100', { callerId: '100' })?.ringing
    await stranger.close()
    expect(refused).toEqual({ type: 'failed', why: 'Nobody answered the call.' })
    const other = await open(tls.cert)
    const ringing = await other.dial('far', '+12025550100', { callerId: '100' })?.ringing
    await nextAnswered.promise
    const [first] = answered
    if (ringing?.type !== 'answered' || !first) throw new Error('not answered')
    const ear = new MelodyListener()
    ringing.line.listen({
      ...{ digit() {}, text() {}, hangup() {} },
      audio: (pcm) => ear.hear(pcm, sampleRateHz),
    })
    const there = ringing.line.play(melody('hfgd'.repeat(3), sampleRateHz))
    const back = first.line.play(melody('abce'.repeat(3), sampleRateHz))
    await Promise.all([there.done, back.done])
    const heard = () => [first.ear.notes.includes('hfgd'), ear.notes.includes('abce')]
    await expect.poll(heard, { timeout: 8000 }).toEqual([true, true])
    ringing.line.hangup()
    expect(await first.over).toBe('BYE')
    await other.close()
  })
})

describe.skipIf(!hasBaresip)(
  'calls from baresip, heard both ways (needs: baresip, openssl)',
  () => {
    const ways = [
      ['UDP', 'PCMU', false],
      ['UDP', 'PCMA', true],
      ['TCP', 'PCMU', false],
      ['TLS', 'PCMU', true],
    ] as const

    it.for(ways)('over %s in %s, encrypted: %s', async ([transport, codec, encrypts], { skip }) => {
      const port = edge.portOf(transport)
      if (port === null) return skip()
      const uri = `sip:+12025550100@127.0.0.1:${port};transport=${transport.toLowerCase()}`
      const { done } = startBaresip({ uri, codec, encrypts, says: 'hfgd' })
      await nextAnswered.promise
      const [first] = answered
      if (!first) throw new Error('no call')
      const { line, ear } = first
      expect(line.codec).toBe(codec)
      await line.play(melody('abcdefgh'.repeat(2), sampleRateHz)).done
      await expect.poll(() => ear.notes, { timeout: 8000 }).toContain('hfgdhfgd')
      line.hangup()
      expect((await done).notes).toContain('bcdefg')
    })
  },
)

describe.skipIf(!hasBaresip)('the published flow, called by baresip (needs: baresip)', () => {
  let server: RunningServer
  let sipPort: number

  beforeAll(async () => {
    sipPort = await freePort()
    server = await startServer({ SIP_PORT: String(sipPort), BUILD_EDITOR: '0' })
  })

  afterAll(async () => {
    expect(await server?.stop()).toBe(0)
  })

  it('speaks to the caller', async () => {
    expect(server.output()).toContain(`UDP ${sipPort}, TCP ${sipPort}`)
    const phone = startBaresip({ uri: `sip:+12025550100@127.0.0.1:${sipPort}`, says: ' ' })
    const latest = async () => {
      const { calls } = await (await fetch(`${server.url}/api/calls?limit=1`)).json()
      return calls[0]
    }
    await expect.poll(async () => (await latest())?.status, { timeout: 10_000 }).toBe('active')
    const { id } = await latest()
    const rows = async (): Promise<string[]> => {
      const detail = await (await fetch(`${server.url}/api/calls/${id}`)).json()
      return detail.rows.map((row: { type: string }) => row.type)
    }
    await expect.poll(rows, { timeout: 15_000 }).toContain('verb.ended')
    phone.stop()
    const { loudness } = await phone.done
    expect(loudness).toBeGreaterThan(300)
    await expect.poll(async () => (await latest())?.status, { timeout: 10_000 }).toBe('completed')
    expect(await latest()).toMatchObject({ from: 'pbx', to: '+12025550100', channel: 'voice' })
  })
})
