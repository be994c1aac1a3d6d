import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { type Day, days, type HoursData } from '#shared/nodes/hours/hours.ts'
import { dayMinutes, openOn, paint } from '#shared/nodes/hours/week.ts'
import { t } from '../i18n/t.ts'
import { dayTitle } from './dayTitle.ts'

type Week = HoursData['week']

interface WeekGridProps {
  readonly week: Week
  readonly day: Day
  readonly onDay: (day: Day) => void
  readonly onChange: (week: Week, field?: string) => void
}

/** What a hand is painting: a stretch of some days. */
interface Stroke {
  readonly from: { readonly day: number; readonly slot: number }
  readonly to: { readonly day: number; readonly slot: number }
  readonly isOpen: boolean
}

/** Minutes of the smallest thing that can be painted. */
const slotMinutes = 30
const slots = dayMinutes / slotMinutes
const share = (minutes: number): string => `${(100 * minutes) / dayMinutes}%`
const clock = (slot: number): string =>
  `${String(Math.floor(slot / 2)).padStart(2, '0')}:${slot % 2 === 0 ? '00' : '30'}`

/** A week as seven strips: drag along them, or walk with the arrow keys and press Space. */
export function WeekGrid({ week, day, onDay, onChange }: WeekGridProps) {
  const strips = useRef<HTMLDivElement>(null)
  const [stroke, setStroke] = useState<Stroke | null>(null)
  const [slot, setSlot] = useState(18)
  const [said, setSaid] = useState('')
  const at = days.indexOf(day)
  const shown = stroke ? (painted(week, stroke) ?? week) : week
  const isOpenAt = (place: number, of: Day) =>
    openOn(week, of).some(([from, to]) => from <= place * slotMinutes && place * slotMinutes < to)
  const commit = (done: Stroke) => {
    const next = painted(week, done)
    if (next === null) setSaid(t('A day keeps at most six times.'))
    else if (next !== week) onChange(next)
  }
  const placeOf = (event: PointerEvent) => {
    const rows = strips.current?.querySelectorAll<HTMLElement>('.week-strip') ?? []
    const boxes = Array.from(rows, (row) => row.getBoundingClientRect())
    const found = boxes.findIndex((box) => event.clientY < box.bottom)
    const row = found < 0 ? days.length - 1 : found
    const box = boxes[row]
    if (!box) return null
    const along = (event.clientX - box.left) / box.width
    const fraction = document.documentElement.dir === 'rtl' ? 1 - along : along
    return { day: row, slot: Math.max(0, Math.min(slots - 1, Math.floor(fraction * slots))) }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const key = keyOf(event.key, { day: at, slot })
    if (!key) return
    event.preventDefault()
    event.stopPropagation()
    setSaid('')
    const here = { day: at, slot }
    if (key === 'paint') return commit({ from: here, to: here, isOpen: !isOpenAt(slot, day) })
    // With Shift the state of the place left is painted on.
    if (event.shiftKey && key.day === at && key.slot !== slot) {
      commit({ from: key, to: key, isOpen: isOpenAt(slot, day) })
    }
    setSlot(key.slot)
    onDay(days[key.day] ?? day)
  }
  return (
    <>
      <div className="week-scale" aria-hidden="true">
        {[0, 6, 12, 18, 24].map((hour) => (
          <span key={hour} style={{ insetInlineStart: share(hour * 60) }}>
            {hour}
          </span>
        ))}
      </div>
      <div
        ref={strips}
        role="application"
        className="week"
        aria-label={t('Opening hours of the week')}
        aria-description={t(
          'Arrow keys move, Space opens or closes half an hour, Shift and an arrow go on painting.',
        )}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the whole grid is one control with keys of its own
        tabIndex={0}
        data-keys="own"
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          const place = placeOf(event)
          const picked = place && days[place.day]
          if (!place || !picked || event.button !== 0) return
          if (!(event.target instanceof Element) || !event.target.closest('.week-strip')) {
            onDay(picked)
            return
          }
          event.currentTarget.setPointerCapture(event.pointerId)
          onDay(picked)
          setSlot(place.slot)
          setStroke({ from: place, to: place, isOpen: !isOpenAt(place.slot, picked) })
        }}
        onPointerMove={(event) => {
          const place = stroke && placeOf(event)
          if (place) setStroke({ ...stroke, to: place })
        }}
        onPointerUp={() => {
          if (stroke) commit(stroke)
          setStroke(null)
        }}
        onPointerCancel={() => setStroke(null)}
      >
        {days.map((one) => (
          <div key={one} className="week-row" data-active={one === day}>
            <span className="week-day" title={dayTitle(one)}>
              {dayTitle(one, 'short')}
            </span>
            <div className="week-strip">
              {openOn(shown, one).map(([from, to]) => (
                <span
                  key={from}
                  className="week-open"
                  style={{ insetInlineStart: share(from), width: share(to - from) }}
                />
              ))}
              {one === day && (
                <span
                  className="week-cursor"
                  style={{ insetInlineStart: share(slot * slotMinutes), width: share(slotMinutes) }}
                />
              )}
            </div>
          </div>
        ))}
      </div>
      <span className="visually-hidden" aria-live="polite">
        {said || sayPlace(day, slot, isOpenAt(slot, day))}
      </span>
    </>
  )
}

/** Where a key goes on the grid, or that it paints. */
function keyOf(key: string, { day, slot }: Stroke['from']): Stroke['from'] | 'paint' | null {
  const forward = document.documentElement.dir === 'rtl' ? -1 : 1
  const to = (nextDay: number, nextSlot: number) => ({
    day: Math.max(0, Math.min(days.length - 1, nextDay)),
    slot: Math.max(0, Math.min(slots - 1, nextSlot)),
  })
  switch (key) {
    case 'ArrowRight':
      return to(day, slot + forward)
    case 'ArrowLeft':
      return to(day, slot - forward)
    case 'ArrowDown':
      return to(day + 1, slot)
    case 'ArrowUp':
      return to(day - 1, slot)
    case 'Home':
      return to(day, 0)
    case 'End':
      return to(day, slots - 1)
    case ' ':
    case 'Enter':
      return 'paint'
    default:
      return null
  }
}

const sayPlace = (day: Day, slot: number, isOpen: boolean): string =>
  isOpen
    ? t('{day} {time}, open', { day: dayTitle(day), time: clock(slot) })
    : t('{day} {time}, closed', { day: dayTitle(day), time: clock(slot) })

/** The week after a stroke; null when one of its days cannot keep so many spans. */
function painted(week: Week, { from, to, isOpen }: Stroke): Week | null {
  const [first, last] = [Math.min(from.day, to.day), Math.max(from.day, to.day)]
  const start = Math.min(from.slot, to.slot) * slotMinutes
  const end = (Math.max(from.slot, to.slot) + 1) * slotMinutes
  let next: Week | null = week
  for (const day of days.slice(first, last + 1))
    next = next && paint(next, day, [start, end], isOpen)
  return next
}
