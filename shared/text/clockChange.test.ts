import { describe, expect, it } from 'vitest'
import { nextClockChange, offsetAt } from './clockChange.ts'

const at = (text: string) => Date.parse(text)

describe('clocks of a place', () => {
  it.for([
    ['Europe/Berlin', '2026-11-23T00:00:00Z', '2027-03-28T01:00:00Z', 60],
    ['Europe/Berlin', '2027-03-28T01:00:00Z', '2027-10-31T01:00:00Z', -60],
    ['America/New_York', '2026-11-23T00:00:00Z', '2027-03-14T07:00:00Z', 60],
    ['Australia/Lord_Howe', '2026-11-23T00:00:00Z', '2027-04-03T15:00:00Z', -30],
  ] as const)('%s after %s', ([zone, from, change, minutes]) => {
    expect(nextClockChange(at(from), zone)).toEqual({ at: at(change), minutes })
  })

  it.for(['UTC', 'Asia/Kolkata', 'Nowhere/Land'])('%s never changes', (zone) => {
    expect(nextClockChange(at('2026-11-23T00:00:00Z'), zone)).toBeNull()
  })

  it('knows half hours', () => {
    expect(offsetAt(at('2026-11-23T00:00:00Z'), 'Asia/Kolkata')).toBe(330)
  })
})
