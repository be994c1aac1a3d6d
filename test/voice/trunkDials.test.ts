import { describe, expect, it } from 'vitest'
import { hasSipp, startSipp } from '../support/sipPrograms.ts'
import { hear, pause, requestBack, response, take } from './sippSteps.ts'
import { endOf, withTrunkEdge } from './trunkSetup.ts'

const here = withTrunkEdge(null)

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
      'whose INVITE comes again, as nothing is said to it at first',
      [inviteTaken, pause(700), ...answer, ...endedByUs],
      'answered',
    ],
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
      'challenged by a proxy',
      [
        inviteTaken,
        response('407 Proxy Authentication Required', {
          headers: [
            'Proxy-Authenticate: Digest realm="sipp", nonce="abc", algorithm=MD5, qop="auth"',
          ],
        }),
        ...[take('ACK'), take('INVITE', { matching: 'Proxy-Authorization: Digest username="u"' })],
        ...[...answer, ...endedByUs],
      ],
      'answered',
    ],
    [
      'that ring with sound',
      [inviteTaken, response('183 Progress', { sdp: 'sendrecv' }), ...answer, ...endedByUs],
      'answered',
    ],
    [
      'that ring reliably',
      [
        take('INVITE', { keepVia: true }),
        response('183 Progress', { sdp: 'sendrecv', headers: ['Require: 100rel', 'RSeq: 5'] }),
        ...[take('PRACK', { matching: 'R[Aa]ck: 5 1 INVITE' }), response('200 OK', { tag: false })],
        response('200 OK', { method: 'INVITE', toKept: true, tag: false }),
        ...[take('ACK'), ...endedByUs],
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
        '480 Unavailable',
        '486 Busy Here',
        '488 Not Acceptable Here',
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
    const { ready, done } = startSipp({ scenario, target: null, port: here().sippPort })
    await ready
    const outgoing = here().edge.dial('sipp', '+12025550123', { callerId: '+12025550100' })
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
    const { ready, done } = startSipp({ scenario, target: null, port: here().sippPort })
    await ready
    const outgoing = here().edge.dial('sipp', '+12025550123', { callerId: '' })
    // The INVITE is on its way by then; whether it was heard of decides when CANCEL goes.
    setTimeout(() => outgoing?.cancel(), 50)
    expect([(await outgoing?.ringing)?.type, await done]).toEqual(['no-answer', 'ok'])
  })

  it('answered after they were given up', async () => {
    const scenario = [
      ...[inviteTaken, response('180 Ringing'), take('CANCEL'), response('200 OK')],
      response('200 OK', { method: 'INVITE', sdp: 'sendrecv', retrans: true }),
      ...[take('ACK'), ...endedByUs],
    ]
    const { ready, done } = startSipp({ scenario, target: null, port: here().sippPort })
    await ready
    const outgoing = here().edge.dial('sipp', '+12025550123', { callerId: '' })
    setTimeout(() => outgoing?.cancel(), 50)
    expect([(await outgoing?.ringing)?.type, await done]).toEqual(['no-answer', 'ok'])
  })

  it('held by us', async () => {
    const scenario = [
      ...[inviteTaken, ...answer],
      take('INVITE', { matching: 'a=inactive' }),
      ...[response('200 OK', { sdp: 'inactive', tag: false, retrans: true }), take('ACK')],
      take('INVITE', { matching: 'a=sendrecv' }),
      ...[response('200 OK', { sdp: 'sendrecv', tag: false, retrans: true }), take('ACK')],
      ...endedByUs,
    ]
    const { edge, sippPort } = here()
    const { ready, done } = startSipp({ scenario, target: null, port: sippPort })
    await ready
    const ringing = await edge.dial('sipp', '+12025550123', { callerId: '' })?.ringing
    if (ringing?.type !== 'answered') throw new Error(ringing?.why)
    const control = edge.controlOf(ringing.line)
    expect([await control?.hold(true), await control?.hold(false)]).toEqual([true, true])
    ringing.line.hangup()
    expect(await done).toBe('ok')
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
    const { ready, done } = startSipp({ scenario, target: null, port: here().sippPort })
    await ready
    const ringing = await here().edge.dial('sipp', '+12025550123', { callerId: '' })?.ringing
    if (ringing?.type !== 'answered') throw new Error(ringing?.why)
    expect([await endOf(ringing.line), await done, here().edge.liveCalls()]).toEqual([
      'BYE',
      'ok',
      0,
    ])
  })
})
