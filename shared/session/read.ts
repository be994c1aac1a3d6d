import type { OpId, ReadOp } from '../compile/program.ts'
import { localTimeOf } from '../text/localTime.ts'
import type { Run } from './run.ts'
import { isWithinLimits } from './values/isWithinLimits.ts'
import { readKeys } from './values/readKeys.ts'
import { readSpeech } from './values/readSpeech.ts'
import { sayValue } from './values/sayValue.ts'

/** Reads what came in as a value; one that is none, or outside its limits, is `bad`. */
export function runRead(run: Run, op: ReadOp): OpId {
  const { input } = run.session
  const digits = input?.digits?.trim() ?? ''
  const speech = input?.speech?.trim() ?? ''
  const place = { today: localTimeOf(run.at, op.timezone).date, language: op.language }
  const value =
    digits === '' ? readSpeech(op.value, speech, place) : readKeys(op.value, digits, place)
  const limits = {
    ...op.limits,
    min: run.render(op.limits.min, op.node).trim(),
    max: run.render(op.limits.max, op.node).trim(),
  }
  if (value === null || !isWithinLimits(op.value, value, limits, place.today)) return op.bad
  if (op.keeps) {
    run.keep(op.node, { value, text: sayValue(op.value, value), digits, speech })
  }
  const to = value === false && op.no !== undefined ? op.no : op.ok
  return op.port !== undefined && to === op.ok ? run.leave(op, op.port, to) : to
}
