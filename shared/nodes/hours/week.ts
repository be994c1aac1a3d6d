import { type Day, days, type HoursData } from './hours.ts'

type Week = HoursData['week']
type Span = Week[Day][number]
/** Minutes from the start of the day on which they begin; the end may lie in the next day. */
type Stretch = readonly [from: number, to: number]

export const dayMinutes = 1_440
/** Most spans the form keeps for a day. */
const mostSpans = 6

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** `570` is `09:30`; the end of the day is `24:00`, later ends are times of the next day. */
function timeOf(minutes: number): string {
  const inDay = minutes > dayMinutes ? minutes - dayMinutes : minutes
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`
}

/** A span that ends where it starts, or before, runs past midnight. */
export function stretchOf({ from, to }: Span): Stretch {
  const [start, end] = [minutesOf(from), minutesOf(to)]
  return [start, end <= start ? end + dayMinutes : end]
}

const spanOf = ([from, to]: Stretch): Span => ({ from: timeOf(from), to: timeOf(to) })

/** Whether a span ends on the day after it begins. */
export const runsPastMidnight = (span: Span): boolean => stretchOf(span)[1] > dayMinutes

const before = (day: Day): Day => days[(days.indexOf(day) + days.length - 1) % days.length] ?? day

/** When a day is open by the clock on its wall: its own hours and what is left of the night before. */
export function openOn(week: Week, day: Day): readonly Stretch[] {
  const night = week[before(day)].flatMap((span): Stretch[] => {
    const [, to] = stretchOf(span)
    return to > dayMinutes ? [[0, to - dayMinutes]] : []
  })
  const own = week[day]
    .map(stretchOf)
    .map(([from, to]): Stretch => [from, Math.min(to, dayMinutes)])
  return merge([...night, ...own])
}

/** Opens or closes a stretch of one day; null when the day would have more spans than it can keep. */
export function paint(week: Week, day: Day, [from, to]: Stretch, isOpen: boolean): Week | null {
  if (to <= from) return week
  if (isOpen) {
    // What the night before already covers is open as it is.
    const own = merge([...week[day].map(stretchOf), [from, to]])
    return withDay(week, day, own)
  }
  const cut = (spans: readonly Span[], at: Stretch) =>
    spans.map(stretchOf).flatMap((stretch) => subtract(stretch, at))
  const night: Stretch = [from + dayMinutes, to + dayMinutes]
  const left = cut(week[before(day)], night)
  // What is left after a hole in the night begins on this day.
  const moved = left.flatMap(([start, end]): Stretch[] =>
    start < dayMinutes ? [] : [[start - dayMinutes, end - dayMinutes]],
  )
  const own = withDay(week, day, merge([...moved, ...cut(week[day], [from, to])]))
  const kept = left.filter(([start]) => start < dayMinutes)
  return own && withDay(own, before(day), kept)
}

function withDay(week: Week, day: Day, stretches: readonly Stretch[]): Week | null {
  if (stretches.length > mostSpans) return null
  const spans = stretches.map(spanOf)
  const isSame =
    spans.length === week[day].length &&
    spans.every(({ from, to }, at) => week[day][at]?.from === from && week[day][at]?.to === to)
  return isSame ? week : { ...week, [day]: spans }
}

/** Stretches in order, those that touch as one; one stays within a day's length. */
function merge(stretches: readonly Stretch[]): readonly Stretch[] {
  const merged: [number, number][] = []
  for (const [from, to] of [...stretches].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged.map(([from, to]) => [from, Math.min(to, from + dayMinutes)])
}

function subtract([from, to]: Stretch, [cutFrom, cutTo]: Stretch): readonly Stretch[] {
  if (cutTo <= from || cutFrom >= to) return [[from, to]]
  const left: Stretch[] = cutFrom > from ? [[from, cutFrom]] : []
  return cutTo < to ? [...left, [cutTo, to]] : left
}

/** The hours of one day for others too. */
export const copyDay = (week: Week, day: Day, to: readonly Day[]): Week => ({
  ...week,
  ...Object.fromEntries(to.map((other) => [other, [...week[day]]])),
})
