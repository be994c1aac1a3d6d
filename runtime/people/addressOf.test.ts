import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { addressOf, networkOf } from './addressOf.ts'

const ask = async (remoteAddress: string, forwarded: string | null, isProxied: boolean) => {
  const app = new Hono()
  app.get('/', (c) => c.text(addressOf(c, isProxied)))
  const headers = new Headers(forwarded === null ? {} : { 'x-forwarded-for': forwarded })
  const request = new Request('http://127.0.0.1/', { headers })
  return (await app.fetch(request, { incoming: { socket: { remoteAddress } } })).text()
}

it.for([
  ['nobody in between', '203.0.113.7', null, true, '203.0.113.7'],
  ['a proxy here', '127.0.0.1', '203.0.113.7', true, '203.0.113.7'],
  ['a proxy in the network', '::ffff:172.18.0.2', '203.0.113.7', true, '203.0.113.7'],
  ['a list: what the proxy added', '127.0.0.1', '198.51.100.1, 203.0.113.7', true, '203.0.113.7'],
  ['somebody who claims to be one', '203.0.113.9', '198.51.100.1', true, '203.0.113.9'],
  ['a server that has no proxy', '127.0.0.1', '203.0.113.7', false, '127.0.0.1'],
  ['nonsense', '127.0.0.1', 'x'.repeat(500), true, '127.0.0.1'],
] as const)('knows who asks with %s', async ([, remote, forwarded, isProxied, address]) => {
  expect(await ask(remote, forwarded, isProxied)).toBe(address)
})

it('asks in process without an address', async () => {
  const app = new Hono()
  app.get('/', (c) => c.text(addressOf(c, true)))
  expect(await (await app.request('/')).text()).toBe('')
})

it.for([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2::7', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::7', '2001:db8:1:3::/64'],
  ['', ''],
] as const)('counts %s as %s', ([address, network]) => {
  expect(networkOf(address)).toBe(network)
})
