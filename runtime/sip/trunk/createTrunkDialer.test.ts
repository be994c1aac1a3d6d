import { expect, it } from 'vitest'
import type { NumberRules } from '#shared/api/trunks.ts'
import type { DialOptions } from './callMaker.ts'
import { createTrunkDialer, routesOfEnvironment, type TrunkFor } from './createTrunkDialer.ts'

const german: NumberRules = { country: 'DE', sends: 'national', prefix: '9' }

/** What is asked of the trunk, for a call to somebody. */
function ask(trunkFor: TrunkFor, type: 'number' | 'sip', address: string, callerId = '') {
  const asked: (string | DialOptions)[] = []
  const dialer = createTrunkDialer({
    trunkFor,
    dial: (...call) => {
      asked.push(...call)
      return null
    },
  })
  dialer.dial({ type, address }, { callerId })
  return asked
}

it.for([
  ['number', '+49 30 123456', '+4930999999', ['pbx', '9030123456', { callerId: '030999999' }]],
  ['number', '100', 'anonymous', ['pbx', '100', { callerId: 'anonymous' }]],
  ['sip', 'sip:desk@pbx.example', '', ['pbx', 'desk', { callerId: '' }]],
  ['number', 'Ann', '', []],
  ['sip', 'sip:pbx.example', '', []],
] as const)('calls the %s %s in the form of the trunk', ([type, address, callerId, expected]) => {
  const trunkFor = () => ({ trunkId: 'pbx', rules: german })
  expect(ask(trunkFor, type, address, callerId)).toEqual(expected)
})

const routes = routesOfEnvironment({
  ...{ trunkId: 'peers', server: 'sip:pbx.example:5070' },
  isPeer: (address) => address === '192.0.2.7',
})
it.for([
  ['number', '+12025550123', ['peers', '+12025550123', { callerId: '' }]],
  ['sip', 'sip:desk@PBX.example', ['peers', 'desk', { callerId: '' }]],
  [
    ...['sip', 'sip:desk@192.0.2.7:5062;transport=tcp'],
    ['peers', 'desk', { callerId: '', server: 'sip:192.0.2.7:5062;transport=tcp' }],
  ],
  ['sip', 'sip:desk@192.0.2.7:25', []],
  ['sip', 'sip:desk@192.0.2.8', []],
  ['sip', 'sip:desk@elsewhere.example', []],
] as const)('finds the way of the environment to the %s %s', ([type, address, expected]) => {
  expect(ask(routes, type as 'number' | 'sip', address as string)).toEqual(expected)
})

it('knows no way to numbers without a server', () => {
  const nowhere = routesOfEnvironment({
    ...{ trunkId: 'peers', server: null, isPeer: () => false },
  })
  expect(ask(nowhere, 'number', '+12025550123')).toEqual([])
})
