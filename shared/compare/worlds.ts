import type { Program, ScheduleOp } from '../compile/program.ts'
import type { Effect } from '../session/effect.ts'
import type { EffectResult } from '../session/event.ts'
import { respondOffline } from '../session/offline.ts'
import { scheduleAt } from '../session/ways.ts'
import { dayNumber } from '../text/localTime.ts'

/** What surrounds a call: when it comes, who calls, and whether outside systems answer. */
export interface World {
  /** Unix ms. */
  readonly at: number
  readonly from: string
  readonly outside: 'answers' | 'fails' | 'late'
  /** True when the time is one of several that matter. */
  readonly isTimed: boolean
}

/** Monday, 5 January 2026, UTC. */
const monday = 1_767_571_200_000
const halfHour = 1_800_000
const day = 86_400_000
const halfHours = 336
/** Mid-morning of a Wednesday. */
const usualTime = monday + 2 * day + 10 * 2 * halfHour
const most = 10

const callers = ['+12025550123', '+12025550147', '+12025550162', '+12025550188'] as const

/** The surroundings in which two programs can differ: opening hours, shares of callers, systems that fail. */
export function worldsOf(programs: readonly Program[]): readonly World[] {
  const ops = programs.flatMap((program) => Object.values(program.ops))
  const schedules = ops.filter((op) => op.op === 'schedule')
  const times = schedules.length === 0 ? [usualTime] : timesOf(schedules)
  const isTimed = times.length > 1
  const [at = usualTime] = times
  const [from] = callers
  const usual = times.map((time): World => ({ at: time, from, outside: 'answers', isTimed }))
  const others = ops.some((op) => op.op === 'split') ? callers.slice(1) : []
  const asks = ops.some((op) => op.op === 'request' || op.op === 'model')
  return [
    ...usual,
    ...others.map((caller): World => ({ at, from: caller, outside: 'answers', isTimed })),
    ...(asks
      ? (['fails', 'late'] as const).map((outside): World => ({ at, from, outside, isTimed }))
      : []),
  ]
}

/** One time for each way in which all opening hours together answer. */
function timesOf(schedules: readonly ScheduleOp[]): readonly number[] {
  const holidays = schedules
    .flatMap((schedule) => schedule.holidays)
    .slice(0, 20)
    .map((date) => dayNumber(date.length === 5 ? `2026-${date}` : date) * day + day / 2)
  const slots = Array.from({ length: halfHours }, (_, index) => monday + index * halfHour)
  const byAnswer = new Map<string, number>()
  for (const at of [usualTime, ...slots, ...holidays]) {
    const answer = schedules.map((schedule) => scheduleAt(at, schedule)).join()
    if (!byAnswer.has(answer)) byAnswer.set(answer, at)
  }
  return [...byAnswer.values()].slice(0, most)
}

/** What the outside answers in a world; a model is stood in for by the offline responder. */
export function answerIn(world: World): (effect: Effect) => EffectResult {
  if (world.outside !== 'answers') {
    const timedOut = world.outside === 'late'
    return () => ({ type: 'failed', why: 'no answer', timedOut })
  }
  return (effect) =>
    effect.type === 'request'
      ? { type: 'response', status: 200, body: {} }
      : { type: 'model', answer: respondOffline(effect.request), provider: 'offline' }
}
