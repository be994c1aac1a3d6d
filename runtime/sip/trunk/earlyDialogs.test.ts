import { expect, it } from 'vitest'
import { headerOf, type SipMessage } from '../message.ts'
import type { Hop } from '../transport/hop.ts'
import { FakeNetwork } from './fakeNetwork.ts'

const [here, there] = ['10.0.0.1', '10.0.0.2']

/** A phone that answers by hand; `requests` are those it got, with their CSeq. */
function setUp() {
  const network = new FakeNetwork()
  const a = network.agent(here, [{ id: 'b', server: `sip:${there}` }])
  const requests: string[] = []
  let invite: SipMessage | null = null
  let from: Hop | null = null
  const answer = (
    to: SipMessage | null,
    status: string,
    more: readonly string[] = [],
    body = '',
  ) => {
    if (!to || !from) throw new Error('no INVITE')
    const lines = to.headers.filter(({ name }) => /^(via|from|to|call-id|cseq)$/.test(name))
    const text = [
      `SIP/2.0 ${status}`,
      ...lines.map(({ name, value }) =>
        name === 'to' && !value.includes('tag=') ? `to: ${value};tag=x` : `${name}: ${value}`,
      ),
      `Contact: <sip:b@${there}>`,
      ...more,
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${body.length}\r\n\r\n${body}`,
    ].join('\r\n')
    network.send(there, from, text)
  }
  network.wire(there, (message, hop) => {
    if (message.type !== 'request') return
    const rack = headerOf(message, 'rack')
    requests.push(`${headerOf(message, 'cseq')}${rack === null ? '' : ` (${rack})`}`)
    if (message.method === 'INVITE') {
      invite = message
      from = hop
    } else if (message.method !== 'ACK') answer(message, '200 OK')
  })
  const outgoing = a.agent.dial('b', '100', { callerId: '' })
  return {
    ...{ network, a, requests, outgoing },
    respond: async (...response: [status: string, more?: readonly string[], body?: string]) => {
      await network.settle()
      answer(invite, ...response)
      await network.settle()
    },
  }
}

const reliable = (rseq: number) => ['Require: 100rel', `RSeq: ${rseq}`]

it('acknowledges ringing that must be reliable, each once and in order, and counts on', async () => {
  const { a, requests, outgoing, respond, network } = setUp()
  await respond('183 Session Progress', reliable(7), 'early')
  await respond('183 Session Progress', reliable(7), 'early')
  await respond('180 Ringing', reliable(9))
  await respond('180 Ringing', reliable(8))
  await respond('200 OK')
  expect((await outgoing?.ringing)?.type).toBe('answered')
  // The answer had come before, with the first response.
  expect(a.lines[0]?.log).toEqual(['accept early before the answer', 'accept early'])
  a.lines[0]?.hangup()
  await network.settle()
  expect(requests).toEqual([
    ...['1 INVITE', '2 PRACK (7 1 INVITE)', '3 PRACK (8 1 INVITE)', '1 ACK', '4 BYE'],
  ])
})

it('hears ringing with sound, and takes it for ringing', async () => {
  const { requests, outgoing, respond, a } = setUp()
  await respond('183 Session Progress', [], 'early')
  await respond('200 OK', [], 'late')
  expect((await outgoing?.ringing)?.type).toBe('answered')
  expect([requests, a.lines[0]?.log]).toEqual([
    ['1 INVITE', '1 ACK'],
    ['accept early before the answer', 'accept late'],
  ])
})

it('takes what was agreed on before the answer where that says nothing', async () => {
  const { outgoing, respond, a } = setUp()
  await respond('183 Session Progress', [], 'early')
  await respond('183 Session Progress', [], 'early')
  await respond('200 OK')
  expect((await outgoing?.ringing)?.type).toBe('answered')
  expect(a.lines[0]?.log).toEqual(['accept early before the answer', 'accept early'])
})

it('lets a caller hear us before the answer, and gives the same description with it', async () => {
  const network = new FakeNetwork()
  const a = network.agent(here, [{ id: 'b', server: `sip:${there}` }])
  const b = network.agent(there, [{ id: 'a', server: `sip:${here}` }])
  const outgoing = a.agent.dial('b', '100', { callerId: '' })
  await network.settle()
  const early = await Promise.all([b.calls[0]?.ringEarly?.(), b.calls[0]?.ringEarly?.()])
  await network.settle()
  expect(await b.calls[0]?.answer()).toBe(early[0])
  await network.settle()
  expect((await outgoing?.ringing)?.type).toBe('answered')
  expect(network.read()).toBe(
    '1>2 INVITE, 2>1 100 INVITE, 2>1 180 INVITE, 2>1 183 INVITE, 2>1 200 INVITE, 1>2 ACK',
  )
  expect(a.lines[0]?.log).toHaveLength(2)
})

it('lets nobody hear us who needs that to be reliable, or whose call is over', async () => {
  const network = new FakeNetwork()
  const a = network.agent(here, [{ id: 'b', server: `sip:${there}` }])
  const b = network.agent(there, [{ id: 'a', server: `sip:${here}` }])
  const headers = [{ name: 'require', value: '100rel' }]
  a.agent.dial('b', '100', { callerId: '', headers })
  const given = a.agent.dial('b', '101', { callerId: '' })
  await network.settle()
  const [reliable, other] = b.calls
  expect(await reliable?.ringEarly?.()).toBeNull()
  await other?.ringEarly?.()
  given?.cancel()
  await network.settle()
  expect(await other?.ringEarly?.()).toBeNull()
  expect(b.lines.map(({ log }) => log.at(-1))).toEqual(['end not answered'])
})

it('answers a caller who needs reliable responses without telling that it rings', async () => {
  const network = new FakeNetwork()
  const a = network.agent(here, [{ id: 'b', server: `sip:${there}` }])
  const b = network.agent(there, [{ id: 'a', server: `sip:${here}` }])
  const headers = [{ name: 'require', value: '100rel' }]
  const outgoing = a.agent.dial('b', '100', { callerId: '', headers })
  await network.settle()
  await b.calls[0]?.answer()
  await network.settle()
  expect((await outgoing?.ringing)?.type).toBe('answered')
  expect(network.read()).toBe('1>2 INVITE, 2>1 100 INVITE, 2>1 200 INVITE, 1>2 ACK')
})
