import { expect, it } from 'vitest'
import type { Ringing } from '../../voice/dialer.ts'
import { FakeNetwork } from './fakeNetwork.ts'
import { type Trunk, trunkDefaults } from './trunk.ts'

const [here, there] = ['10.0.0.1', '10.0.0.2']

/** Two agents that are each other's trunk. */
function connect(ours: Partial<Trunk> = {}, theirs: Partial<Trunk> = {}) {
  const network = new FakeNetwork()
  network.names.set('trunk.example', there)
  const a = network.agent(here, [{ id: 'b', server: `sip:${there}`, ...ours }])
  const b = network.agent(there, [{ id: 'a', server: `sip:${here}`, ...theirs }])
  const dial = () => a.agent.dial('b', '+12025550100', { callerId: '+12025550111' })
  return { network, a, b, dial }
}

/** A call from a to b that was answered. */
async function talk(ours: Partial<Trunk> = {}, theirs: Partial<Trunk> = {}) {
  const all = connect(ours, theirs)
  await all.network.settle()
  const outgoing = all.dial()
  await all.network.settle()
  await all.b.calls[0]?.answer()
  await all.network.settle()
  const [near, far] = [all.a.lines[0], all.b.lines[0]]
  if (!outgoing || !near || !far) throw new Error('no call')
  all.network.read()
  return { ...all, outgoing, near, far }
}

const talkByName = () =>
  talk({
    ...{ server: 'sip:trunk.example', addresses: [there, '10.0.0.3'], takesTransfers: true },
  })

/** The trunk's server sends calls to a third machine from now on. */
function moveTrunk(network: FakeNetwork) {
  network.names.set('trunk.example', '10.0.0.3')
  return network.agent('10.0.0.3', [{ id: 'a', addresses: [here] }])
}

it('calls, is answered, and says goodbye, leaving nothing', async () => {
  const { network, a, b, dial } = connect()
  await network.settle()
  const outgoing = dial()
  await network.settle()
  expect(b.calls.map(({ from, to }) => [from, to])).toEqual([['+12025550111', '+12025550100']])
  await b.calls[0]?.answer({ headers: { 'X-Call-Id': '7' } })
  await network.settle()
  expect((await outgoing?.ringing)?.type).toBe('answered')
  expect(network.read()).toBe('1>2 INVITE, 2>1 100 INVITE, 2>1 180 INVITE, 2>1 200 INVITE, 1>2 ACK')
  expect([a.lines[0]?.log, b.lines[0]?.log]).toEqual([['accept answer to offer'], ['answer offer']])
  b.lines[0]?.hangup()
  await network.settle()
  expect(network.read()).toBe('2>1 BYE, 1>2 200 BYE')
  expect(a.lines[0]?.log.at(-1)).toBe('end BYE')
  await network.pass(40_000, 1000)
  expect([a.agent.liveCalls(), b.agent.liveCalls()]).toEqual([0, 0])
  expect([a.agent.openTransactions, b.agent.openTransactions]).toEqual([0, 0])
})

it.for<[string, string[], number, string]>([
  ['INVITE', ['1>2 INVITE'], 700, '1>2 INVITE (lost), 1>2 INVITE, 2>1 100'],
  ['every answer', ['2>1 100', '2>1 180'], 700, '2>1 180 INVITE (lost), 1>2 INVITE, 2>1 180'],
])('repeats what was lost: %s', async ([, lose, ms, expected]) => {
  const { network, b, dial } = connect()
  network.lose.push(...lose)
  dial()
  await network.settle()
  await network.pass(ms)
  expect(network.read()).toContain(expected)
  expect(b.calls).toHaveLength(1)
})

it('repeats the answer until its ACK arrives, and acknowledges each', async () => {
  const { network, a, b, dial } = connect()
  const outgoing = dial()
  await network.settle()
  network.lose.push('1>2 ACK', '1>2 ACK')
  await b.calls[0]?.answer()
  await network.pass(4000)
  expect(network.read().replace(/.*180 INVITE, /, '')).toBe(
    '2>1 200 INVITE, 1>2 ACK (lost), 2>1 200 INVITE, 1>2 ACK (lost), 2>1 200 INVITE, 1>2 ACK',
  )
  expect((await outgoing?.ringing)?.type).toBe('answered')
  expect(a.agent.liveCalls()).toBe(1)
})

