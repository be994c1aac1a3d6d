import { describe, expect, it } from 'vitest'
import type { Day, HoursData } from './hours.ts'
import { copyDay, openOn, paint } from './week.ts'

type Week = HoursData['week']
const closed: Week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
const spans = (text: string) =>
  text
    .split(' ')
    .filter(Boolean)
    .map((one) => {
      const [from = '', to = ''] = one.split('-')
      return { from, to }
    })
const week = (hours: Partial<Record<Day, string>>): Week => ({
  ...closed,
  ...Object.fromEntries(Object.entries(hours).map(([day, text]) => [day, spans(text)])),
})
const told = (of: Week) =>
  Object.fromEntries(
    Object.entries(of).flatMap(([day, list]) =>
      list.length === 0 ? [] : [[day, list.map(({ from, to }) => `${from}-${to}`).join(' ')]],
    ),
  )

describe('painting a week', () => {
  it.for([
    ['opens a closed day', {}, 'mon', [540, 1020], true, { mon: '09:00-17:00' }],
    ['joins what touches', { mon: '09:00-12:00' }, 'mon', [720, 780], true, { mon: '09:00-13:00' }],
    [
      'keeps a gap',
      { mon: '09:00-12:00' },
      'mon',
      [780, 1020],
      true,
      { mon: '09:00-12:00 13:00-17:00' },
    ],
    [
      'splits a day',
      { mon: '09:00-17:00' },
      'mon',
      [720, 780],
      false,
      { mon: '09:00-12:00 13:00-17:00' },
    ],
    ['closes a day', { mon: '09:10-17:00' }, 'mon', [0, 1440], false, {}],
    ['opens to the end of the day', {}, 'fri', [1200, 1440], true, { fri: '20:00-24:00' }],
    ['keeps a night', { fri: '20:00-02:00' }, 'fri', [1140, 1200], true, { fri: '19:00-02:00' }],
    [
      'cuts the night of the day before',
      { fri: '20:00-02:00' },
      'sat',
      [60, 180],
      false,
      { fri: '20:00-01:00' },
    ],
    [
      'ends a night at midnight',
      { fri: '20:00-02:00' },
      'sat',
      [0, 120],
      false,
      { fri: '20:00-24:00' },
    ],
    [
      'knows that Monday follows Sunday',
      { sun: '22:00-03:00' },
      'mon',
      [0, 60],
      false,
      { sun: '22:00-24:00', mon: '01:00-03:00' },
    ],
    ['paints nothing', { mon: '09:00-17:00' }, 'mon', [60, 60], true, { mon: '09:00-17:00' }],
  ] as const)('%s', ([, before, day, [from, to], isOpen, after]) => {
    const painted = paint(week(before), day, [from, to], isOpen)
    expect(painted && told(painted)).toEqual(after)
  })

  it('refuses more spans than a day keeps', () => {
    const full = week({
      mon: '01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00 09:00-10:00 11:00-12:00',
    })
    expect(paint(full, 'mon', [1200, 1260], true)).toBeNull()
    expect(paint(full, 'mon', [60, 90], true)).toBe(full)
  })

  it('shows a day with what is left of the night before', () => {
    const night = week({ fri: '20:00-02:00', sat: '10:00-14:00' })
    expect(openOn(night, 'fri')).toEqual([[1200, 1440]])
    expect(openOn(night, 'sat')).toEqual([
      [0, 120],
      [600, 840],
    ])
    expect(openOn(week({ mon: '00:00-00:00' }), 'mon')).toEqual([[0, 1440]])
  })

  it('copies a day to others', () => {
    const copied = copyDay(week({ mon: '09:00-12:00', sat: '10:00-11:00' }), 'mon', ['tue', 'sat'])
    expect(told(copied)).toEqual({ mon: '09:00-12:00', tue: '09:00-12:00', sat: '09:00-12:00' })
  })
})
