import { expect, it } from 'vitest'
import { TelephoneEventReceiver } from './telephoneEvent.ts'

interface Sent {
  event: number
  timestamp: number
  duration: number
  end?: boolean
  marker?: boolean
}

const heard = (packets: readonly Sent[]): string => {
  const receiver = new TelephoneEventReceiver()
  return packets
    .map(({ event, timestamp, duration, end = false, marker = false }) =>
      receiver.receive({
        payloadType: 101,
        marker,
        sequence: 0,
        timestamp,
        ssrc: 1,
        payload: Uint8Array.of(event, end ? 0x8a : 0x0a, duration >> 8, duration & 0xff),
      }),
    )
    .join('')
}

const press = (event: number, timestamp: number): Sent[] => [
  { event, timestamp, duration: 160, marker: true },
  { event, timestamp, duration: 320 },
  { event, timestamp, duration: 480, end: true },
  { event, timestamp, duration: 480, end: true },
  { event, timestamp, duration: 480, end: true },
]

it.for([
  ['every key once', [...press(5, 100), ...press(11, 900), ...press(15, 1800)], '5#D'],
  ['the same key twice', [...press(7, 100), ...press(7, 900)], '77'],
  ['a press whose end was lost', [...press(1, 100).slice(0, 2), ...press(2, 900)], '12'],
  ['a press whose start was lost', press(9, 100).slice(3), '9'],
  ['a late copy of an old press', [...press(1, 100), ...press(2, 900), ...press(1, 100)], '12'],
  ['a flash, which is no key', press(16, 100), ''],
] as const)('tells %s', ([, packets, keys]) => {
  expect(heard(packets)).toBe(keys)
})

it('takes the segments of a long press as one', () => {
  const long: Sent[] = [
    { event: 3, timestamp: 1000, duration: 65_535, marker: true },
    { event: 3, timestamp: 66_535, duration: 800 },
    { event: 3, timestamp: 66_535, duration: 900, end: true },
  ]
  expect(heard([...long, ...press(3, 90_000)])).toBe('33')
})

it('ignores a packet cut short', () => {
  const receiver = new TelephoneEventReceiver()
  const cut = { payloadType: 101, marker: true, sequence: 0, timestamp: 1, ssrc: 1 }
  expect(receiver.receive({ ...cut, payload: Uint8Array.of(1, 2, 3) })).toBeNull()
})