it('ends a call whose answer is never acknowledged', async () => {
  const { network, b, dial } = connect()
  dial()
  await network.settle()
  network.lose.push(...Array.from({ length: 20 }, () => '1>2 ACK'))
  await b.calls[0]?.answer()
  await network.pass(33_000)
  expect(b.lines[0]?.log.at(-1)).toBe('end never acknowledged')
  expect(network.read()).toMatch(/2>1 BYE, 1>2 200 BYE$/)
  expect(b.agent.liveCalls()).toBe(0)
})

it.for<[number, Ringing['type']]>([
  [486, 'busy'],
  [603, 'busy'],
  [404, 'failed'],
  [480, 'no-answer'],
  [503, 'failed'],
])('tells of a refusal with %i: %s', async ([status, type]) => {
  const { network, a, b, dial } = connect()
  const outgoing = dial()
  await network.settle()
  network.read()
  b.calls[0]?.reject(status, 'X')
  await network.settle()
  expect(await outgoing?.ringing).toEqual({ type, why: `${status} X` })
  expect(network.read()).toBe(`2>1 ${status} INVITE, 1>2 ACK`)
  await network.pass(40_000, 1000)
  expect([a.agent.openTransactions, b.agent.openTransactions, a.lines[0]?.log.at(-1)]).toEqual([
    ...[0, 0, 'end not answered'],
  ])
})

it('fails when nobody is there', async () => {
  const { network, dial } = connect({ server: 'sip:10.0.0.9' })
  const outgoing = dial()
  await network.pass(33_000, 1000)
  expect(await outgoing?.ringing).toEqual({ type: 'failed', why: 'Nobody answered the call.' })
  expect(network.log.filter((line) => line === '1>9 INVITE')).toHaveLength(7)
})

it('gives up while it rings', async () => {
  const { network, b, dial } = connect()
  const outgoing = dial()
  await network.settle()
  let isCancelled = false
  b.calls[0]?.onCancel(() => {
    isCancelled = true
  })
  network.read()
  outgoing?.cancel()
  await network.settle()
  expect(network.read()).toBe('1>2 CANCEL, 2>1 200 CANCEL, 2>1 487 INVITE, 1>2 ACK')
  expect([isCancelled, (await outgoing?.ringing)?.type, b.agent.liveCalls()]).toEqual([
    ...[true, 'no-answer', 0],
  ])
})

it('waits with CANCEL until it has heard anything', async () => {
  const { network, b, dial } = connect()
  network.lose.push('2>1 100', '2>1 180')
  const outgoing = dial()
  await network.settle()
  network.read()
  outgoing?.cancel()
  await network.settle()
  expect(network.read()).toBe('')
  await network.pass(600)
  expect(network.read()).toContain('2>1 180 INVITE, 1>2 CANCEL, 2>1 200 CANCEL, 2>1 487 INVITE')
  expect(b.agent.liveCalls()).toBe(0)
})

it('acknowledges and ends an answer that crossed its CANCEL', async () => {
  const { network, a, b, dial } = connect()
  const outgoing = dial()
  await network.settle()
  network.lose.push('2>1 200 INVITE')
  await b.calls[0]?.answer()
  network.read()
  outgoing?.cancel()
  await network.pass(1000)
  expect(network.read()).toBe(
    '1>2 CANCEL, 2>1 200 CANCEL, 2>1 200 INVITE, 1>2 ACK, 1>2 BYE, 2>1 200 BYE',
  )
  expect((await outgoing?.ringing)?.type).toBe('no-answer')
  expect([a.agent.liveCalls(), b.agent.liveCalls()]).toEqual([0, 0])
})

it('stops ringing when the invitation expires or nobody answers', async () => {
  const { network, b, dial } = connect()
  const outgoing = dial()
  await network.pass(181_000, 1000)
  expect((await outgoing?.ringing)?.type).toBe('no-answer')
  expect(b.agent.liveCalls()).toBe(0)
})

