import { expect, it } from 'vitest'
import { fakeOffer } from '../voice/media/fakeMedia.ts'
import { answered, brief, Caller, type Say, tagOf } from './fakeCaller.ts'
import { headerOf, type SipMessage } from './message.ts'

it('challenges, accepts the token, and grants what is left of it', () => {
  const caller = new Caller()
  caller.expires = 120_000
  expect(brief(caller.say('REGISTER'))).toBe('401 Unauthorized')
  const [ok] = caller.register()
  expect(ok && headerOf(ok, 'contact')).toBe('<sip:x@a.invalid;transport=ws>;expires=120')
  expect(caller.peer.isRegistered).toBe(true)
  caller.timers.advance(120_000)
  expect(caller.peer.isRegistered).toBe(false)
})

it('ends a registration on request', () => {
  const caller = new Caller()
  caller.register()
  expect(brief(caller.register('secret', 'u1', ['Expires: 0']))).toBe('200 OK')
  expect(brief(caller.invite())).toBe('403 Register first')
})

it.for<[string, (caller: Caller) => SipMessage[], string]>([
  ['a wrong token', (c) => c.register('guess'), '401 Unauthorized'],
  ['an unknown user', (c) => c.register('x', 'eve'), '403 The token is unknown or has expired'],
  ['a call before REGISTER', (c) => c.invite(), '403 Register first'],
  [
    'a call as another',
    (c) => c.registered().invite({ from: 'u2' }),
    '403 Call as the registered user',
  ],
  [
    'another target',
    (c) => c.registered().invite({ uri: 'sip:draft-f2@x' }),
    '403 The token is for another target',
  ],
  ['no offer', (c) => c.registered().invite({ body: '' }), '488 Send an offer in the INVITE'],
  [
    'another body',
    (c) => c.registered().invite({ type: 'text/plain' }),
    '415 Unsupported Media Type',
  ],
  [
    'a call that nobody takes',
    (c) => c.registered().deaf().invite(),
    '100 Trying, 180 Ringing, 480 Nobody takes calls yet',
  ],
  [
    'BYE without a call',
    (c) => c.say('BYE', { toTag: 'x' }),
    '481 Call/Transaction Does Not Exist',
  ],
  ['CANCEL without a call', (c) => c.say('CANCEL'), '481 Call/Transaction Does Not Exist'],
  ['INFO outside of a call', (c) => c.say('INFO'), '481 Call/Transaction Does Not Exist'],
  ['an extension', (c) => c.say('OPTIONS', { headers: ['Require: a, b'] }), '420 Bad Extension'],
  ['SUBSCRIBE', (c) => c.say('SUBSCRIBE'), '405 Method Not Allowed'],
  ['an unknown method', (c) => c.say('DANCE'), '501 Not Implemented'],
  [
    'another URI scheme',
    (c) => c.say('OPTIONS', { uri: 'soap.beep://x' }),
    '416 Unsupported URI Scheme',
  ],
  ['OPTIONS', (c) => c.say('OPTIONS'), '200 OK'],
  [
    'a malformed From',
    (c) => c.say('OPTIONS', { from: '" <' }),
    '400 a missing or malformed From or To',
  ],
])('answers %s', ([, act, expected]) => {
  expect(brief(act(new Caller()))).toBe(expected)
})

it('answers the readable part of a broken message, never an ACK or noise', () => {
  const caller = new Caller()
  caller.peer.receive(
    Buffer.from('OPTIONS sip:x SIP/2.0\r\nVia: SIP/2.0/WS a;branch=z9hG4bK1\r\n\r\n'),
  )
  caller.peer.receive(Buffer.from('ACK sip:x SIP/2.0\r\nVia: SIP/2.0/WS a;branch=z9hG4bK1\r\n\r\n'))
  caller.peer.receive(Buffer.from([0, 1, 2, 255]))
  caller.peer.receive(Buffer.from('\r\n\r\n'))
  expect(brief(caller.heard)).toBe('400 a missing or malformed CSeq')
  expect(caller.garbage).toHaveLength(3)
})

