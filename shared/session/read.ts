import type { OpId, ReadOp } from '../compile/program.ts'
import { localTimeOf } from '../text/localTime.ts'
import { acknowledge, correctedBefore } from './correct.ts'
import type { Json } from './event.ts'
import type { Run } from './run.ts'
import { isWithinLimits } from './values/isWithinLimits.ts'
import { readKeys } from './values/readKeys.ts'
import { readSpeech } from './values/readSpeech.ts'
import { sayValue } from './values/sayValue.ts'

/** Reads what came in as a value; one that is none, or outside its limits, is `bad`, or corrects the answer before. */
export function runRead(run: Run, op: ReadOp, id: OpId): OpId {
  const { input } = run.session
  const digits = input?.digits?.trim() ?? ''
  const speech = input?.speech?.trim() ?? ''
  const value = valueIn(run, op, digits, speech)
  // “No wait, make it two” is no answer to “Would you come again?”.
  const isSure = value !== null && (digits !== '' || op.value !== 'yesno')
  const corrected = isSure ? null : correctedBefore(run, op, speech)
  const other = corrected && valueIn(run, corrected.op, '', corrected.said)
  if (corrected && other !== null) {
    acknowledge(run, corrected.op, other)
    return take(run, corrected.op, corrected.id, {
      ...{ value: other, digits: '' },
      speech: corrected.said,
    })
  }
  return value === null ? op.bad : take(run, op, id, { value, digits, speech })
}

/** Null: it is none, or outside its limits. */
function valueIn(run: Run, op: ReadOp, digits: string, speech: string): Json {
  const place = { today: localTimeOf(run.at, op.timezone).date, language: op.language }
  const value =
    digits === '' ? readSpeech(op.value, speech, place) : readKeys(op.value, digits, place)
  const limits = {
    ...op.limits,
    min: run.render(op.limits.min, op.node).trim(),
    max: run.render(op.limits.max, op.node).trim(),
  }
  return value !== null && isWithinLimits(op.value, value, limits, place.today) ? value : null
}

interface Taken {
  readonly value: Json
  readonly digits: string
  readonly speech: string
}

function take(run: Run, op: ReadOp, id: OpId, { value, digits, speech }: Taken): OpId {
  if (op.keeps) {
    run.session.answered = id
    run.keep(op.node, { value, text: sayValue(op.value, value), digits, speech })
  }
  const to = value === false && op.no !== undefined ? op.no : op.ok
  return op.port !== undefined && to === op.ok ? run.leave(op, op.port, to) : to
}