it('answers challenges, and brings its proof along the next time', async () => {
  const inbound = { user: 'u', password: 'p' }
  const { network, b, dial } = connect({ credentials: inbound }, { inbound })
  dial()
  await network.settle()
  expect(network.read()).toBe(
    '1>2 INVITE, 2>1 401 INVITE, 1>2 ACK, 1>2 INVITE, 2>1 100 INVITE, 2>1 180 INVITE',
  )
  dial()
  await network.settle()
  expect(network.read()).toBe('1>2 INVITE, 2>1 100 INVITE, 2>1 180 INVITE')
  // The nonce grows old: one more round.
  await network.pass(301_000, 10_000)
  network.read()
  dial()
  await network.settle()
  expect(network.read()).toContain('2>1 401 INVITE, 1>2 ACK, 1>2 INVITE, 2>1 100 INVITE')
  expect(b.calls).toHaveLength(3)
})

it('tells whoever has a wrong password or none the same, whatever the number', async () => {
  const inbound = { user: 'u', password: 'p' }
  const wrong = connect({ credentials: { user: 'u', password: 'x' } }, { inbound })
  const outgoing = wrong.dial()
  await wrong.network.settle()
  expect(await outgoing?.ringing).toEqual({ type: 'failed', why: '403 Forbidden' })
  const none = connect({}, { inbound })
  const second = none.dial()
  await none.network.settle()
  expect(await second?.ringing).toEqual({ type: 'failed', why: '401 Unauthorized' })
  expect([wrong.b.calls, none.b.calls]).toEqual([[], []])
})

it('is silent to strangers', async () => {
  const { network, b, dial } = connect({}, { server: null, addresses: ['10.0.0.7'] })
  dial()
  await network.pass(2000)
  expect(network.read()).toBe('1>2 INVITE, 1>2 INVITE, 1>2 INVITE')
  expect([b.calls, b.agent.openTransactions]).toEqual([[], 0])
})

it('takes so many calls at once and a second, and no more', async () => {
  const { network, b, dial } = connect(
    { mostCalls: 9, callsPerSecond: 50 },
    { callsPerSecond: 2, mostCalls: 5 },
  )
  const types = Array.from({ length: 10 }, () => (dial() ? 'sent' : 'full'))
  await network.settle()
  expect(types.filter((type) => type === 'sent')).toHaveLength(9)
  expect(b.calls).toHaveLength(4)
  expect(network.read()).toContain('2>1 503 INVITE')
  await network.pass(1000)
  for (let i = 0; i < 2; i++) dial()
  await network.settle()
  expect(b.calls).toHaveLength(5)
})

it('follows a redirection by the same trunk, and not for ever', async () => {
  const { network } = connect()
  const a = network.agent(here, [{ id: 'b', server: 'sip:10.0.0.3' }])
  let redirects = 0
  network.wire('10.0.0.3', (message, from) => {
    if (message.type !== 'request' || message.method !== 'INVITE') return
    redirects++
    const lines = message.headers.filter(({ name }) => /^(via|from|to|call-id|cseq)$/.test(name))
    const text = [
      'SIP/2.0 302 Moved',
      ...lines.map(({ name, value }) => `${name}: ${value}${name === 'to' ? ';tag=x' : ''}`),
      'Contact: <sip:other@10.9.9.9>',
      'Content-Length: 0\r\n\r\n',
    ].join('\r\n')
    network.send('10.0.0.3', from, text)
  })
  const outgoing = a.agent.dial('b', '100', { callerId: '' })
  await network.settle()
  expect(await outgoing?.ringing).toEqual({ type: 'failed', why: '302 Moved' })
  expect([redirects, network.read().includes('>9')]).toEqual([4, false])
})

it('holds and goes on', async () => {
  const { network, a, far } = await talk()
  const session = a.agent.sessions()[0]
  expect(await Promise.all([session?.hold(true), network.settle()])).toEqual([true, undefined])
  expect(network.read()).toBe('1>2 INVITE, 2>1 200 INVITE, 1>2 ACK')
  expect(await Promise.all([session?.hold(false), network.settle()])).toEqual([true, undefined])
  expect(far.log).toEqual(['answer offer', 'answer hold', 'answer offer'])
})

it('lets one of two offers at once go first', async () => {
  const { network, a, b, near, far } = await talk()
  const both = Promise.all([a.agent.sessions()[0]?.hold(true), b.agent.sessions()[0]?.hold(true)])
  await network.pass(5000)
  expect(await both).toEqual([true, true])
  expect(network.read()).toContain('491 INVITE')
  expect([near.log.at(-1), far.log.at(-1)]).toEqual(
    ['answer hold', 'accept answer to hold'].toReversed(),
  )
})

