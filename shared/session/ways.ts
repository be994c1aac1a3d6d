import type { OpId, ScheduleOp, SplitOp } from '../compile/program.ts'
import { dateOfDay, dayNumber, localTimeOf } from '../text/localTime.ts'
import type { Run } from './run.ts'

/** Open, closed or holiday, by the local time of the event. */
export function runSchedule(run: Run, op: ScheduleOp): OpId {
  const port = scheduleAt(run.at, op)
  return run.leave(op, port, op.ports[port])
}

const wholeDay = 1_440

/** A span that began the day before and runs past midnight counts first, unless that day was a holiday. */
export function scheduleAt(
  at: number,
  { timezone, week, holidays }: Pick<ScheduleOp, 'timezone' | 'week' | 'holidays'>,
): keyof ScheduleOp['ports'] {
  const { date, minute, weekday } = localTimeOf(at, timezone)
  const isHoliday = (day: string) => holidays.includes(day) || holidays.includes(day.slice(5))
  const isWithin = (day: number, time: number) =>
    (week[day] ?? []).some(([from, to]) => from <= time && time < to)
  const yesterday = dateOfDay(dayNumber(date) - 1)
  if (!isHoliday(yesterday) && isWithin((weekday + 6) % 7, minute + wholeDay)) return 'open'
  if (isHoliday(date)) return 'holiday'
  return isWithin(weekday, minute) ? 'open' : 'closed'
}

/** The same caller takes the same way every time; one without a number is spread by call. */
export function runSplit(run: Run, op: SplitOp): OpId {
  const { from, id } = run.session.call
  const caller = /\d{3}/.test(from) || from.includes('@') ? from : id
  const share = shareOf(`${op.node} ${caller}`, op.shares)
  if (!share) return run.leave(op, 'else', op.else)
  run.keep(op.node, { share: share.label })
  return run.leave(op, share.port, share.to)
}

/** The share on which a key falls: 0 to 100 in the order of the shares. */
export function shareOf<Share extends { readonly share: number }>(
  key: string,
  shares: readonly Share[],
): Share | undefined {
  let point = (hash(key) / 2 ** 32) * 100
  for (const share of shares) {
    if (point < share.share) return share
    point -= share.share
  }
  return shares.findLast((share) => share.share > 0)
}

/** FNV-1a, then the finish of MurmurHash3, so that numbers which differ in one digit fall apart. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}
