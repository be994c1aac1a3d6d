import { describe, expect, it } from 'vitest'
import { hasSipp, startSipp } from '../support/sipPrograms.ts'
import { hear, pause, request } from './sippSteps.ts'
import { withTrunkEdge } from './trunkSetup.ts'

const here = withTrunkEdge(null)

const call = (
  scenario: readonly string[] | 'uac',
  more: Partial<Parameters<typeof startSipp>[0]> = {},
) => startSipp({ scenario, target: `127.0.0.1:${here().edge.portOf('UDP')}`, ...more }).done
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
    [
      'that need reliable ringing, and get none',
      [
        request('INVITE', { sdp: 'sendrecv', retrans: true, headers: ['Require: 100rel'] }),
        ...[hear(100, { optional: true }), hear(200), ack, ...bye],
      ],
    ],
    [
      'that need what we do not have',
      [
        request('INVITE', { sdp: 'sendrecv', retrans: true, headers: ['Require: replaces'] }),
        ...[...ringing, hear(420, { matching: 'Unsupported: replaces' }), request('ACK')],
      ],
    ],
    ...(
      [
        ['nobody', 404],
        ['away', 480],
        ['busy', 486],
        ['full', 503],
        ['declining', 603],
      ] as const
    ).map(([who, status]): [string, readonly string[], string] => [
      `to somebody ${who}, refused with ${status}`,
      [invite, ...ringing, hear(status), request('ACK')],
      who,
    ]),
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
        more: ['-auth_uri', `${user}@127.0.0.1:${here().edge.portOf('UDP')}`],
      }),
    ).toBe('ok')
    await expect.poll(() => here().edge.liveCalls(), { timeout: 20_000, interval: 50 }).toBe(0)
  })

  it('twenty while one packet in ten is lost', async () => {
    expect(await call('uac', { calls: 20, more: ['-d', '100', '-lost', '10'] })).toBe('ok')
    expect(here().answered.length).toBe(20)
  })

  it.for(['u1', 't1'] as const)('forty at once by %s', async (transport) => {
    expect(await call('uac', { calls: 40, transport, more: ['-d', '200'] })).toBe('ok')
    expect([here().answered.length, here().edge.liveCalls()]).toEqual([40, 0])
  })
})
