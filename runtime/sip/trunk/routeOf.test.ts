import { expect, it } from 'vitest'
import type { TrunkRoute } from './createTrunkDialer.ts'
import { routeOf } from './routeOf.ts'

const trunks = [
  { id: 'peers', server: null, addresses: ['192.0.2.7', '198.51.100.0/24'] },
  { id: 'pbx', server: 'sip:pbx.example:5070', addresses: [] },
]
const callerId = '+12025550100'
const byPbx = (number: string): TrunkRoute => ({ trunkId: 'pbx', number, callerId })
const byPeers = (number: string, server: string): TrunkRoute => ({
  ...{ trunkId: 'peers', number, callerId, server },
})

it.for<['number' | 'sip', string, TrunkRoute | null]>([
  ['number', '+12025550123', byPbx('+12025550123')],
  ['number', '+1 (202) 555-0123', byPbx('+12025550123')],
  ['number', 'tel:+1-202-555-0123', byPbx('+12025550123')],
  ['number', '*98', byPbx('*98')],
  ['number', 'Ann', null],
  ['number', '', null],
  ['sip', 'sip:desk@PBX.example', byPbx('desk')],
  ['sip', 'sip:desk@192.0.2.7', byPeers('desk', 'sip:192.0.2.7')],
  [
    ...(['sip', 'sip:desk@198.51.100.3:5062;transport=tcp'] as const),
    byPeers('desk', 'sip:198.51.100.3:5062;transport=tcp'),
  ],
  // Another service of a device is none of the flow's business.
  ['sip', 'sip:desk@192.0.2.7:25', null],
  ['sip', 'sip:desk@192.0.2.8', null],
  ['sip', 'sip:desk@elsewhere.example', null],
  ['sip', 'sip:pbx.example', null],
])('leads to the %s %s', ([type, address, expected]) => {
  expect(routeOf({ type, address, callerId }, trunks)).toEqual(expected)
})

it('leads no number anywhere without a server', () => {
  const target = { type: 'number', address: '+12025550123', callerId } as const
  expect(routeOf(target, trunks.slice(0, 1))).toBe(null)
})
