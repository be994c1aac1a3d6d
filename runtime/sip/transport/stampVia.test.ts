import { expect, it } from 'vitest'
import { headerOf, type SipRequest } from '../message.ts'
import type { Hop } from './hop.ts'
import { answerHop, hostOf, stampVia } from './stampVia.ts'

const from: Hop = { transport: 'UDP', address: '192.0.2.7', port: 40_000, name: null }
const request = (via: string): SipRequest => ({
  ...{ type: 'request', method: 'OPTIONS', uri: 'sip:x@y', body: Buffer.alloc(0) },
  headers: [{ name: 'via', value: via }],
})

it.for<[string, string, string, number]>([
  [
    'its own address',
    'SIP/2.0/UDP 192.0.2.7:5070;branch=z9hG4bK1',
    'SIP/2.0/UDP 192.0.2.7:5070;branch=z9hG4bK1',
    5070,
  ],
  [
    'a name',
    'SIP/2.0/UDP pbx.example;branch=z9hG4bK1',
    'SIP/2.0/UDP pbx.example;branch=z9hG4bK1;received=192.0.2.7',
    5060,
  ],
  [
    'rport, from behind NAT',
    'SIP/2.0/UDP 10.0.0.1:5060;rport;branch=z9hG4bK1',
    'SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK1;received=192.0.2.7;rport=40000',
    40_000,
  ],
  [
    'a received of its own making',
    'SIP/2.0/UDP 192.0.2.7;received=203.0.113.9;branch=z9hG4bK1',
    'SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1;received=192.0.2.7',
    5060,
  ],
  [
    'somebody else’s maddr',
    'SIP/2.0/UDP 192.0.2.7;maddr=203.0.113.9;branch=z9hG4bK1',
    'SIP/2.0/UDP 192.0.2.7;maddr=203.0.113.9;branch=z9hG4bK1',
    5060,
  ],
])('answers %s', ([, via, stamped, port]) => {
  const after = stampVia(request(via), from)
  expect([headerOf(after, 'via'), answerHop(after, from)]).toEqual([stamped, { ...from, port }])
})

it.for([
  ['a.example', 'a.example', null],
  ['a.example:5070', 'a.example', 5070],
  ['[::1]:5070', '[::1]', 5070],
  ['a:0', 'a', null],
] as const)('reads %s', ([text, host, port]) => {
  expect(hostOf(text)).toEqual({ host, port })
})