it('rings, answers with SDP, and repeats the answer until the ACK', async () => {
  const caller = new Caller()
  caller.register()
  expect(brief(caller.invite({ cseq: 9 }))).toBe('100 Trying, 180 Ringing')
  expect(brief(caller.invite({ cseq: 9 }))).toBe('180 Ringing')
  const [call] = caller.calls
  expect([call?.from, call?.to, call?.id]).toEqual(['u1', 'draft-f1', 'call-1'])
  const answer = call?.answer()
  await answered(caller)
  expect(caller.heard.at(-1)?.body.toString()).toContain('m=audio')
  const before = caller.heard.length
  caller.timers.advance(3600)
  expect(brief(caller.heard.slice(before))).toBe('200 OK, 200 OK, 200 OK')
  caller.say('ACK', { cseq: 9, toTag: tagOf(caller.heard.at(-1)) })
  caller.media.handlers?.connected()
  expect((await answer)?.codec).toBe('PCMU')
  const after = caller.heard.length
  caller.timers.advance(4000)
  expect(caller.heard).toHaveLength(after)
})

it('ends a call that is never acknowledged', async () => {
  const caller = new Caller()
  caller.register()
  caller.invite()
  const answer = caller.calls[0]?.answer()
  await answered(caller)
  caller.media.handlers?.connected()
  await answer
  for (let i = 0; i < 33; i++) {
    caller.media.handlers?.packet(Buffer.alloc(12))
    caller.timers.advance(1000)
  }
  expect([caller.heard.at(-1)?.type, caller.peer.liveCalls]).toEqual(['request', 0])
})

it('rejects when media never comes, and says BYE', async () => {
  const caller = new Caller()
  caller.register()
  caller.invite({ cseq: 5 })
  const answer = caller.calls[0]?.answer()
  await answered(caller)
  caller.say('ACK', { cseq: 5, toTag: tagOf(caller.heard.at(-1)) })
  caller.timers.advance(15_000)
  await expect(answer).rejects.toThrow('before its media')
  expect(brief(caller.heard.slice(-1))).toBe('BYE sip:x@a.invalid;transport=ws')
})

it('refuses an offer it cannot meet', async () => {
  const caller = new Caller()
  caller.register()
  caller.invite({ body: fakeOffer('G722') })
  await expect(caller.calls[0]?.answer()).rejects.toThrow('Offer Opus or PCMU.')
  expect(brief(caller.heard.slice(-1))).toBe('488 Offer Opus or PCMU.')
  expect(caller.peer.liveCalls).toBe(0)
})

it('ends by the BYE of the caller, once', async () => {
  const caller = new Caller()
  const toTag = await caller.talk()
  expect(brief(caller.say('BYE', { cseq: 101, toTag }))).toBe('200 OK')
  expect(brief(caller.say('BYE', { cseq: 102, toTag }))).toBe('481 Call/Transaction Does Not Exist')
  expect([caller.told, caller.peer.liveCalls, caller.media.isClosed]).toEqual([
    ['hangup BYE'],
    0,
    true,
  ])
})

it('ends by our BYE, sent again to nobody after its answer', async () => {
  const caller = new Caller()
  await caller.talk()
  const line = caller.calls[0]
  expect(line).toBeDefined()
  caller.peer.shutDown()
  const bye = caller.heard.at(-1)
  if (bye?.type !== 'request') throw new Error('no BYE')
  expect([
    bye.method,
    headerOf(bye, 'cseq'),
    headerOf(bye, 'call-id'),
    headerOf(bye, 'to'),
  ]).toEqual(['BYE', '1 BYE', 'call-1', '<sip:u1@fml.invalid>;tag=mine'])
  caller.peer.receive(
    Buffer.from(
      `SIP/2.0 200 OK\r\nVia: ${headerOf(bye, 'via')}\r\nCSeq: 1 BYE\r\nContent-Length: 0\r\n\r\n`,
    ),
  )
  expect([caller.told, caller.peer.liveCalls]).toEqual([['hangup shutting down'], 0])
})

