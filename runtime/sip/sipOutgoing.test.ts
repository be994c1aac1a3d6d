import { expect, it } from 'vitest'
import type { Ringing } from '../voice/dialer.ts'
import { fakeOffer } from '../voice/media/fakeMedia.ts'
import { brief, Caller, tagOf } from './fakeCaller.ts'
import { headerOf, type SipMessage, type SipRequest } from './message.ts'

/** A registered phone that is being called. */
async function ring(callerId = '+12025550100') {
  const phone = new Caller()
  phone.register()
  const before = phone.heard.length
  const call = phone.peer.dial(callerId)
  if (!call) throw new Error('nobody is registered')
  let ended: Ringing | null = null
  void call.ringing.then((ringing) => {
    ended = ringing
  })
  await settled()
  const said = () => phone.heard.slice(before)
  const invite = said()[0]
  if (invite?.type !== 'request') throw new Error('no INVITE')
  return {
    ...{ phone, call, invite, said },
    ended: () => ended,
    respond: async (status: number, body = '', to = invite) => {
      phone.peer.receive(Buffer.from(responseTo(to, status, body)))
      await settled()
    },
    request: (method: string, cseq = 1) =>
      phone.say(method, {
        ...{ cseq, callId: headerOf(invite, 'call-id') ?? '', fromTag: 'theirs' },
        toTag: /;tag=(\w+)$/.exec(headerOf(invite, 'from') ?? '')?.[1] ?? '',
      }),
  }
}

const settled = async () => {
  for (let i = 0; i < 30; i++) await Promise.resolve()
}

function responseTo(request: SipRequest, status: number, body: string): string {
  const copied = ['via', 'from', 'call-id', 'cseq'].map(
    (name) => `${name}: ${headerOf(request, name)}`,
  )
  return [
    `SIP/2.0 ${status} X`,
    ...copied,
    `To: ${headerOf(request, 'to')}${status > 100 ? ';tag=theirs' : ''}`,
    'Contact: <sip:new@b.invalid;transport=ws>',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n')
}

const answer = fakeOffer('PCMU').replace('setup:actpass', 'setup:active')
const requests = (messages: readonly SipMessage[]) =>
  brief(messages.filter(({ type }) => type === 'request'))

it('invites where the phone registered, as the caller', async () => {
  const { invite, phone } = await ring()
  expect(brief([invite])).toBe('INVITE sip:x@a.invalid;transport=ws')
  expect(headerOf(invite, 'from')).toMatch(/^<sip:\+12025550100@fml\.invalid>;tag=\w+$/)
  expect(headerOf(invite, 'to')).toBe('<sip:u1@fml.invalid>')
  expect(phone.peer.liveCalls).toBe(1)
})

it('calls nobody who has not registered, and keeps foreign text out of its headers', async () => {
  expect(new Caller().peer.dial('+1')).toBeNull()
  const { invite } = await ring('a>\r\nX: y')
  expect(headerOf(invite, 'from')).toMatch(/^<sip:anonymous@/)
})

it('acknowledges the answer, opens its media, and ends with BYE', async () => {
  const { phone, respond, said, ended } = await ring()
  await respond(180)
  await respond(200, answer)
  expect(requests(said())).toMatch(/, ACK sip:new@b\.invalid;transport=ws$/)
  expect(phone.media.isAccepted()).toBe(true)
  expect(ended()).toBeNull()
  phone.media.handlers?.connected()
  await settled()
  const ringing = ended() as Ringing | null
  if (ringing?.type !== 'answered') throw new Error('not answered')
  ringing.line.hangup()
  expect(requests(said().slice(-1))).toBe('BYE sip:new@b.invalid;transport=ws')
  expect(phone.peer.liveCalls).toBe(0)
  expect(phone.media.isClosed).toBe(true)
})

it('acknowledges an answer again that comes again', async () => {
  const { respond, said } = await ring()
  await respond(200, answer)
  await respond(200, answer)
  expect(requests(said().slice(-2))).toBe(
    'ACK sip:new@b.invalid;transport=ws, ACK sip:new@b.invalid;transport=ws',
  )
})

it('ends when the phone hangs up', async () => {
  const { phone, respond, request, ended } = await ring()
  await respond(200, answer)
  phone.media.handlers?.connected()
  await settled()
  const told: string[] = []
  const ringing = ended() as Ringing | null
  if (ringing?.type !== 'answered') throw new Error('not answered')
  const listener = { audio() {}, digit() {}, text() {}, hangup: (why: string) => told.push(why) }
  ringing.line.listen(listener)
  expect(brief(request('BYE'))).toBe('200 OK')
  expect(told).toEqual(['BYE'])
  expect(phone.peer.liveCalls).toBe(0)
})

it.for([
  [486, 'busy'],
  [603, 'busy'],
  [480, 'no-answer'],
  [404, 'failed'],
  [500, 'failed'],
] as const)('acknowledges a refusal with %i: %s', async ([status, type]) => {
  const { phone, respond, said, ended } = await ring()
  await respond(status)
  expect(requests(said().slice(-1))).toBe('ACK sip:x@a.invalid;transport=ws')
  expect(tagOf(said().at(-1))).toBe('theirs')
  expect(ended()).toMatchObject({ type })
  expect(phone.media.isClosed).toBe(true)
})

it('cancels a phone that rings, and waits for that when it was not heard of yet', async () => {
  const { call, respond, said, ended, phone, invite } = await ring()
  call.cancel()
  expect(requests(said())).toBe(brief([invite]))
  await respond(180)
  expect(ended()).toMatchObject({ type: 'no-answer' })
  const cancel = said().at(-1)
  expect(cancel && [brief([cancel]), headerOf(cancel, 'via')]).toEqual([
    'CANCEL sip:x@a.invalid;transport=ws',
    headerOf(invite, 'via'),
  ])
  if (cancel?.type === 'request') await respond(200, '', cancel)
  await respond(487)
  expect(requests(said().slice(-1))).toBe('ACK sip:x@a.invalid;transport=ws')
  expect(phone.peer.liveCalls).toBe(0)
})

it('hangs up on an answer that crosses its CANCEL', async () => {
  const { call, respond, said, phone } = await ring()
  await respond(180)
  call.cancel()
  await respond(200, answer)
  expect(requests(said().slice(-2))).toBe(
    'ACK sip:new@b.invalid;transport=ws, BYE sip:new@b.invalid;transport=ws',
  )
  expect(phone.peer.liveCalls).toBe(0)
})

it('fails when nothing answers, when the answer is no media, and when media never comes', async () => {
  const silent = await ring()
  silent.phone.timers.advance(32_000)
  await settled()
  expect(silent.ended()).toMatchObject({ type: 'failed' })
  const wrong = await ring()
  await wrong.respond(200, 'v=0\r\n')
  expect(wrong.ended()).toMatchObject({ type: 'failed' })
  expect(requests(wrong.said().slice(-1))).toMatch(/^BYE /)
  const deaf = await ring()
  await deaf.respond(200, answer)
  deaf.phone.timers.advance(15_000)
  await settled()
  expect(deaf.ended()).toMatchObject({ type: 'failed' })
  expect(deaf.phone.peer.liveCalls).toBe(0)
})

it('fails when the connection is lost', async () => {
  const { phone, ended } = await ring()
  phone.peer.lose('connection lost')
  await settled()
  expect(ended()).toEqual({ type: 'failed', why: 'connection lost' })
  expect(phone.timers.pending).toBe(0)
})
