import { expect, it } from 'vitest'
import { type Dns, parseSipAddress, resolveHops } from './resolve.ts'

const zone = {
  naptr: {
    'both.example': [
      ['SIP+D2T', 's', 20, 10, '_sip._tcp.both.example'],
      ['SIPS+D2T', 's', 10, 10, '_sips._tcp.both.example'],
      ['E2U+sip', 'u', 1, 1, ''],
    ],
  },
  srv: {
    '_sips._tcp.both.example': [['a.example', 5071, 10, 0]],
    '_sip._tcp.both.example': [['b.example', 5072, 10, 0]],
    '_sip._udp.srv.example': [
      ['b.example', 5080, 20, 0],
      ['a.example', 5081, 10, 10],
      ['c.example', 5082, 10, 90],
    ],
    '_sip._tcp.tcponly.example': [['a.example', 5090, 1, 1]],
  },
  addresses: {
    'a.example': ['192.0.2.1'],
    'b.example': ['192.0.2.2', '2001:db8::2'],
    'c.example': ['192.0.2.3'],
    'plain.example': ['192.0.2.4'],
  },
} satisfies Record<string, Record<string, readonly unknown[]>>

const find = <T>(table: Readonly<Record<string, readonly T[]>>, name: string): readonly T[] => {
  const found = table[name]
  if (!found) throw new Error('ENOTFOUND')
  return found
}
const dns: Dns = {
  naptr: async (name) =>
    find<(string | number)[]>(zone.naptr, name).map(([service, flags, order, preference, to]) => ({
      ...{ service: String(service), flags: String(flags), replacement: String(to) },
      ...{ order: Number(order), preference: Number(preference) },
    })),
  srv: async (name) =>
    find<(string | number)[]>(zone.srv, name).map(([to, port, priority, weight]) => ({
      ...{ name: String(to), port: Number(port) },
      ...{ priority: Number(priority), weight: Number(weight) },
    })),
  addresses: async (name) => find<string>(zone.addresses, name),
}

it.for<[string, string]>([
  ['sip:192.0.2.9', 'UDP 192.0.2.9:5060'],
  ['sip:x@192.0.2.9:5070;transport=tcp', 'TCP 192.0.2.9:5070'],
  ['sips:[2001:db8::1]', 'TLS 2001:db8::1:5061'],
  ['sip:plain.example:5070', 'UDP 192.0.2.4:5070 plain.example'],
  ['sip:plain.example', 'UDP 192.0.2.4:5060 plain.example'],
  ['sip:plain.example;transport=tls', 'TLS 192.0.2.4:5061 plain.example'],
  ['sip:both.example', 'TLS 192.0.2.1:5071 both.example'],
  [
    'sip:both.example;transport=tcp',
    'TCP 192.0.2.2:5072 both.example, TCP 2001:db8::2:5072 both.example',
  ],
  ['sip:tcponly.example', 'TCP 192.0.2.1:5090 tcponly.example'],
  [
    'sip:srv.example',
    'UDP 192.0.2.3:5082 srv.example, UDP 192.0.2.1:5081 srv.example, UDP 192.0.2.2:5080 srv.example, UDP 2001:db8::2:5080 srv.example',
  ],
  ['sip:nowhere.example', ''],
  ['tel:+12025550100', ''],
  ['sip:plain.example;transport=sctp', ''],
])('finds the way to %s', async ([uri, expected]) => {
  const hops = await resolveHops(uri, dns, () => 0.5)
  expect(
    hops
      .map(({ transport, address, port, name }) =>
        `${transport} ${address}:${port} ${name ?? ''}`.trim(),
      )
      .join(', '),
  ).toBe(expected)
})

it('reads no host out of nonsense', () => {
  const uris = ['sip:', 'sip:a b', 'sip:a;;', 'sip:%00', 'http://x', 'sip:a@', '']
  expect(uris.map(parseSipAddress)).toEqual(uris.map(() => null))
})
