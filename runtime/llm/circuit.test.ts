import { expect, it } from 'vitest'
import { type Circuit, closedCircuit, createCircuits, mayAsk, nextCircuit } from './circuit.ts'

const open = (until: number, failures = 5): Circuit => ({ state: 'open', until, failures })
const trying = (until: number, failures = 5): Circuit => ({ state: 'trying', until, failures })
const closed = (failures: number): Circuit => ({ state: 'closed', failures })

it.for<[Circuit, 'ask' | 'answered' | 'failed', number, Circuit]>([
  [closed(0), 'ask', 0, closed(0)],
  [closed(0), 'failed', 0, closed(1)],
  [closed(3), 'answered', 0, closedCircuit],
  [closed(3), 'failed', 0, closed(4)],
  [closed(4), 'failed', 100, open(5_100)],
  [open(5_100), 'ask', 5_000, open(5_100)],
  [open(5_100), 'ask', 5_100, trying(10_100)],
  [open(5_100), 'answered', 200, closedCircuit],
  [open(5_100), 'failed', 200, open(10_200, 6)],
  [trying(10_100), 'answered', 6_000, closedCircuit],
  [trying(10_100), 'failed', 6_000, open(16_000, 6)],
  [trying(10_100), 'ask', 9_000, trying(10_100)],
  [trying(10_100), 'ask', 10_100, trying(15_100)],
  [trying(0, 30), 'failed', 0, open(60_000, 31)],
])('%j, %s at %i', ([circuit, event, now, next]) => {
  expect(nextCircuit(circuit, event, now)).toEqual(next)
})

it('lets one turn try when the rest is over', () => {
  expect(mayAsk(open(100), 99)).toBe(false)
  let now = 0
  const circuits = createCircuits(() => now)
  for (let count = 0; count < 5; count++) circuits.report('a', 'failed')
  expect(circuits.ask('a')).toBe(false)
  expect(circuits.ask('b')).toBe(true)
  now = 5_000
  expect([circuits.ask('a'), circuits.ask('a')]).toEqual([true, false])
  circuits.report('a', 'answered')
  expect(circuits.ask('a')).toBe(true)
})