it('lets the caller give up before the answer', async () => {
  const caller = new Caller()
  caller.register()
  caller.invite({ cseq: 7, branch: 'same' })
  const [call] = caller.calls
  call?.onCancel(() => caller.told.push('cancelled'))
  expect(brief(caller.say('CANCEL', { cseq: 7, branch: 'same' }))).toBe(
    '200 OK, 487 Request Terminated',
  )
  expect([caller.told, caller.peer.liveCalls]).toEqual([['cancelled'], 0])
  await expect(call?.answer()).rejects.toThrow('over')
})

it('lets the caller give up while the answer is being made', async () => {
  const caller = new Caller()
  caller.register()
  caller.invite({ cseq: 7, branch: 'same' })
  const answer = caller.calls[0]?.answer()
  caller.say('CANCEL', { cseq: 7, branch: 'same' })
  await expect(answer).rejects.toThrow('gave up')
  expect([caller.media.isClosed, caller.peer.liveCalls]).toEqual([true, 0])
})

it('rejects a call with the status it is told, and gives up ringing after three minutes', () => {
  const caller = new Caller()
  caller.register()
  caller.invite({ callId: 'a', branch: 'a' })
  caller.calls[0]?.reject(404, 'No such\r\nflow')
  expect(brief(caller.heard.slice(-1))).toBe('404 No such flow')
  caller.invite({ callId: 'b', branch: 'b' })
  caller.timers.advance(180_000)
  expect(brief(caller.heard.slice(-1))).toBe('480 No answer')
})

it.for<[string, Say & { method: string }, string]>([
  ['an old CSeq', { method: 'INFO', cseq: 99 }, '500 CSeq Out Of Order'],
  [
    'another caller',
    { method: 'BYE', cseq: 101, fromTag: 'eve' },
    '481 Call/Transaction Does Not Exist',
  ],
  ['OPTIONS', { method: 'OPTIONS', cseq: 101 }, '200 OK'],
  ['UPDATE', { method: 'UPDATE', cseq: 101 }, '405 Method Not Allowed'],
  ['hold', { method: 'INVITE', cseq: 101, body: fakeOffer('PCMU', 'sendonly') }, '200 OK'],
  ['an offerless INVITE', { method: 'INVITE', cseq: 101 }, '200 OK'],
  [
    'another connection',
    { method: 'INVITE', cseq: 101, body: fakeOffer('PCMU').replace('Y8Gg', 'else') },
    '488 Media cannot be moved during a call.',
  ],
])('answers %s inside a call', async ([, { method, ...say }, expected]) => {
  const caller = new Caller()
  const toTag = await caller.talk()
  expect(brief(caller.say(method, { ...say, toTag }))).toBe(expected)
  expect(caller.peer.liveCalls).toBe(1)
})

it.for([
  ['text/plain', 'hello\r\n', '200 OK', 'text hello'],
  ['application/json; charset=utf-8', '{"text":"grüezi"}', '200 OK', 'text grüezi'],
  ['application/json', '{"text":5}', '400 Send JSON like {"text":"hello"}', null],
  ['application/json', '{', '400 Send JSON like {"text":"hello"}', null],
  ['text/plain', '  ', '400 The text is empty', null],
  ['text/plain', 'x'.repeat(8001), '413 Send at most 8000 bytes', null],
  ['application/dtmf-relay', 'Signal=#\r\nDuration=160', '200 OK', 'digit #'],
  ['application/dtmf', 'd', '200 OK', 'digit D'],
  ['application/dtmf-relay', 'Signal=x', '400 Send Signal=0-9, *, # or A-D', null],
  ['image/png', 'x', '415 Unsupported Media Type', null],
] as const)('takes INFO of %s: %s', async ([type, body, status, told]) => {
  const caller = new Caller()
  const toTag = await caller.talk()
  expect(brief(caller.say('INFO', { cseq: 101, toTag, type, body }))).toBe(status)
  expect(caller.told).toEqual(told === null ? [] : [told])
})

it('ends every call with the connection', async () => {
  const caller = new Caller()
  await caller.talk()
  caller.invite({ callId: 'ringing', branch: 'r' })
  caller.calls[1]?.onCancel(() => caller.told.push('cancelled'))
  caller.peer.lose('connection lost')
  expect(caller.told.toSorted()).toEqual(['cancelled', 'hangup connection lost'])
  expect([caller.peer.liveCalls, caller.timers.pending]).toEqual([0, 0])
})
