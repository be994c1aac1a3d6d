import { expect, it } from 'vitest'
import { parseCseq, parseNameAddress, parseParams, userOf } from './headerValue.ts'

const read = (value: string): unknown => {
  const address = parseNameAddress(value)
  return address && [address.displayName, address.uri, Object.fromEntries(address.params)]
}

it.for([
  ['<sip:a@b>', ['', 'sip:a@b', {}]],
  ['sip:a@b;tag=1', ['', 'sip:a@b', { tag: '1' }]],
  ['"A <b> \\"c\\"" <sip:a@b;x=1>;tag=1', ['A <b> "c"', 'sip:a@b;x=1', { tag: '1' }]],
  [
    'Ann Lee <tel:+12025550100> ; Flag ; q = "a;b"',
    ['Ann Lee', 'tel:+12025550100', { flag: '', q: 'a;b' }],
  ],
  ['"caller"<sip:a@b>', ['caller', 'sip:a@b', {}]],
  ['"never ends <sip:a@b>', null],
  ['Bell, Ann <sip:a@b>', null],
  ['< sip:a@b>', null],
  ['<sip:a@b', null],
  ['sip:a@b?Route=x', null],
  ['<sip:a@b>;tag=1;tag=2', null],
  ['', null],
] as const)('reads the address %s', ([value, expected]) => {
  expect(read(value)).toEqual(expected)
})

it.for([
  ['1 INVITE', { number: 1, method: 'INVITE' }],
  ['0009  INVITE', { number: 9, method: 'INVITE' }],
  ['2147483648 INVITE', null],
  ['36893488147419103232 REGISTER', null],
  ['INVITE', null],
  ['1 IN VITE', null],
] as const)('reads the CSeq %s', ([value, expected]) => {
  expect(parseCseq(value)).toEqual(expected)
})

it('refuses parameters without a name', () => {
  expect([parseParams(';;'), parseParams(';=1'), parseParams('x;a')]).toEqual([null, null, null])
})

it.for([
  ['sip:+12025550100@x', '+12025550100'],
  ['sip:user;par=u%40example.net@example.com', 'user;par=u@example.net'],
  ['sip:a:password@x', 'a'],
  ['sip:x', null],
  ['sip:%zz@x', null],
  ['tel:+1202', null],
] as const)('takes the user of %s', ([uri, user]) => {
  expect(userOf(uri)).toBe(user)
})
