import { expect, it } from 'vitest'
import type { SipRequest, SipResponse } from '../message.ts'
import { type Proof, prove, takeChallenge } from './challenge.ts'
import { type Admission, Gate } from './gate.ts'
import { type Trunk, trunkDefaults } from './trunk.ts'

const inbound = { user: 'u', password: 'p' }
const known: Trunk = { ...trunkDefaults, id: 'known', addresses: ['10.0.0.0/24'] }
const strict: Trunk = { ...trunkDefaults, id: 'strict', addresses: ['10.0.1.1'], inbound }
const roaming: Trunk = { ...trunkDefaults, id: 'roaming', inbound: { user: 'r', password: 'p' } }

const request = (headers: SipRequest['headers'] = []): SipRequest => ({
  ...{ type: 'request', method: 'INVITE', uri: 'sip:1', headers, body: Buffer.alloc(0) },
})
const gateOf = (...trunks: readonly Trunk[]): Gate => {
  const gate = new Gate(() => 0)
  gate.setTrunks(trunks)
  return gate
}
const print = (admission: Admission): string =>
  admission.type === 'trunk' ? admission.trunk.id : admission.type

it.for([
  ['10.0.0.7', 'known', 'known'],
  ['10.0.1.1', 'challenge', 'challenge'],
  ['203.0.113.5', 'silence', 'challenge'],
] as const)('admits %s: %s, or where some roam: %s', ([address, closed, open]) => {
  const [one, two] = [gateOf(known, strict), gateOf(known, strict, roaming)]
  expect([print(one.admit(request(), address)), print(two.admit(request(), address))]).toEqual([
    ...[closed, open],
  ])
  expect([one.accepts(address), two.accepts(address)]).toEqual([closed !== 'silence', true])
})

/** The proof that a challenge asks for. */
function proofFor(gate: Gate, address: string): Proof {
  const admission = gate.admit(request(), address)
  if (admission.type !== 'challenge') throw new Error('no challenge')
  const { headers } = admission
  const response: SipResponse = {
    ...{ type: 'response', status: 401, reason: '', headers, body: Buffer.alloc(0) },
  }
  const proof = takeChallenge(response)
  if (!proof) throw new Error('no proof')
  return proof
}

it('takes a proof once, the next with a higher count, and only from where it was asked', () => {
  const gate = gateOf(strict, roaming)
  const address = '10.0.1.1'
  const [next, header] = prove(proofFor(gate, address), inbound, request())
  const [, second] = prove(next, inbound, request())
  const results = [
    ...[gate.admit(request([header]), address), gate.admit(request([header]), address)],
    ...[gate.admit(request([second]), address), gate.admit(request([second]), '203.0.113.5')],
  ]
  expect(results.map(print)).toEqual(['strict', 'challenge', 'strict', 'forbidden'])
})

it.for([
  ['the right password', { user: 'r', password: 'p' }, 'roaming'],
  ['a wrong password', { user: 'r', password: 'x' }, 'forbidden'],
  ['somebody unknown', { user: 'x', password: 'p' }, 'forbidden'],
  ['somebody bound to another address', inbound, 'forbidden'],
] as const)('answers %s', ([, credentials, expected]) => {
  const gate = gateOf(strict, roaming)
  const [, header] = prove(proofFor(gate, '203.0.113.5'), credentials, request())
  expect(print(gate.admit(request([header]), '203.0.113.5'))).toBe(expected)
})

it('knows the addresses of a server while its trunk is there', () => {
  const gate = gateOf(known)
  gate.resolved('known', ['198.51.100.1'])
  expect(gate.trunkAt('198.51.100.1')?.id).toBe('known')
  gate.setTrunks([])
  expect(gate.trunkAt('198.51.100.1')).toBeNull()
})