it('keeps a session alive by UPDATE, and ends one that was left', async () => {
  const { network, far, a, b } = await talk({ sessionExpires: 100 }, { sessionExpires: 100 })
  await network.pass(95_000, 1000)
  expect(network.read()).toBe('1>2 UPDATE, 2>1 200 UPDATE')
  expect([a.agent.liveCalls(), b.agent.liveCalls()]).toEqual([1, 1])
  network.lose.push(...Array.from({ length: 500 }, () => '1>2'))
  await network.pass(100_000, 1000)
  expect(far.log).toContain('end session expired')
  expect([a.agent.liveCalls(), b.agent.liveCalls()]).toEqual([0, 0])
})

it('transfers a call that it was asked to transfer, on the same line', async () => {
  const { network, a, b, near, far } = await talkByName()
  const c = moveTrunk(network)
  const result = b.agent.sessions()[0]?.refer('sip:100@10.0.0.3')
  await network.settle()
  expect(c.calls.map(({ to }) => to)).toEqual(['100'])
  await c.calls[0]?.answer()
  await network.settle()
  expect(await result).toEqual({ isDone: true, why: '200 OK' })
  const log = network.read()
  for (const part of ['2>1 REFER, 1>2 202 REFER', '1>2 NOTIFY', '1>3 INVITE', '1>3 ACK', '1>2 BYE'])
    expect(log).toContain(part)
  expect([near.log.at(-1), far.log.at(-1)]).toEqual(['accept answer to offer', 'end BYE'])
  // The line lives on with the other party: its end is a BYE to that one.
  near.hangup()
  await network.settle()
  expect(network.read()).toBe('1>3 BYE, 3>1 200 BYE')
  expect([a.agent.liveCalls(), b.agent.liveCalls(), c.agent.liveCalls()]).toEqual([0, 0, 0])
})

it('is not transferred unless it was allowed', async () => {
  const { network, b } = await talk()
  const result = b.agent.sessions()[0]?.refer('sip:100@10.0.0.3')
  await network.settle()
  expect(await result).toEqual({ isDone: false, why: '603 Decline' })
})

it('keeps a trunk that stays as it was, and forgets one that goes', async () => {
  const { network, a } = connect({ keepAlive: 30 })
  await network.settle()
  const trunk: Trunk = { ...trunkDefaults, id: 'b', server: `sip:${there}`, keepAlive: 30 }
  a.agent.setTrunks([trunk])
  await network.settle()
  expect(network.read()).toBe('1>2 OPTIONS, 2>1 200 OPTIONS')
  a.agent.setTrunks([])
  await network.pass(400_000, 10_000)
  // What is left is the other machine's look at its own trunk's addresses.
  expect([network.read(), a.agent.stateOf('b'), network.timers.pending]).toEqual(['', null, 1])
})

it('tells how a transfer failed, and goes on', async () => {
  const { network, a, b, near } = await talkByName()
  const c = moveTrunk(network)
  const result = b.agent.sessions()[0]?.refer('sip:100@10.0.0.3')
  await network.settle()
  c.calls[0]?.reject(486, 'Busy Here')
  await network.settle()
  expect(await result).toEqual({ isDone: false, why: '486 Busy Here' })
  expect([a.agent.liveCalls(), b.agent.liveCalls(), near.log]).toEqual([
    ...[1, 1, ['accept answer to offer']],
  ])
})

it('looks whether the other side lives', async () => {
  const { network, a } = connect({ keepAlive: 30 })
  await network.settle()
  expect([network.read(), a.agent.stateOf('b')?.isReachable]).toEqual([
    '1>2 OPTIONS, 2>1 200 OPTIONS',
    true,
  ])
  network.lose.push(...Array.from({ length: 50 }, () => 'OPTIONS'))
  await network.pass(70_000, 1000)
  expect(a.agent.stateOf('b')?.isReachable).toBe(false)
})

it('ends everything when it closes', async () => {
  const { network, a, b, near } = await talk()
  const closed = a.agent.close()
  await network.settle()
  await closed
  expect(network.read()).toBe('1>2 BYE, 2>1 200 BYE')
  expect([near.log.at(-1), a.agent.liveCalls(), b.agent.liveCalls()]).toEqual([
    'end shutting down',
    0,
    0,
  ])
  expect(network.timers.pending - b.agent.openTransactions).toBeLessThanOrEqual(5)
})
